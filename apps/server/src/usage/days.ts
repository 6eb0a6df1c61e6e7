import { usageErrors } from './errors.ts';

const DAY_MS = 86_400_000;

/** At most so many days in one report: a leap year. */
const MAX_DAYS = 366;

/** What a report shows when nobody says: today and the 29 days before it. */
const DEFAULT_DAYS = 30;

/** Two calendar days (YYYY-MM-DD), both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** Fills in what was not asked for. Throws `invalid_range` (400) when it runs backwards or is too long. */
export function dayRange(asked: Partial<DayRange>, today: string): DayRange {
  const to = asked.to ?? today;
  const from = asked.from ?? addDays(to, 1 - DEFAULT_DAYS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1 || days > MAX_DAYS) throw usageErrors.invalid_range({ from, to, maxDays: MAX_DAYS });
  return { from, to };
}

/** `addDays('2026-03-01', -1)` → `'2026-02-28'`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Every day of the range, in order. */
export function daysOf({ from, to }: DayRange): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}
