import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { Order } from '../order.ts';
import type { ProviderDispute, ProviderRefund } from '../provider.ts';
import type { MoneyBack, Step, StepDone } from './levels.ts';

export type RefundStatus = 'requested' | 'unknown' | 'pending' | 'succeeded' | 'failed';
export type DisputeStatus = 'open' | 'won' | 'lost' | 'closed';
export type Clawback = 'due' | 'undecided' | 'waived';

/** How news of money that went back is written down the first time. */
export interface Reckoning {
  clawback: Clawback;
  /** False where the money is not that of the payment the order was credited for. */
  counts: boolean;
}

export interface Refund {
  id: string;
  order_id: string;
  provider: string;
  provider_refund_id: string | null;
  status: RefundStatus;
  clawback: Clawback;
  amount_minor: bigint;
  currency: string;
  reason: string | null;
  failure: string | null;
  requested_by: string | null;
  observed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface Dispute {
  id: string;
  order_id: string;
  provider_dispute_id: string;
  status: DisputeStatus;
  clawback: Clawback;
  amount_minor: bigint;
  currency: string;
  reason: string | null;
  observed_at: Date;
  created_at: Date;
}

const refundColumns = sql.raw(
  `id, order_id, provider, provider_refund_id, status, clawback, amount_minor, currency, reason, failure, requested_by,
   observed_at, created_at, updated_at`,
);
const disputeColumns = sql.raw(
  'id, order_id, provider_dispute_id, status, clawback, amount_minor, currency, reason, observed_at, created_at',
);

async function rowsOf<Row>(query: RawBuilder<Row>, db: Db): Promise<Row[]> {
  return (await query.execute(db)).rows;
}

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await rowsOf(query, db))[0] ?? null;
}

/** Oldest first. */
export function refundsOf(db: Db, orderId: string): Promise<Refund[]> {
  return rowsOf(sql<Refund>`select ${refundColumns} from farebox.refunds where order_id = ${orderId} order by id`, db);
}

/** Oldest first. */
export function disputesOf(db: Db, orderId: string): Promise<Dispute[]> {
  return rowsOf(
    sql<Dispute>`select ${disputeColumns} from farebox.disputes where order_id = ${orderId} order by id`,
    db,
  );
}

export function findRefund(db: Db, id: string): Promise<Refund | null> {
  return first(sql<Refund>`select ${refundColumns} from farebox.refunds where id = ${id}`, db);
}

/** One that a person asks for, before the provider is. */
export async function insertRefund(
  tx: Db,
  order: Order,
  refund: { id: string; amountMinor: bigint; reason: string; requestedBy: string },
): Promise<void> {
  await sql`
    insert into farebox.refunds (id, order_id, user_id, provider, status, clawback, amount_minor, currency, reason,
                                 requested_by)
    values (${refund.id}, ${order.id}, ${order.user_id}, ${order.provider}, 'requested', 'due', ${refund.amountMinor},
            ${order.currency}, ${refund.reason}, ${refund.requestedBy})`.execute(tx);
}

/** The provider's answer to a refund that was asked for. Once it is settled it stays so. */
export async function answerRefund(
  tx: Db,
  id: string,
  { status, refundId, failure }: { status: RefundStatus; refundId: string | null; failure: string | null },
): Promise<void> {
  await sql`
    update farebox.refunds
       set status = ${status}, failure = ${failure}, updated_at = now(),
           provider_refund_id = coalesce(provider_refund_id, ${refundId})
     where id = ${id} and status in ('requested', 'unknown')`.execute(tx);
}

/** The refund that its provider calls by this name; none while nobody has told. */
export function findNamedRefund(db: Db, provider: string, refundId: string): Promise<Refund | null> {
  return first(
    sql<Refund>`select ${refundColumns} from farebox.refunds
                 where provider = ${provider} and provider_refund_id = ${refundId}`,
    db,
  );
}

/** The row of a refund as the provider names it; else one of ours of this amount that has no such name yet. */
export function refundTold(tx: Db, order: Order, told: ProviderRefund): Promise<Refund | null> {
  return first(
    sql<Refund>`
      select ${refundColumns} from farebox.refunds
       where order_id = ${order.id}
         and (provider_refund_id = ${told.refundId}
              or (provider_refund_id is null and amount_minor = ${told.amountMinor}
                  and status in ('requested', 'unknown')))
       order by provider_refund_id is null, id limit 1`,
    tx,
  );
}

/**
 * Writes what the provider says of a refund. An older sight changes nothing, nor does one of the same moment that knows
 * less: then null.
 */
export function seeRefund(
  tx: Db,
  order: Order,
  known: Refund | null,
  told: ProviderRefund,
  { clawback, counts }: Reckoning,
): Promise<Refund | null> {
  if (known) {
    return first(
      sql<Refund>`
        update farebox.refunds
           set status = ${told.status}, provider_refund_id = ${told.refundId}, observed_at = ${told.observedAt},
               updated_at = now()
         where id = ${known.id}
           and (observed_at is null or observed_at < ${told.observedAt}
                or observed_at = ${told.observedAt}
                   and array_position(array['pending', 'succeeded', 'failed'], ${told.status})
                       >= coalesce(array_position(array['pending', 'succeeded', 'failed'], status), 0))
        returning ${refundColumns}`,
      tx,
    );
  }
  return first(
    sql<Refund>`
      insert into farebox.refunds (id, order_id, user_id, provider, provider_refund_id, status, clawback, counts,
                                   amount_minor, currency, reason, observed_at)
      values (${newId()}, ${order.id}, ${order.user_id}, ${order.provider}, ${told.refundId}, ${told.status},
              ${clawback}, ${counts}, ${told.amountMinor}, ${told.currency}, ${told.reason}, ${told.observedAt})
      returning ${refundColumns}`,
    tx,
  );
}

