import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { Order } from '../order.ts';
import { orderColumns } from '../store.ts';

async function rowsOf<Row>(query: RawBuilder<Row>, db: Db): Promise<Row[]> {
  return (await query.execute(db)).rows;
}

/**
 * Orders whose provider is to be asked now. Each is put off at once: two minutes, four, eight, … until it expires, then
 * once just after that, and once more a day later; so several processes never ask twice.
 */
export function takeOrdersToAsk(db: Db, limit: number): Promise<Order[]> {
  return rowsOf(
    sql<Order>`
      update farebox.orders
         set asked = asked + 1,
             ask_at = case
               when payment_id is not null then null
               when now() < expires_at
                 then least(now() + interval '2 minutes' * power(2, least(asked, 12)), expires_at + interval '1 minute')
               when now() < expires_at + interval '1 day' then expires_at + interval '1 day'
             end
       where id in (select id from farebox.orders where ask_at <= now()
                     order by ask_at limit ${limit} for no key update skip locked)
      returning ${orderColumns}`,
    db,
  );
}

/** Lets a person who waits on the page ask at once, every ten seconds at most. True when it is time. */
export async function mayAskNow(db: Db, orderId: string): Promise<boolean> {
  const asked = await sql`
    update farebox.orders set ask_at = now() + interval '10 seconds', asked = asked + 1
     where id = ${orderId} and payment_id is null
       and (ask_at is null or ask_at > now() + interval '11 seconds' or ask_at <= now())`.execute(db);
  return (asked.numAffectedRows ?? 0n) > 0n;
}

/** Orders that were never paid as far as we know, newest first: their providers may know better. */
export function unpaidOrders(db: Db, since: Date, provider: string | null, limit: number): Promise<Order[]> {
  return rowsOf(
    sql<Order>`
      select ${orderColumns} from farebox.orders
       where payment_id is null and checkout is not null and created_at >= ${since}
         and (${provider}::text is null or provider = ${provider})
       order by id desc limit ${limit}`,
    db,
  );
}

/** An order that is not as it should be with what is known here alone. */
export interface LocalTrouble {
  id: string;
  provider: string;
  kind: 'paid_not_credited' | 'credit_missing' | 'refund_not_taken';
  expected: string;
  found: string;
}

/**
 * Paid orders without their credits after five minutes; fulfilled ones whose grant the ledger does not have, or has with
 * other credits; refunds whose credits are still to be taken.
 */
export function localTroubles(db: Db, since: Date, limit: number): Promise<LocalTrouble[]> {
  return rowsOf(
    sql<LocalTrouble>`
      select id, provider, 'paid_not_credited' as kind, credits::text as expected, '0' as found
        from farebox.orders where status = 'paid' and paid_at < now() - interval '5 minutes' and paid_at >= ${since}
      union all
      select o.id, o.provider, 'credit_missing', o.credits::text, coalesce(g.granted::text, 'no grant')
        from farebox.orders o
        left join ledger."grant" g on g.id = o.transaction_id and g.account_id = o.account_id
       where o.fulfilled_at >= ${since} and o.transaction_id is not null
         and (g.id is null or g.reference is distinct from o.id::text
              or (o.plan_version is null and g.granted <> o.credits) or g.granted > o.credits)
      union all
      select o.id, o.provider, 'refund_not_taken', c.credits::text, '0'
        from farebox.clawbacks c join farebox.orders o on o.id = c.order_id
       where c.done_at is null and c.created_at < now() - interval '5 minutes'
       order by id limit ${limit}`,
    db,
  );
}

export interface LateEvent {
  id: string;
  provider: string;
  state: string;
  order_id: string | null;
  last_error: string | null;
}

/** Callbacks that are kept, and whose effect is not there after five minutes. */
export function lateEvents(db: Db, limit: number): Promise<LateEvent[]> {
  return rowsOf(
    sql<LateEvent>`
      select id, provider, state, order_id, last_error from farebox.provider_events
       where state in ('received', 'waiting', 'failed') and received_at < now() - interval '5 minutes'
       order by id limit ${limit}`,
    db,
  );
}

/** What is known here of a payment that a provider lists. */
export interface KnownPayment {
  provider_payment_id: string;
  charge_id: string | null;
  amount_minor: bigint;
  currency: string;
  order_id: string;
  fulfilled: boolean;
  needs_review: string | null;
}

/** By their own ids at the provider, or their charges'. */
export function knownPayments(db: Db, provider: string, references: string[]): Promise<KnownPayment[]> {
  return rowsOf(
    sql<KnownPayment>`
      select p.provider_payment_id, p.charge_id, p.amount_minor, p.currency, p.order_id,
             o.fulfilled_at is not null as fulfilled, o.needs_review
        from farebox.payments p join farebox.orders o on o.id = p.order_id
       where p.provider = ${provider} and p.status = 'succeeded'
         and (p.provider_payment_id = any (${references}::text[]) or p.charge_id = any (${references}::text[]))`,
    db,
  );
}

/** Payments that wait for a person to say whose they are, or that somebody dismissed. */
export async function queuedPayments(db: Db, provider: string, references: string[]): Promise<Set<string>> {
  const rows = await rowsOf(
    sql<{ provider_payment_id: string }>`
      select provider_payment_id from farebox.unmatched_payments
       where provider = ${provider} and provider_payment_id = any (${references}::text[])`,
    db,
  );
  return new Set(rows.map((row) => row.provider_payment_id));
}

export interface CreditedPayment {
  order_id: string;
  provider_payment_id: string;
  amount_minor: bigint;
  currency: string;
}

/** Payments that brought credits, the oldest first; not those that no provider told of (free, or by hand). */
export function creditedPayments(
  db: Db,
  provider: string,
  since: Date,
  after: string | null,
  limit: number,
): Promise<(CreditedPayment & { id: string })[]> {
  return rowsOf(
    sql<CreditedPayment & { id: string }>`
      select p.id, p.order_id, p.provider_payment_id, p.amount_minor, p.currency
        from farebox.payments p join farebox.orders o on o.id = p.order_id and o.payment_id = p.id
       where p.provider = ${provider} and coalesce(p.paid_at, p.created_at) >= ${since}
         and p.created_at < now() - interval '5 minutes' and o.fulfilled_at is not null
         and p.provider_payment_id not in ('manual:' || o.id, 'free:' || o.id)
         and (${after}::uuid is null or p.id > ${after}::uuid)
       order by p.id limit ${limit}`,
    db,
  );
}
