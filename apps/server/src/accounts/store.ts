import type { Bucket, Category } from '@farebox/ledger';
import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

/** What a page of transactions shows beyond the journal's own row. */
export interface TransactionExtras {
  id: string;
  /** What it did to available + held, micro-credits with a sign. */
  change: bigint;
  feature: string | null;
  model: string | null;
}

/** A row of the journal, and the hold it placed or settled. */
export interface RowAndHold {
  id: string;
  holdId: string | null;
}

/**
 * One query for a whole page. The change is the sum of the entries, so a part that expired on its way back counts;
 * what a row without a usage record was for, its hold tells.
 */
export async function extrasOf(db: Db, accountId: string, page: RowAndHold[]): Promise<TransactionExtras[]> {
  const ids = page.map(({ id }) => id);
  const holdIds = page.map(({ holdId }) => holdId);
  const { rows } = await sql<TransactionExtras>`
    select page.id,
           coalesce(moved.change, 0)::int8 as change,
           nullif(coalesce(usage.feature, hold.feature), '') as feature,
           nullif(coalesce(usage.model, hold.model), '') as model
      from unnest(${ids}::uuid[], ${holdIds}::uuid[]) as page (id, hold_id)
      left join ledger.usage_record usage on usage.transaction_id = page.id and usage.account_id = ${accountId}
      left join ledger.hold hold on hold.id = page.hold_id and hold.account_id = ${accountId}
      left join lateral (
        select sum(case when entry.to_bucket in ('available', 'held') then entry.amount else 0 end
                 - case when entry.from_bucket in ('available', 'held') then entry.amount else 0 end) as change
          from ledger.entry entry
         where entry.transaction_id = page.id and entry.account_id = ${accountId}
      ) moved on true`.execute(db);
  return rows;
}

/** What was used on one day of the account's own calendar. */
export interface DayOfUse {
  day: string;
  /** Charged and not given back, micro-credits. */
  spent: bigint;
  requests: bigint;
}

/** Use per day from `from` (YYYY-MM-DD; null: today) until today where the account is, only of days that saw any. */
export async function useByDay(db: Db, accountId: string, from: string | null): Promise<DayOfUse[]> {
  const today = sql`(ledger.clock() at time zone account.time_zone)::date`;
  const { rows } = await sql<DayOfUse>`
    select daily.day::text as day, sum(daily.amount - daily.refunded)::int8 as spent,
           sum(daily.requests)::int8 as requests
      from ledger.account account
      join ledger.usage_daily daily
        on daily.account_id = account.id and daily.day between coalesce(${from}::date, ${today}) and ${today}
     where account.id = ${accountId}
     group by daily.day`.execute(db);
  return rows;
}

/** One line of a transaction and the grant it is about. */
export interface EntryOfGrant {
  grantId: string;
  source: string;
  category: Category;
  /** What the grant stands for outside: an order, a payment. */
  reference: string | null;
  from: Bucket;
  to: Bucket;
  amount: bigint;
}

export async function entriesOf(db: Db, accountId: string, transactionId: string): Promise<EntryOfGrant[]> {
  const { rows } = await sql<EntryOfGrant>`
    select entry.grant_id as "grantId", lot.source, lot.category, lot.reference,
           entry.from_bucket as "from", entry.to_bucket as "to", entry.amount
      from ledger.entry entry
      join ledger."grant" lot on lot.id = entry.grant_id and lot.account_id = entry.account_id
     where entry.transaction_id = ${transactionId} and entry.account_id = ${accountId}
     order by entry.seq`.execute(db);
  return rows;
}

/** What a charge or capture was for, without what is the operator's alone (channel, upstream cost). */
export interface UsageRow {
  feature: string | null;
  model: string | null;
  keyId: string | null;
  inputTokens: bigint;
  cachedInputTokens: bigint;
  outputTokens: bigint;
  refunded: bigint;
}

export async function usageOf(db: Db, accountId: string, transactionId: string): Promise<UsageRow | null> {
  const { rows } = await sql<UsageRow>`
    select nullif(feature, '') as feature, nullif(model, '') as model, nullif(key_id, ledger.nil()) as "keyId",
           input_tokens as "inputTokens", cached_input_tokens as "cachedInputTokens",
           output_tokens as "outputTokens", refunded
      from ledger.usage_record
     where transaction_id = ${transactionId} and account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** One operation as `ledger.post_one` reads it: the fields of the TypeScript operations in snake_case. */
export interface SqlOperation {
  kind: 'grant' | 'refund';
  id: string;
  account_id: string;
  [field: string]: unknown;
}

/** The answer of `ledger.post_one`; the figures are null unless `code` is 'ok'. */
export interface Outcome {
  code: string;
  transaction_id: string;
  amount: bigint;
  returned: bigint;
  uncollected: bigint;
  available: bigint;
  held: bigint;
  debt: bigint;
  replayed: boolean;
  detail: Record<string, unknown> | null;
}

/** One ledger operation inside a transaction of ours. Never raises for a refusal. */
export async function postOne(tx: Transaction, operation: SqlOperation): Promise<Outcome> {
  const { rows } = await sql<Outcome>`
    select code, transaction_id, amount, returned, uncollected, available, held, debt, replayed, detail
      from ledger.post_one(${JSON.stringify(operation)}::jsonb)`.execute(tx);
  return rows[0] as Outcome;
}
