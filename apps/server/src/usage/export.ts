import { formatCredits } from '@farebox/kit';
import type { CompiledQuery } from 'kysely';
import type { Deps } from '../context.ts';
import { type Columns, csvStream } from './csv.ts';
import { openCursor } from './cursor.ts';
import type { DayRange } from './days.ts';
import { type RecordRow, recordsQuery } from './record-store.ts';
import { type RecordsWish, resolveRecords } from './records.ts';
import { resolveRange } from './report.ts';
import type { Dimension } from './schemas.ts';
import type { Slots } from './slots.ts';
import { type GroupRow, groupsQuery, NO_KEY } from './store.ts';

/** An export holds a database connection and an old snapshot: neither is left to a reader who went to sleep. */
const TIME_LIMITS = { idleMs: 30_000, totalMs: 10 * 60_000 };

/**
 * The use of an account by group as a CSV stream of constant memory, and the name of its file.
 * Throws `invalid_range` (400), `account_not_found` (404), `too_many_exports` (503).
 */
export async function exportReport(
  deps: Exporting,
  accountId: string,
  { from, to, groupBy }: Partial<DayRange> & { groupBy: Dimension[] },
): Promise<Exported> {
  const { range } = await resolveRange(deps.db, accountId, { from, to });
  return exported(deps, accountId, range, groupsQuery(deps.db, accountId, range, groupBy), groupColumns(groupBy));
}

/** The metered calls of an account one by one, in the same way. */
export async function exportRecords(deps: Exporting, accountId: string, wish: RecordsWish): Promise<Exported> {
  const asked = await resolveRecords(deps.db, accountId, wish);
  return exported(deps, accountId, asked.range, recordsQuery(deps.db, asked), recordColumns);
}

export interface Exported {
  stream: ReadableStream<Uint8Array>;
  fileName: string;
}

interface Exporting extends Pick<Deps, 'pool' | 'db'> {
  slots: Slots;
}

async function exported<Row>(
  { pool, slots }: Exporting,
  accountId: string,
  { from, to }: DayRange,
  query: CompiledQuery<Row>,
  columns: Columns<Row>,
): Promise<Exported> {
  const release = slots.take(accountId);
  try {
    const stream = csvStream(await openCursor(pool, query), columns, TIME_LIMITS, release);
    return { stream, fileName: `farebox-usage-${from}-to-${to}.csv` };
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
  receipt_id: (row) => row.receipt_id,
  model: (row) => row.model,
  feature: (row) => row.feature,
  ...keyColumns,
  ...tokenColumns,
};
