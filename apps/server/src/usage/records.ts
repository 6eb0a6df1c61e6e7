import { formatCredits, isId } from '@farebox/kit';
import type { Db } from '../database/index.ts';
import { readCursor, writeCursor } from '../http/paging.ts';
import type { DayRange } from './days.ts';
import { findRecords, type RecordPlace, type RecordRow, type RecordsAsked } from './record-store.ts';
import { resolveRange } from './report.ts';
import { NO_KEY } from './store.ts';

/** Which calls of an account: days and filters as they were asked for. */
export interface RecordsWish extends Partial<DayRange> {
  model?: string;
  feature?: string;
  keyId?: string;
}

/** What was asked for, complete. Throws `invalid_range` (400), `account_not_found` (404). */
export async function resolveRecords(db: Db, accountId: string, wish: RecordsWish): Promise<RecordsAsked> {
  const { from, to, model, feature, keyId } = wish;
  const { range } = await resolveRange(db, accountId, { from, to });
  return { accountId, range, filter: { model, feature, key: keyId === '' ? NO_KEY : keyId } };
}

/**
 * A page of an account's metered calls, newest first. Throws `invalid_range` (400), `account_not_found` (404),
 * `invalid_request` (400) for a cursor that is not ours.
 */
export async function listRecords(
  db: Db,
  accountId: string,
  { limit, cursor, ...wish }: RecordsWish & { limit: number; cursor?: string },
) {
  const after = readCursor(cursor, placeIn);
  const asked = await resolveRecords(db, accountId, wish);
  const rows = await findRecords(db, asked, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(recordBody),
    nextCursor: last ? writeCursor(`${last.at} ${last.transactionId}`) : null,
  };
}

function placeIn(text: string): RecordPlace | null {
  const [at, transactionId] = text.split(' ');
  return at && /^\d{1,18}$/.test(at) && isId(transactionId) ? { at: BigInt(at), transactionId } : null;
}

function recordBody(row: RecordRow) {
  return {
    transactionId: row.transaction_id,
    receiptId: row.receipt_id,
    occurredAt: row.occurred_at,
    day: row.day,
    model: row.model || null,
    feature: row.feature || null,
    keyId: row.key === NO_KEY ? null : row.key,
    keyName: row.key_name,
    inputTokens: Number(row.input_tokens),
    cachedInputTokens: Number(row.cached_input_tokens),
    outputTokens: Number(row.output_tokens),
    amount: formatCredits(row.amount),
    refunded: formatCredits(row.refunded),
  };
}
