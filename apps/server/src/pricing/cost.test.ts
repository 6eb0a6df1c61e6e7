import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costBound, costOf, isPriced, type Rate } from './cost.ts';
import { readPrice, type WrittenPrice } from './price.ts';
import type { UsageRecord } from './units.ts';

const PLAIN = 1_000_000n;

function rate(price: WrittenPrice, multiplier = PLAIN): Rate {
  return { price: readPrice(price), group: 'default', multiplier };
}

const nothing: UsageRecord = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };
const million = 1_000_000;

describe('a cost, in micro-credits', () => {
  const text = { input: '2.5', output: '10' };
  it.each<[string, WrittenPrice, Partial<UsageRecord>, bigint]>([
    ['nothing', text, {}, 0n],
    ['one token of a cheap model still costs one', { input: '0.000001', output: '0' }, { inputTokens: 1 }, 1n],
    [
      'parts that each would round up are rounded once',
      { input: '0.4', cachedInput: '0.3', output: '0.3' },
      { inputTokens: 2, cachedInputTokens: 1, outputTokens: 1 },
      1n,
    ],
    ['a million tokens cost the price', text, { inputTokens: million }, 2_500_000n],
    [
      'cached input has its own price',
      { input: '2', cachedInput: '0.5', output: '0' },
      { inputTokens: 1000, cachedInputTokens: 400 },
      1400n,
    ],
    ['without one it costs what input costs', text, { inputTokens: 1000, cachedInputTokens: 400 }, 2500n],
    [
      'both kinds of cache write, a cache read and the rest',
      { input: '3', cachedInput: '0.3', cacheWrite: '3.75', cacheWrite1h: '6', output: '15' },
      { inputTokens: 1000, cachedInputTokens: 100, cacheWriteTokens: 200, cacheWrite1hTokens: 300, outputTokens: 10 },
      400n * 3n + 30n + 750n + 1800n + 150n,
    ],
    [
      'an hour’s cache write without a price costs what the other does',
      { input: '1', cacheWrite: '2', output: '0' },
      { inputTokens: 10, cacheWrite1hTokens: 10 },
      20n,
    ],
    [
      'sound and images in the input, sound in the output',
      { input: '2', audioInput: '40', imageInput: '5', output: '8', audioOutput: '80' },
      { inputTokens: 100, audioInputTokens: 10, imageInputTokens: 20, outputTokens: 50, audioOutputTokens: 30 },
      70n * 2n + 400n + 100n + 20n * 8n + 2400n,
    ],
    ['reasoning is output', text, { outputTokens: 100, reasoningTokens: 90 }, 1000n],
    ['a request', { request: '0.02' }, {}, 20_000n],
    ['several requests', { request: '0.02' }, { requests: 3 }, 60_000n],
    ['seconds', { second: '0.006' }, { seconds: 61 }, 366_000n],
    ['characters by the million', { characters: '15' }, { characters: 33 }, 495n],
    [
      'images by size and quality, by size, and any other',
      { images: { '1024x1024/high': '17', '1024x1024': '4', '*': '9' } },
      { images: { '1024x1024/high': 1, '1024x1024/low': 2, '512x512/low': 1 } },
      17_000_000n + 8_000_000n + 9_000_000n,
    ],
    [
      'an image of a size without a price costs what the dearest does',
      { images: { a: '1', b: '2' } },
      { images: { c: 1 } },
      2_000_000n,
    ],
    [
      'tool calls by name, and any other',
      { ...text, toolCalls: { web_search: '1', '*': '0.25' } },
      { toolCalls: { web_search: 2, file_search: 1 } },
      2_250_000n,
    ],
    [
      'output beyond what a float holds exactly',
      { input: '0', output: '9007199.254741' },
      { outputTokens: 1_000_000_001 },
      9_007_199_263_748_200n,
    ],
  ])('%s', (_, price, used, expected) => {
    expect(costOf(rate(price), { ...nothing, ...used })).toBe(expected);
  });

  it.each<[string, bigint, string | undefined, bigint]>([
    ['a group that pays less', 850_000n, undefined, 3n],
    ['a group that pays nothing', 0n, undefined, 0n],
    ['a group that pays more', 1_500_000n, undefined, 5n],
    ['a dearer tier', PLAIN, 'priority', 6n],
    ['a tier without a figure is the ordinary one', PLAIN, 'scale', 3n],
    ['both, rounded once', 333_333n, 'flex', 1n],
  ])('%s: all of it times that', (_, multiplier, tier, expected) => {
    const price = { input: '3', output: '0', tiers: { flex: '0.5', priority: '2' } };
    expect(costOf(rate(price, multiplier), { ...nothing, inputTokens: 1 }, tier)).toBe(expected);
  });

  it.each<[Partial<UsageRecord>]>([
    [{ inputTokens: -1 }],
    [{ inputTokens: 1.5 }],
    [{ inputTokens: 1, cachedInputTokens: 2 }],
    [{ inputTokens: 5, cachedInputTokens: 3, cacheWriteTokens: 3 }],
    [{ outputTokens: 3, audioOutputTokens: 4 }],
    [{ outputTokens: 3, reasoningTokens: 4 }],
    [{ outputTokens: Number.NaN }],
    [{ outputTokens: 1e15 }],
    [{ images: { a: -1 } }],
    [{ toolCalls: { a: 0.5 } }],
    [{ seconds: Number.POSITIVE_INFINITY }],
  ])('refuses usage that cannot be: %o', (impossible) => {
    const price = { input: '1', output: '1', images: { '*': '1' }, second: '1', toolCalls: { '*': '1' } };
    expect(() => costOf(rate(price), { ...nothing, ...impossible })).toThrow(RangeError);
  });
});

