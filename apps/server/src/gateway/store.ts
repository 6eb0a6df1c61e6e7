import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Everything the ledger knows of one call: its hold, how that was settled, and what it was for. Micro-credits. */
export interface ReceiptRow {
  id: string;
  account_id: string;
  /** `charged` for a charge that had no hold. */
  status: 'open' | 'captured' | 'released' | 'expired' | 'charged';
  feature: string;
  model: string;
  key_id: string;
  started_at: Date;
  settled_at: Date | null;
  held: bigint;
  charged: bigint;
  returned: bigint;
  uncollected: bigint;
  available_after: bigint;
  input_tokens: bigint | null;
  cached_input_tokens: bigint | null;
  output_tokens: bigint | null;
  details: Record<string, unknown> | null;
  /** Of the hold, or of the charge. */
  metadata: Record<string, unknown>;
  settled_metadata: Record<string, unknown> | null;
  /** The transaction whose entries tell which grants paid; the hold's own while it is open. */
  paid_by: string;
}

export interface FundingRow {
  grant_id: string;
  source: string;
  amount: bigint;
}

/** The receipt of a hold, by the hold's id. */
export async function findHoldReceipt(db: Db, id: string): Promise<ReceiptRow | null> {
  const { rows } = await sql<ReceiptRow>`
    select hold.id, hold.account_id, hold.status, hold.feature, hold.model, hold.key_id,
           hold.created_at as started_at, hold.settled_at, hold.amount as held, hold.captured as charged,
           case when hold.status = 'open' then 0 else coalesce(settled.returned, hold.amount - hold.captured) end::int8
             as returned,
           hold.uncollected, coalesce(settled.available_after, opened.available_after) as available_after,
           usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.details,
           opened.metadata, settled.metadata as settled_metadata, coalesce(hold.settled_by, hold.id) as paid_by
      from ledger.hold hold
      join ledger.transaction opened on opened.id = hold.id and opened.account_id = hold.account_id
      left join ledger.transaction settled on settled.id = hold.settled_by and settled.account_id = hold.account_id
      left join ledger.usage_record usage
             on usage.transaction_id = hold.settled_by and usage.account_id = hold.account_id
     where hold.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The receipt of a charge that had no hold, by the charge's id. */
export async function findChargeReceipt(db: Db, id: string): Promise<ReceiptRow | null> {
  const { rows } = await sql<ReceiptRow>`
    select charge.id, charge.account_id, 'charged' as status, coalesce(usage.feature, '') as feature,
           coalesce(usage.model, '') as model, coalesce(usage.key_id::text, '') as key_id,
           charge.created_at as started_at, charge.created_at as settled_at, 0::int8 as held, charge.amount as charged,
           0::int8 as returned, charge.uncollected, charge.available_after,
           usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.details,
           charge.metadata, null as settled_metadata, charge.id as paid_by
      from ledger.transaction charge
      left join ledger.usage_record usage
             on usage.transaction_id = charge.id and usage.account_id = charge.account_id
     where charge.id = ${id} and charge.kind = 'charge'`.execute(db);
  return rows[0] ?? null;
}

/** Which grants a transaction moved credits of, into `bucket`, in the order in which they were drawn. */
export async function fundingOf(db: Db, transactionId: string, bucket: 'held' | 'spent'): Promise<FundingRow[]> {
  const { rows } = await sql<FundingRow>`
    select entry.grant_id, origin.source, sum(entry.amount)::int8 as amount
      from ledger.entry entry
      join ledger."grant" origin on origin.id = entry.grant_id and origin.account_id = entry.account_id
     where entry.transaction_id = ${transactionId} and entry.to_bucket = ${bucket}::ledger.bucket
     group by entry.grant_id, origin.source
     order by min(entry.seq)`.execute(db);
  return rows;
}
