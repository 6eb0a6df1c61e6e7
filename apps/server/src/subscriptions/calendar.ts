/** How many months an interval has. */
export function monthsOf(interval: 'month' | 'year'): number {
  return interval === 'year' ? 12 : 1;
}

/**
 * The same day and time so many months later, UTC; in a month without that day its last one. Count from the first day
 * of all, never from the last result: 31 January, 28 February, 31 March.
 */
export function addMonths(anchor: Date, months: number): Date {
  const first = new Date(anchor);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(anchor.getUTCDate(), lastDay));
  return first;
}

function monthsBetween(anchor: Date, at: Date): number {
  return (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + at.getUTCMonth() - anchor.getUTCMonth();
}

/** So many months after `start`, on the day of the anchor when `start` is one of its days, else on that of `start`. */
export function monthsLater(anchor: Date, start: Date, months: number): Date {
  const place = monthsBetween(anchor, start);
  const isDay = addMonths(anchor, place).getTime() === start.getTime();
  return isDay ? addMonths(anchor, place + months) : addMonths(start, months);
}

/** When the months of a period begin: at its start, and on each of the anchor's days until its end. */
export function monthStarts(anchor: Date, start: Date, end: Date): Date[] {
  const starts = [start];
  for (let months = monthsBetween(anchor, start); ; months += 1) {
    const next = addMonths(anchor, months);
    if (next >= end) return starts;
    if (next > start) starts.push(next);
  }
}
