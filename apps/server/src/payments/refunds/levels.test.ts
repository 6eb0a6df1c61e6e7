import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditsOf, moneyBack, nextStep, type StepDone } from './levels.ts';

describe('credits of a part of the price', () => {
  it.each([
    [0n, 0n],
    [1n, 1000n],
    [500n, 500_499n],
    [999n, 999_998n],
    [1000n, 1_000_999n],
    [1001n, 1_000_999n],
  ])('%s of 1000 is %s of 1000999', (part, credits) => {
    expect(creditsOf(part, 1000n, 1_000_999n)).toBe(credits);
  });

  it('is never more than the whole, and rises with the part', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 9n });
    fc.assert(
      fc.property(amount, amount, amount, (one, other, credits) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const part = creditsOf(less, more, credits);
        expect(part >= 0n && part <= credits).toBe(true);
        expect(creditsOf(more, more, credits)).toBe(credits);
        expect(creditsOf(less / 2n, more, credits) <= part).toBe(true);
      }),
    );
  });
});

describe('what is gone and contested', () => {
  it('is never more than the price together', () => {
    const all = [
      { amountMinor: 700n, state: 'gone', clawback: 'due' },
      { amountMinor: 500n, state: 'contested', clawback: 'due' },
      { amountMinor: 9n, state: 'none', clawback: 'due' },
    ] as const;
    expect(moneyBack(1000n, all)).toEqual({ gone: 700n, contested: 300n });
    expect(moneyBack(1000n, all, () => false)).toEqual({ gone: 0n, contested: 0n });
  });
});

/** Runs steps until none is asked for; `reach` is how much of a secured step can be had. */
function run(wanted: { gone: bigint; contested: bigint }, done: StepDone[], reach: number): StepDone[] {
  const steps = [...done];
  for (let turn = 0; turn < 20; turn += 1) {
    const step = nextStep(wanted, steps);
    if (!step) return steps;
    const moved = step.kind === 'secure' ? (step.credits * BigInt(reach)) / 100n : step.credits;
    steps.push({ ...step, moved });
  }
  throw new Error('it goes round in circles');
}

const taken = (steps: readonly StepDone[]) =>
  steps.reduce(
    (sum, { kind, credits, moved }) => sum + (kind === 'return' ? -credits : kind === 'take' ? credits : moved),
    0n,
  );

describe('the next step', () => {
  it('ends, wherever the history led, with what is gone taken and no more than what is contested on top', () => {
    const part = fc.bigInt({ min: 0n, max: 1000n });
    const moment = fc.record({ gone: part, contested: part, reach: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 8 }), (history) => {
        let steps: StepDone[] = [];
        for (const { gone, contested, reach } of history) {
          steps = run({ gone, contested }, steps, reach);
          expect(taken(steps) >= gone && taken(steps) <= gone + contested).toBe(true);
        }
        expect(taken(run({ gone: 0n, contested: 0n }, steps, 0))).toBe(0n);
      }),
    );
  });

  it('tries to secure once for each level, and again after it gave back', () => {
    const [first] = run({ gone: 0n, contested: 100n }, [], 0);
    expect(first).toMatchObject({ kind: 'secure', credits: 100n });
    expect(nextStep({ gone: 0n, contested: 100n }, [first as StepDone])).toBeNull();
    const secured = run({ gone: 0n, contested: 100n }, [], 50);
    const back = run({ gone: 0n, contested: 0n }, secured, 0);
    expect(back.at(-1)).toMatchObject({ kind: 'return', credits: 50n });
    expect(nextStep({ gone: 0n, contested: 100n }, back)).toMatchObject({ kind: 'secure', credits: 100n });
  });
});
