import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEP_MS, STEPS, stepAt, Window } from './window.ts';

test('counts for a minute and at most a step longer', () => {
  const window = new Window();
  window.add(1_500, 3);
  window.add(2_500, 4);
  expect([window.sum(2_500), window.sum(61_999), window.sum(62_000), window.sum(64_000)]).toEqual([7, 7, 4, 0]);
});

test('says when there is room', () => {
  const window = new Window();
  window.add(0, 3);
  window.add(10_000, 2);
  expect([5, 4, 2, 1, 0].map((most) => window.msUntil(10_000, most))).toEqual([0, 52_000, 52_000, 62_000, 62_000]);
  expect(window.msUntil(10_000, -1)).toBe(STEPS * STEP_MS);
});

test('takes back where it was counted, and not what counts no more', () => {
  const window = new Window();
  window.add(0, 100);
  window.add(30_000, -90, 0);
  expect([window.sum(30_000), window.sum(62_000)]).toEqual([10, 0]);
  window.add(70_000, -10, 0);
  expect(window.sum(70_000)).toBe(0);
});

test('is what a list of everything would say, at any time', () => {
  const event = fc.record({ waitMs: fc.nat(20_000), amount: fc.integer({ min: -5, max: 50 }), backMs: fc.nat(90_000) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const window = new Window();
      const list: { step: number; amount: number }[] = [];
      let now = 100_000;
      for (const { waitMs, amount, backMs } of events) {
        now += waitMs;
        window.add(now, amount, now - backMs);
        if (stepAt(now) - stepAt(now - backMs) < STEPS) list.push({ step: stepAt(now - backMs), amount });
        const live = list.filter(({ step }) => stepAt(now) - step < STEPS);
        expect(window.sum(now)).toBe(live.reduce((sum, one) => sum + one.amount, 0));
        expect(window.byAge(now).reduce((sum, one) => sum + one, 0)).toBe(window.sum(now));
      }
    }),
  );
});
