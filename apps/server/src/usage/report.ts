import { formatCredits } from '@farebox/kit';
import { ledgerErrors } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { type DayRange, dayRange } from './days.ts';
import type { Dimension } from './schemas.ts';
import { type GroupRow, groupsQuery, type LocalToday, localToday, NO_KEY, type Sums } from './store.ts';

/** Rows of a report in JSON; the rest comes as CSV. */
export const MAX_ROWS = 10_000;

/** The zone of the account and the range that was asked for, complete. Throws `invalid_range` (400). */
export async function resolveRange(db: Db, accountId: string, asked: Partial<DayRange>) {
  const { day, timeZone } = await todayOf(db, accountId);
  return { range: dayRange(asked, day), timeZone };
}

/** The calendar day where the account is. Throws `account_not_found` (404). */
export async function todayOf(db: Db, accountId: string): Promise<LocalToday> {
  const today = await localToday(db, accountId);
  if (!today) throw ledgerErrors.account_not_found({ accountId });
  return today;
}

/**
 * Use in a range of local days, grouped, from the daily roll-ups: rows in the order of `groupBy`, the totals of the
 * whole range, and whether rows were left out. Throws `invalid_range` (400), `account_not_found` (404).
 */
export async function usageReport(db: Db, accountId: string, asked: Partial<DayRange>, groupBy: Dimension[]) {
  const { range, timeZone } = await resolveRange(db, accountId, asked);
  const query = groupsQuery(db, accountId, range, groupBy, MAX_ROWS + 1);
  const { rows } = await db.executeQuery(query);
  const [total, ...groups] = rows as [GroupRow, ...GroupRow[]];
  const shown = groupBy.length > 0 ? groups.slice(0, MAX_ROWS) : [total];
  return {
    ...range,
    groupBy,
    timeZone,
    // Ten times as fast as two spreads, and there may be ten thousand.
    rows: shown.map((row) => Object.assign(dimensionsOf(row), countsOf(row))),
    totals: countsOf(total),
    truncated: groups.length > MAX_ROWS,
  };
}

/** What was not asked for is undefined, and so not in the JSON. */
function dimensionsOf({ day, model, feature, key, key_name }: GroupRow) {
  return {
    day,
    model: namedOr(model),
    feature: namedOr(feature),
    keyId: key === NO_KEY ? null : key,
    keyName: key === undefined ? undefined : (key_name ?? null),
  };
}

/** Empty text stands for none. */
export function namedOr(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** The figures of a group as they go out. */
export function countsOf(row: Sums) {
  return {
    requests: Number(row.requests),
    inputTokens: Number(row.input_tokens),
    cachedInputTokens: Number(row.cached_input_tokens),
    outputTokens: Number(row.output_tokens),
    amount: formatCredits(row.amount),
    refunded: formatCredits(row.refunded),
  };
}
