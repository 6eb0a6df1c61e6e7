import { expect, test } from 'vitest';
import type { Product } from './objects.ts';
import { periodEnd, sameLength } from './period.ts';

const product = (more: Partial<Product>) => ({ billing_period: 'every-month', ...more }) as Product;

function ends(from: string, count: number, more: Partial<Product> = {}): string[] {
  const anchor = new Date(`${from}T10:00:00Z`);
  const found: string[] = [];
  for (let after = anchor; found.length < count; found.push(after.toISOString().slice(0, 10))) {
    after = periodEnd(product(more), anchor, after);
  }
  return found;
}

test.each([
  { from: '2027-01-31', more: {}, is: ['2027-02-28', '2027-03-31', '2027-04-30'] },
  { from: '2028-01-31', more: {}, is: ['2028-02-29', '2028-03-31'] },
  {
    from: '2028-02-29',
    more: { billing_period: 'every-year' },
    is: ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
  },
  { from: '2026-11-30', more: { billing_period: 'every-three-months' }, is: ['2027-02-28', '2027-05-30'] },
  { from: '2026-08-31', more: { billing_period: 'every-six-months' }, is: ['2027-02-28', '2027-08-31'] },
  { from: '2026-12-31', more: { billing_period: 'every-day' }, is: ['2027-01-01', '2027-01-02'] },
  {
    from: '2026-12-31',
    more: { billing_period: 'custom', recurring_interval: 'week', recurring_interval_count: 2 },
    is: ['2027-01-14', '2027-01-28'],
  },
] as { from: string; more: Partial<Product>; is: string[] }[])('from $from: $is', ({ from, more, is }) => {
  expect(ends(from, is.length, more)).toEqual(is);
});

test('twelve months by another name are a year', () => {
  const custom = { billing_period: 'custom', recurring_interval: 'month', recurring_interval_count: 12 } as const;
  expect(sameLength(product({ billing_period: 'every-year' }), product(custom))).toBe(true);
  expect(sameLength(product({}), product(custom))).toBe(false);
});
