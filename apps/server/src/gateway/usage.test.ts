import { describe, expect, it } from 'vitest';
import { meter } from './usage.ts';

const bounds = { input: 100, output: 50 };
const own = { input: async () => 80, output: async () => 7 };
const endless = { input: async () => 5_000, output: async () => 5_000 };

function report(input: unknown, output: unknown, cachedInput?: unknown) {
  return { input, output, cachedInput, raw: { input, output } };
}

describe('usage to charge', () => {
  it.each([
    ['as reported', report(40, 20, 10), [40, 10, 20], false, []],
    ['nothing used', report(0, 0), [0, 0, 0], false, []],
    ['missing', null, [80, 0, 7], true, ['usage_missing']],
    ['input missing', report(undefined, 20), [80, 0, 20], true, ['input_missing']],
    ['output null', report(40, null, 10), [40, 10, 7], true, ['output_missing']],
    ['negative', report(-40, -1), [80, 0, 7], true, ['input_invalid', 'output_invalid']],
    ['not whole', report(40.5, 20), [80, 0, 20], true, ['input_invalid']],
    ['text', report('40', 20), [80, 0, 20], true, ['input_invalid']],
    ['beyond exact integers', report(40, 1e300), [40, 0, 7], true, ['output_invalid']],
    [
      'absurdly huge',
      report(1_000_000_000, 1_000_000_000),
      [80, 0, 7],
      true,
      ['input_implausible', 'output_implausible'],
    ],
    ['input a little above its bound is believed', report(200, 20), [200, 0, 20], false, []],
    ['input beyond twice its bound is not', report(201, 20), [80, 0, 20], true, ['input_implausible']],
    ['output a little above the limit is cut to it', report(40, 100), [40, 0, 50], false, ['output_above_limit']],
    ['output beyond twice the limit is counted', report(40, 101), [40, 0, 7], true, ['output_implausible']],
    ['more cached than there was', report(40, 20, 41), [40, 40, 20], false, ['cached_above_input']],
    ['cached negative', report(40, 20, -1), [40, 0, 20], false, ['cached_invalid']],
  ])('%s', async (_, reported, [inputTokens, cachedInputTokens, outputTokens], estimated, marks) => {
    const raw = reported?.raw ?? null;
    expect(await meter(reported, bounds, own)).toEqual({
      inputTokens,
      cachedInputTokens,
      outputTokens,
      estimated,
      marks,
      raw,
    });
  });

  it('never charges a count of ours above what was set aside', async () => {
    expect(await meter(null, bounds, endless)).toMatchObject({ inputTokens: 100, outputTokens: 50, estimated: true });
  });

  it('counts only what it needs', async () => {
    const never = async () => {
      throw new Error('counted without need');
    };
    await expect(meter(report(1, 2), bounds, { input: never, output: never })).resolves.toBeDefined();
  });
});