/** Writes what the provider says of a dispute. An older sight changes nothing, and what is decided stays: then null. */
export function seeDispute(
  tx: Db,
  order: Order,
  told: ProviderDispute,
  { clawback, counts }: Reckoning,
): Promise<Dispute | null> {
  return first(
    sql<Dispute>`
      insert into farebox.disputes (id, order_id, user_id, provider, provider_dispute_id, status, clawback, counts,
                                    amount_minor, currency, reason, observed_at)
      values (${newId()}, ${order.id}, ${order.user_id}, ${order.provider}, ${told.disputeId}, ${told.status},
              ${clawback}, ${counts}, ${told.amountMinor}, ${told.currency}, ${told.reason}, ${told.observedAt})
      on conflict (provider, provider_dispute_id) do update
         set status = excluded.status, observed_at = excluded.observed_at, updated_at = now()
       where disputes.order_id = excluded.order_id and disputes.observed_at <= excluded.observed_at
         and (disputes.status = 'open' or excluded.status <> 'open')
      returning ${disputeColumns}`,
    tx,
  );
}

/** A person has decided whether credits go with the money. How many rows that was. */
export async function decideClawbacks(tx: Db, orderId: string, clawback: 'due' | 'waived'): Promise<bigint> {
  const refunds = await sql`
    update farebox.refunds set clawback = ${clawback}, updated_at = now()
     where order_id = ${orderId} and clawback = 'undecided'`.execute(tx);
  const disputes = await sql`
    update farebox.disputes set clawback = ${clawback}, updated_at = now()
     where order_id = ${orderId} and clawback = 'undecided'`.execute(tx);
  return (refunds.numAffectedRows ?? 0n) + (disputes.numAffectedRows ?? 0n);
}

/** What of an order's refunds and disputes only a person can say; null when there is nothing. */
export async function openQuestion(db: Db, orderId: string): Promise<'refund_unknown' | 'refund_to_decide' | null> {
  const row = await first(
    sql<{ question: 'refund_unknown' | 'refund_to_decide' | null }>`
      select case
        when exists (select from farebox.refunds where order_id = ${orderId} and status = 'unknown')
          then 'refund_unknown'
        when exists (select from farebox.refunds
                      where order_id = ${orderId} and clawback = 'undecided' and status <> 'failed')
          or exists (select from farebox.disputes
                      where order_id = ${orderId} and clawback = 'undecided' and status in ('open', 'lost'))
          then 'refund_to_decide' end as question`,
    db,
  );
  return row?.question ?? null;
}

/** Everything that took money of an order back. */
export async function moneyBackOf(db: Db, orderId: string): Promise<MoneyBack[]> {
  return rowsOf(
    sql<MoneyBack>`
      select amount_minor as "amountMinor", clawback,
             case when status in ('pending', 'succeeded') then 'gone' else 'none' end as state
        from farebox.refunds where order_id = ${orderId} and counts
      union all
      select amount_minor, clawback,
             case status when 'lost' then 'gone' when 'open' then 'contested' else 'none' end
        from farebox.disputes where order_id = ${orderId} and counts`,
    db,
  );
}

export interface StepRow {
  id: string;
  order_id: string;
  n: number;
  kind: Step['kind'];
  credits: bigint;
  level: bigint;
  future: bigint;
  moved: bigint | null;
}

/** In their order. */
export function stepsOf(db: Db, orderId: string): Promise<StepRow[]> {
  return rowsOf(
    sql<StepRow>`select id, order_id, n, kind, credits, level, future, moved
                    from farebox.clawbacks
                  where order_id = ${orderId} order by n`,
    db,
  );
}

export async function insertStep(tx: Db, order: Order, n: number, step: Step, future: bigint): Promise<void> {
  await sql`
    insert into farebox.clawbacks (id, order_id, user_id, n, kind, credits, level, future)
    values (${newId()}, ${order.id}, ${order.user_id}, ${n}, ${step.kind}, ${step.credits}, ${step.level},
            ${future})`.execute(tx);
}

export async function closeStep(tx: Db, id: string, moved: bigint): Promise<void> {
  await sql`update farebox.clawbacks set moved = ${moved}, done_at = now()
             where id = ${id} and done_at is null`.execute(tx);
}

/** Orders with a step that nobody has finished. Each is put off by as long as it has waited, six hours at most. */
export async function takeOpenSteps(db: Db, limit: number): Promise<string[]> {
  const rows = await rowsOf(
    sql<{ order_id: string }>`
      update farebox.clawbacks
         set retry_at = now() + least(greatest(now() - created_at, interval '1 minute'), interval '6 hours')
       where id in (select id from farebox.clawbacks where done_at is null and retry_at <= now()
                     order by retry_at limit ${limit} for no key update skip locked)
      returning order_id`,
    db,
  );
  return rows.map((row) => row.order_id);
}

/** Refunds that were to be asked for, by a process that died. */
export function unansweredRefunds(db: Db, limit: number): Promise<Refund[]> {
  return rowsOf(
    sql<Refund>`
      select ${refundColumns} from farebox.refunds
       where status = 'requested' and updated_at < now() - interval '2 minutes' order by updated_at limit ${limit}`,
    db,
  );
}

export function isDone(step: StepRow): step is StepRow & StepDone {
  return step.moved !== null;
}

export async function grantExists(db: Db, { account_id: accountId }: Order, id: string): Promise<boolean> {
  return (await first(sql`select from ledger."grant" where id = ${id} and account_id = ${accountId}`, db)) !== null;
}
