import { isId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { InboxState } from '../inbox-store.ts';
import type { Order } from '../order.ts';
import { olderThan, orderColumns } from '../store.ts';
import type { OrderStatus } from '../transitions.ts';

export interface OrderFilter {
  userId?: string;
  status?: OrderStatus;
  provider?: string;
  needsReview?: boolean;
  /** An order's id, or what its provider calls the order or its payment. */
  reference?: string;
}

export interface OrderOfAnybody extends Order {
  email: string;
}

/** Everybody's orders, newest first; up to `limit` below the id `before`. */
export async function listAllOrders(
  db: Db,
  { userId, status, provider, needsReview, reference }: OrderFilter,
  limit: number,
  before: string | null,
): Promise<OrderOfAnybody[]> {
  const conditions = [
    before !== null && olderThan(before),
    userId !== undefined && sql`o.user_id = ${userId}`,
    status !== undefined && sql`o.status = ${status}`,
    provider !== undefined && sql`o.provider = ${provider}`,
    needsReview !== undefined && (needsReview ? sql`o.needs_review is not null` : sql`o.needs_review is null`),
    reference !== undefined &&
      sql`o.id in (${isId(reference) ? sql`select ${reference}::uuid union all` : sql``}
                   select id from farebox.orders where provider_reference = ${reference}
                   union all select order_id from farebox.payments where provider_payment_id = ${reference}
                   union all select order_id from farebox.payments where charge_id = ${reference})`,
  ].filter((condition) => condition !== false);
  return ordersWhere(db, sql.join([sql`true`, ...conditions], sql` and `), limit);
}

async function ordersWhere(db: Db, condition: RawBuilder<unknown>, limit: number): Promise<OrderOfAnybody[]> {
  const { rows } = await sql<OrderOfAnybody>`
    select ${orderColumns}, (select u.email from farebox.users u where u.id = o.user_id) as email
      from farebox.orders o where ${condition} order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export interface PaymentOfOrder {
  id: string;
  provider_payment_id: string;
  charge_id: string | null;
  status: string;
  amount_minor: bigint;
  currency: string;
  created_at: Date;
}

/** All that was paid, or tried, for an order; oldest first, a hundred at most. */
export async function paymentsOfOrder(db: Db, orderId: string): Promise<PaymentOfOrder[]> {
  const { rows } = await sql<PaymentOfOrder>`
    select id, provider_payment_id, charge_id, status, amount_minor, currency, created_at
      from farebox.payments where order_id = ${orderId} order by id limit 100`.execute(db);
  return rows;
}

export interface InboxRow {
  id: string;
  provider: string;
  event_id: string | null;
  type: string | null;
  received_at: Date;
  signature_ok: boolean;
  state: InboxState;
  attempts: number;
  last_error: string | null;
  order_id: string | null;
  processed_at: Date | null;
  retry_at: Date;
}

const inboxColumns = sql.raw(
  `id, provider, event_id, type, received_at, signature_ok, state, attempts, last_error, order_id, processed_at, retry_at`,
);

export interface InboxFilter {
  provider?: string;
  state?: InboxState;
  orderId?: string;
}

/** Newest first; up to `limit` below the id `before`. */
export async function listInbox(
  db: Db,
  { provider, state, orderId }: InboxFilter,
  limit: number,
  before: string | null,
): Promise<InboxRow[]> {
  const conditions = [
    before !== null && sql`id < ${before}`,
    provider !== undefined && sql`provider = ${provider}`,
    state !== undefined && sql`state = ${state}`,
    orderId !== undefined && sql`order_id = ${orderId}`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<InboxRow>`
    select ${inboxColumns} from farebox.provider_events
     where ${sql.join([sql`true`, ...conditions], sql` and `)} order by id desc limit ${limit}`.execute(db);
  return rows;
}

export interface InboxRowWhole extends InboxRow {
  raw: Buffer;
  headers: Record<string, string>;
}

export async function findInboxRow(db: Db, id: string): Promise<InboxRowWhole | null> {
  const { rows } = await sql<InboxRowWhole>`
    select ${inboxColumns}, raw, headers from farebox.provider_events where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** One order of anybody's. */
export async function findAnyOrder(db: Db, id: string): Promise<OrderOfAnybody | null> {
  return (await ordersWhere(db, sql`o.id = ${id}`, 1))[0] ?? null;
}

/** A settled event is open again. Null for one that was rejected: nobody may make a forged one true. */
export async function reopenEvent(tx: Db, id: string): Promise<InboxRow | null> {
  const { rows } = await sql<InboxRow>`
    update farebox.provider_events set state = 'received', retry_at = now() + interval '1 minute'
     where id = ${id} and signature_ok and state <> 'rejected' returning ${inboxColumns}`.execute(tx);
  return rows[0] ?? null;
}
