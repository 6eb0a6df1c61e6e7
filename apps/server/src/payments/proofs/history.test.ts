import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history } from './history.fixture.ts';
import { checkHistory } from './history-check.fixture.ts';

/** A few in every run of the tests; for so many seconds where that is asked for (tools/faults/README.md). */
const seconds = Number(process.env.PROOF_SECONDS ?? 0);
const length = seconds > 0 ? { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000 } : { numRuns: 4 };

test('shuffled, repeated and lost callbacks end where the ordered ones do', {
  timeout: 240_000 + seconds * 2000,
}, async () => {
  const histories = fc.asyncProperty(history, history, fc.nat(), async (first, second, chance) => {
    expect(await checkHistory([first, second], chance)).toEqual([]);
  });
  // A smaller history takes minutes to find. The seed that a failure names plays it again: PROOF_SEED.
  const seed = process.env.PROOF_SEED ? { seed: Number(process.env.PROOF_SEED) } : {};
  await fc.assert(histories, { ...length, ...seed, endOnFailure: true });
});
