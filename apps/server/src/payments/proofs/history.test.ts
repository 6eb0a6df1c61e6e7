import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history } from './history.fixture.ts';
import { checkHistory } from './history-check.fixture.ts';

const RUNS = 5;

/** `PROOF_RUNS` and `PROOF_SEED` play more of them, or one again. */
const runs = Number(process.env.PROOF_RUNS ?? RUNS);
const seed = process.env.PROOF_SEED ? Number(process.env.PROOF_SEED) : undefined;

test('shuffled, repeated and lost callbacks end where the ordered ones do', { timeout: 60_000 * runs }, async () => {
  const histories = fc.asyncProperty(history, history, fc.nat(), async (first, second, chance) => {
    expect(await checkHistory([first, second], chance)).toEqual([]);
  });
  await fc.assert(histories, {
    numRuns: runs,
    endOnFailure: !process.env.PROOF_SHRINK,
    ...(seed !== undefined && { seed }),
  });
});
