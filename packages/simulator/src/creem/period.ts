import type { Product } from './objects.ts';

const intervals: Record<string, [number, 'day' | 'month']> = {
  'every-day': [1, 'day'],
  'every-month': [1, 'month'],
  'every-three-months': [3, 'month'],
  'every-six-months': [6, 'month'],
  'every-year': [12, 'month'],
};

const custom: Record<string, [number, 'day' | 'month']> = {
  day: [1, 'day'],
  week: [7, 'day'],
  month: [1, 'month'],
  year: [12, 'month'],
};

function lengthOf(product: Product): [number, 'day' | 'month'] {
  const [size, unit] = custom[product.recurring_interval ?? ''] ?? [1, 'month'];
  return intervals[product.billing_period] ?? [size * (product.recurring_interval_count ?? 1), unit];
}

function addMonths(from: Date, months: number): Date {
  const day = from.getUTCDate();
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, last));
  return to;
}

/** The first end of a period after `after`, counted from the anchor: 31 January, 28 February, 31 March. */
export function periodEnd(product: Product, anchor: Date, after: Date): Date {
  const [size, unit] = lengthOf(product);
  for (let count = 1; ; count += 1) {
    const days = new Date(anchor.getTime() + count * size * 86_400_000);
    const end = unit === 'day' ? days : addMonths(anchor, count * size);
    if (end > after) return end;
  }
}

export function sameLength(a: Product, b: Product): boolean {
  return String(lengthOf(a)) === String(lengthOf(b));
}
