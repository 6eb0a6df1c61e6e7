import { formatCredits } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { type Columns, csvStream } from './csv.ts';
import { openCursor } from './cursor.ts';
import type { DayRange } from './days.ts';
import { resolveRange } from './report.ts';
import type { Dimension } from './schemas.ts';
import type { Slots } from './slots.ts';
import { type GroupRow, groupsQuery, NO_KEY, type RecordRow, recordsQuery } from './store.ts';

/** An export holds a database connection and an old snapshot: neither is left to a reader who went to sleep. */
const TIME_LIMITS = { idleMs: 30_000, totalMs: 10 * 60_000 };

export interface ExportRequest {
  range: Partial<DayRange>;
  /** Groups as in the report; empty = single records. */
  groupBy: Dimension[];
}

/**
 * The use of an account as a CSV stream of constant memory, and the name of its file.
 * Throws `invalid_range` (400), `account_not_found` (404), `too_many_exports` (503).
 */
export async function exportUsage(
  { pool, db }: Pick<Deps, 'pool' | 'db'>,
  slots: Slots,
  accountId: string,
  { range: asked, groupBy }: ExportRequest,
) {
  const { range } = await resolveRange(db, accountId, asked);
  const release = slots.take(accountId);
  try {
    const stream =
      groupBy.length > 0
        ? csvStream(
            await openCursor(pool, groupsQuery(db, accountId, range, groupBy)),
            groupColumns(groupBy),
            TIME_LIMITS,
            release,
          )
        : csvStream(await openCursor(pool, recordsQuery(db, accountId, range)), recordColumns, TIME_LIMITS, release);
    return { stream, fileName: `farebox-usage-${range.from}-to-${range.to}.csv` };
  } catch (error) {
    release();
    throw error;
  }
}

const keyColumns: Columns<Pick<GroupRow, 'key' | 'key_name'>> = {
  key_id: ({ key }) => (!key || key === NO_KEY ? '' : key),
  key_name: ({ key_name }) => key_name ?? '',
};

const tokenColumns: Columns<
  Pick<GroupRow, 'input_tokens' | 'cached_input_tokens' | 'output_tokens' | 'amount' | 'refunded'>
> = {
  input_tokens: (row) => String(row.input_tokens),
  cached_input_tokens: (row) => String(row.cached_input_tokens),
  output_tokens: (row) => String(row.output_tokens),
  amount: (row) => formatCredits(row.amount),
  refunded: (row) => formatCredits(row.refunded),
};

const dimensionColumns: Record<Dimension, Columns<GroupRow>> = {
  day: { day: ({ day }) => day ?? '' },
  model: { model: ({ model }) => model ?? '' },
  feature: { feature: ({ feature }) => feature ?? '' },
  key: keyColumns,
};

function groupColumns(groupBy: Dimension[]): Columns<GroupRow> {
  const groups = groupBy.map((name) => dimensionColumns[name]);
  return Object.assign({}, ...groups, { requests: (row: GroupRow) => String(row.requests) }, tokenColumns);
}

const recordColumns: Columns<RecordRow> = {
  occurred_at: (row) => row.occurred_at,
  day: (row) => row.day,
  transaction_id: (row) => row.transaction_id,
  model: (row) => row.model,
  feature: (row) => row.feature,
  ...keyColumns,
  ...tokenColumns,
};
