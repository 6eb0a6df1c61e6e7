import { formatCredits } from '@farebox/kit';
import type { Db } from '../database/index.ts';
import { type DayRange, dayRange } from './days.ts';
import { countsOf, MAX_ROWS, namedOr, resolveRange } from './report.ts';
import type { OperatorDimension } from './schemas.ts';
import { latestToday, type OperatorRow, operatorGroupsQuery } from './store.ts';

/**
 * Everybody's use in a range of days, or one account's, with what it cost the operator and what remained. Each use counts
 * on the day it had where its account is. Throws `invalid_range` (400), `account_not_found` (404).
 */
export async function operatorReport(
  db: Db,
  accountId: string | null,
  asked: Partial<DayRange>,
  groupBy: OperatorDimension[],
) {
  const range = accountId ? (await resolveRange(db, accountId, asked)).range : dayRange(asked, await latestToday(db));
  const { rows } = await db.executeQuery(operatorGroupsQuery(db, accountId, range, groupBy, MAX_ROWS + 1));
  const [total, ...groups] = rows as [OperatorRow, ...OperatorRow[]];
  const shown = groupBy.length > 0 ? groups.slice(0, MAX_ROWS) : [total];
  return {
    ...range,
    userId: accountId,
    groupBy,
    rows: shown.map((row) => Object.assign(dimensionsOf(row), moneyOf(row))),
    totals: moneyOf(total),
    truncated: groups.length > MAX_ROWS,
  };
}

function dimensionsOf({ day, model, feature, account_id, email }: OperatorRow) {
  return {
    day,
    model: namedOr(model),
    feature: namedOr(feature),
    userId: account_id,
    email: account_id === undefined ? undefined : (email ?? null),
  };
}

function moneyOf(row: OperatorRow) {
  return Object.assign(countsOf(row), {
    cost: formatCredits(row.cost),
    margin: formatCredits(row.amount - row.refunded - row.cost),
    costedRequests: Number(row.costed_requests),
  });
}
