import type { Interval } from './prices.ts';
import type { Seconds } from './simulated-clock.ts';

export interface Period {
  start: Seconds;
  end: Seconds;
}

export interface Cadence {
  interval: Interval;
  interval_count: number;
}

const DAY_SECONDS = 24 * 3600;

/** `months` after the anchor: on its day and hour, or on the month's last day where that day is missing. UTC. */
function addMonths(anchor: Seconds, months: number): Seconds {
  const from = new Date(anchor * 1000);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeOfDay = anchor - Date.UTC(year, from.getUTCMonth(), from.getUTCDate()) / 1000;
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) / 1000 + timeOfDay;
}

function boundary(anchor: Seconds, { interval, interval_count: count }: Cadence, steps: number): Seconds {
  if (interval === 'month') return addMonths(anchor, steps * count);
  if (interval === 'year') return addMonths(anchor, steps * count * 12);
  return anchor + steps * count * DAY_SECONDS * (interval === 'week' ? 7 : 1);
}

function approximateSeconds({ interval, interval_count: count }: Cadence): number {
  return count * DAY_SECONDS * { day: 1, week: 7, month: 30.4375, year: 365.25 }[interval];
}

/** The first boundary after `from`, counted from the anchor: 31 January gives 28 or 29 February and then 31 March. */
export function nextBoundary(anchor: Seconds, cadence: Cadence, from: Seconds): Seconds {
  let steps = Math.floor((from - anchor) / approximateSeconds(cadence)) - 1;
  while (boundary(anchor, cadence, steps) <= from) steps += 1;
  return boundary(anchor, cadence, steps);
}
