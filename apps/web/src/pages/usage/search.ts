import type { UsageGroup } from '@farebox/sdk';
import { addDays } from '../../format/time.ts';

export const ranges = { days7: 7, days30: 30, days90: 90 } as const;
export type RangeName = keyof typeof ranges | 'custom';
export const groups: readonly UsageGroup[] = ['day', 'model', 'feature', 'key'];

/** The server's own limit. */
export const MOST_DAYS = 366;

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** What the address of the usage page says; everything that makes no sense is left out. */
export interface UsageSearch {
  range?: RangeName;
  from?: string;
  to?: string;
  group?: UsageGroup;
  /** Which calls are listed: of one day, model, key; an empty text = those without one. */
  day?: string;
  model?: string;
  key?: string;
}

const oneOf = <Value extends string>(value: unknown, values: readonly Value[]) =>
  values.find((known) => known === value);
const day = (value: unknown) => (typeof value === 'string' && dayShape.test(value) ? value : undefined);

const named = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : undefined);

export function readUsageSearch(search: Record<string, unknown>): UsageSearch {
  const range = oneOf<RangeName>(search.range, ['days7', 'days30', 'days90', 'custom']);
  const group = oneOf(search.group, groups);
  const from = day(search.from);
  const to = day(search.to);
  const only = day(search.day);
  const model = named(search.model);
  const key = named(search.key);
  return {
    ...(range && { range }),
    ...(group && { group }),
    ...(from && { from }),
    ...(to && { to }),
    ...(only && { day: only }),
    ...(model !== undefined && { model }),
    ...(key !== undefined && { key }),
  };
}

/** Both included. */
export interface Days {
  from: string;
  to: string;
}

/** The calls that are listed. */
export function wishOf({ from, to }: Days, { day, model, key }: UsageSearch) {
  return {
    from: day ?? from,
    to: day ?? to,
    ...(model !== undefined && { model }),
    ...(key !== undefined && { keyId: key }),
  };
}

/** The days that are asked for, both included. */
export function daysOf({ range = 'days30', from, to }: UsageSearch, today: string): Days {
  if (range === 'custom') return { from: from ?? addDays(today, -29), to: to ?? today };
  return { from: addDays(today, 1 - ranges[range]), to: today };
}

const DAY_MS = 86_400_000;

/** Why a range cannot be asked for; null when it can. */
export function rangeProblem({ from, to }: Days): 'order' | 'long' | null {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) return 'order';
  return days > MOST_DAYS ? 'long' : null;
}