const figure = fc.option(
  fc
    .bigInt({ min: 0n, max: 10n ** 10n })
    .map((micro) => `${micro / 1_000_000n}.${String(micro % 1_000_000n).padStart(6, '0')}`),
  { nil: undefined },
);
const figures = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '*'),
  figure.map((text) => text ?? '0'),
);
const anyPrice = fc.record({
  input: figure.map((text) => text ?? '1'),
  ...Object.fromEntries(
    [
      'cachedInput',
      'cacheWrite',
      'cacheWrite1h',
      'audioInput',
      'imageInput',
      'output',
      'audioOutput',
      'imageOutput',
    ].map((unit) => [unit, figure]),
  ),
  ...{ characters: figure, request: figure, second: figure, images: figures, toolCalls: figures },
  tiers: fc.record({ flex: fc.constant('0.5'), priority: fc.constant('2.123457') }),
}) as fc.Arbitrary<WrittenPrice>;

const amount = fc.nat(50_000_000);
const small = fc.nat(50);
/** What a call uses: parts of parts, so that they never are more than the whole. */
const anyUsage = fc
  .record({
    input: amount,
    output: amount,
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
    images: fc.dictionary(fc.constantFrom('a', 'b/high', 'd'), small),
    toolCalls: fc.dictionary(fc.constantFrom('a', 'b', 'd'), small),
    ...{ seconds: amount, characters: amount, requests: small },
  })
  .map(({ input, output, shares, ...others }): UsageRecord => {
    const part = (whole: number, at: number) => Math.floor(whole * (shares[at] ?? 0));
    const parts = (whole: number, ats: number[]) =>
      ats.reduce<{ left: number; taken: number[] }>(
        ({ left, taken }, at) => ({ left: left - part(left, at), taken: [...taken, part(left, at)] }),
        { left: whole, taken: [] },
      ).taken;
    const [cached = 0, write = 0, write1h = 0, audio = 0, image = 0] = parts(input, [0, 1, 2, 3, 4]);
    const [audioOut = 0, imageOut = 0] = parts(output, [5, 6]);
    return {
      ...others,
      inputTokens: input,
      cachedInputTokens: cached,
      cacheWriteTokens: write,
      cacheWrite1hTokens: write1h,
      audioInputTokens: audio,
      imageInputTokens: image,
      outputTokens: output,
      audioOutputTokens: audioOut,
      imageOutputTokens: imageOut,
    };
  });

