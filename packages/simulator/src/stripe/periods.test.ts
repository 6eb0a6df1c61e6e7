import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cadence, nextBoundary } from './periods.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
const shown = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

/** The ends of the first periods of a subscription that began then. */
function ends(from: string, cadence: Cadence, count: number): string[] {
  const anchor = seconds(from);
  const found: number[] = [];
  for (let at = anchor; found.length < count; ) {
    at = nextBoundary(anchor, cadence, at);
    found.push(at);
  }
  return found.map(shown);
}

const month = { interval: 'month', interval_count: 1 } as const;
const year = { interval: 'year', interval_count: 1 } as const;

describe('a period', () => {
  it('of a month from the 31st ends on the last day where there is none', () => {
    const expected = ['2028-02-29', '2028-03-31', '2028-04-30', '2028-05-31', '2028-06-30'];
    expect(ends('2028-01-31T10:00:00Z', month, 5)).toEqual(expected);
    expect(ends('2027-01-31T10:00:00Z', month, 2)).toEqual(['2027-02-28', '2027-03-31']);
    expect(ends('2027-01-30T10:00:00Z', month, 2)).toEqual(['2027-02-28', '2027-03-30']);
  });

  it('of a year from a leap day ends on 28 February but in leap years', () => {
    expect(ends('2028-02-29T10:00:00Z', year, 4)).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  it('of days, weeks and quarters', () => {
    expect(ends('2028-02-27T10:00:00Z', { interval: 'day', interval_count: 2 }, 2)).toEqual([
      '2028-02-29',
      '2028-03-02',
    ]);
    expect(ends('2028-12-28T10:00:00Z', { interval: 'week', interval_count: 1 }, 1)).toEqual(['2029-01-04']);
    const quarter = { interval: 'month', interval_count: 3 } as const;
    expect(ends('2027-11-30T10:00:00Z', quarter, 2)).toEqual(['2028-02-29', '2028-05-30']);
  });

  it('always goes on, keeps its hour and never drifts from its day', () => {
    const anchors = fc.integer({ min: seconds('2020-01-01'), max: seconds('2040-01-01') });
    const cadences = fc.record({
      interval: fc.constantFrom('day', 'week', 'month', 'year'),
      interval_count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(anchors, cadences, (anchor, cadence) => {
        let before = anchor;
        for (let i = 0; i < 30; i += 1) {
          const next = nextBoundary(anchor, cadence, before);
          const longest = { day: 1, week: 7, month: 31, year: 366 }[cadence.interval] * cadence.interval_count;
          expect(next).toBeGreaterThan(before);
          expect(next - before).toBeLessThanOrEqual(longest * 86_400);
          expect((next - anchor) % 86_400).toBe(0);
          if (cadence.interval === 'month' || cadence.interval === 'year') {
            const [day, wanted] = [new Date(next * 1000).getUTCDate(), new Date(anchor * 1000).getUTCDate()];
            expect(day === wanted || (day < wanted && new Date((next + 86_400) * 1000).getUTCDate() === 1)).toBe(true);
          }
          before = next;
        }
      }),
      { numRuns: 200 },
    );
  });
});