describe('the bound of a cost', () => {
  it('is never below the cost of any usage within it, whatever it is made of', () => {
    const room = fc.nat(1_000);
    const multiplier = fc.bigInt({ min: 0n, max: 3_000_000n });
    const tier = fc.constantFrom(undefined, 'flex', 'priority');
    fc.assert(
      fc.property(
        anyPrice,
        anyUsage,
        room,
        multiplier,
        tier,
        fc.boolean(),
        (price, usage, spare, times, asked, capped) => {
          const { images = {}, toolCalls = {} } = usage;
          const bounds = {
            input: usage.inputTokens + spare,
            output: usage.outputTokens + spare,
            ...(capped && {
              parts: {
                audioInput: usage.audioInputTokens ?? 0,
                cacheWrite1h: usage.cacheWrite1hTokens ?? 0,
                imageOutput: usage.imageOutputTokens ?? 0,
              },
            }),
            images: Object.fromEntries(Object.entries(images).map(([kind, count]) => [kind, count + (spare % 3)])),
            toolCalls: {
              most: Object.values(toolCalls).reduce((sum, count) => sum + count, 0),
              tools: Object.keys(toolCalls),
            },
            seconds: (usage.seconds ?? 0) + spare,
            characters: (usage.characters ?? 0) + spare,
            requests: usage.requests ?? 1,
            ...(asked && { tier: asked }),
          };
          for (const served of [asked, undefined]) {
            expect(costOf(rate(price, times), usage, served)).toBeLessThanOrEqual(
              costBound(rate(price, times), bounds),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is the exact sum rounded up by less than one micro-credit', () => {
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 10n ** 13n }), (input, output, times) => {
        const exact = (BigInt(input) * 1_234_567n + BigInt(output) * 7n) * times;
        const cost = costOf(rate({ input: '1.234567', output: '0.000007' }, times), {
          ...nothing,
          inputTokens: input,
          outputTokens: output,
        });
        expect(cost * 10n ** 12n - exact).toBeGreaterThanOrEqual(0n);
        expect(cost * 10n ** 12n - exact).toBeLessThan(10n ** 12n);
      }),
    );
  });

  it('is no higher than it must be: a kind that cannot come is not held for', () => {
    const sound = rate({ input: '2', audioInput: '40', output: '8', audioOutput: '80' });
    const bounds = { input: 1000, output: 100 };
    expect(costBound(sound, bounds)).toBe(48_000n);
    expect(costBound(sound, { ...bounds, parts: { audioInput: 0, audioOutput: 0 } })).toBe(2_800n);
    expect(costBound(sound, { ...bounds, parts: { audioInput: 10, audioOutput: 0 } })).toBe(3_180n);
  });

  it('takes the dearest of the tools, and no less than the ordinary tier', () => {
    const price = { input: '0', output: '0', toolCalls: { a: '1', b: '3' }, request: '1', tiers: { flex: '0.5' } };
    expect(
      costBound(rate(price), { input: 0, output: 0, toolCalls: { most: 4, tools: ['a', 'b'] }, tier: 'flex' }),
    ).toBe(13_000_000n);
  });
});

describe('being priced', () => {
  const chat = [['input', 'output']] as const;
  const image = [['images'], ['output']] as const;
  it.each([
    ['both figures', { input: '1', output: '1' }, chat, true],
    ['free is a price', { input: '0', output: '0' }, chat, true],
    ['one of two', { input: '1' }, chat, false],
    ['another kind', { images: { '*': '1' } }, chat, false],
    ['a price for the request as such', { request: '1' }, chat, true],
    ['one way of two', { images: { '*': '1' } }, image, true],
    ['the other way', { input: '1', output: '1' }, image, true],
  ])('%s', (_, price, ways, expected) => {
    expect(isPriced(readPrice(price), ways)).toBe(expected);
  });
});
