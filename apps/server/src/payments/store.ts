import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Order } from './order.ts';
import type { ProviderPayment } from './provider.ts';
import type { OrderStatus } from './transitions.ts';

export interface NewOrder {
  id: string;
  userId: string;
  amountMinor: bigint;
  currency: string;
  minorUnits: number;
  credits: bigint;
  provider: string;
  idempotencyKey: string;
  ttlSeconds: number;
  snapshot: Record<string, unknown>;
}

/** What a step of an order's course may set besides its status. */
export interface OrderChanges {
  status?: OrderStatus;
  payment_id?: string;
  transaction_id?: string;
  needs_review?: string | null;
  provider_reference?: string;
  checkout_url?: string;
}

const orderColumns = sql.raw(
  `id, user_id, account_id, kind, status, amount_minor, currency, minor_units, credits, provider, idempotency_key,
   provider_reference, checkout_url, payment_id, transaction_id, needs_review, created_at, expires_at, paid_at,
   fulfilled_at, failed_at, cancelled_at, expired_at`,
);

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

export async function insertOrder(db: Db, order: NewOrder): Promise<Order> {
  const { rows } = await sql<Order>`
    insert into farebox.orders (id, user_id, account_id, kind, amount_minor, currency, minor_units, credits, provider,
                                idempotency_key, snapshot, expires_at)
    values (${order.id}, ${order.userId}, ${order.userId}, 'topup', ${order.amountMinor}, ${order.currency},
            ${order.minorUnits}, ${order.credits}, ${order.provider}, ${order.idempotencyKey},
            ${JSON.stringify(order.snapshot)}::jsonb, now() + ${order.ttlSeconds} * interval '1 second')
    returning ${orderColumns}`.execute(db);
  return rows[0] as Order;
}

/** Orders of one person are made one after the other, so that their number can be limited. */
export async function lockOrdersOf(tx: Db, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('farebox.orders:' || ${userId}, 0))`.execute(tx);
}

export function findOrder(db: Db, id: string): Promise<Order | null> {
  return first(sql<Order>`select ${orderColumns} from farebox.orders where id = ${id}`, db);
}

export function findOrderByKey(db: Db, userId: string, key: string): Promise<Order | null> {
  return first(
    sql<Order>`select ${orderColumns} from farebox.orders where user_id = ${userId} and idempotency_key = ${key}`,
    db,
  );
}

export function lockOrder(tx: Db, id: string): Promise<Order | null> {
  return first(sql<Order>`select ${orderColumns} from farebox.orders where id = ${id} for no key update`, tx);
}

/** Newest first; up to `limit` below the id `before`. */
export async function listOrders(db: Db, userId: string, limit: number, before: string | null): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select ${orderColumns} from farebox.orders
     where user_id = ${userId} and (${before}::uuid is null or id < ${before}::uuid)
     order by id desc limit ${limit}`.execute(db);
  return rows;
}

export async function countPending(db: Db, userId: string): Promise<number> {
  const row = await first(
    sql<{ count: number }>`
      select count(*)::int as count from farebox.orders
       where user_id = ${userId} and status = 'pending' and expires_at > now()`,
    db,
  );
  return row?.count ?? 0;
}

/** Locked, and passed over when somebody else is at work on them. */
export async function lockOverdueOrders(tx: Db, limit: number, userId: string | null): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select ${orderColumns} from farebox.orders
     where status = 'pending' and expires_at <= now() and (${userId}::uuid is null or user_id = ${userId}::uuid)
     order by expires_at limit ${limit} for no key update skip locked`.execute(tx);
  return rows;
}

/** Paid orders whose credits have not arrived. Each is put off by as long as it has waited, six hours at most. */
export async function takeUnfulfilledOrders(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update farebox.orders
       set retry_at = now() + least(greatest(now() - paid_at, interval '1 minute'), interval '6 hours')
     where id in (select id from farebox.orders where status = 'paid' and retry_at <= now()
                   order by retry_at limit ${limit} for no key update skip locked)
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** Sets what is given and leaves the rest; the database stamps the time of a new status. */
export function updateOrder(tx: Db, id: string, changes: OrderChanges): Promise<Order | null> {
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  if (changes.status === 'paid') set.push(sql`retry_at = now() + interval '1 minute'`);
  return first(sql<Order>`update farebox.orders set ${sql.join(set)} where id = ${id} returning ${orderColumns}`, tx);
}

export async function addOutboxEvent(tx: Db, topic: string, order: Order): Promise<void> {
  const payload = { orderId: order.id, userId: order.user_id, provider: order.provider, status: order.status };
  await sql`insert into farebox.events (topic, subject_id, account_id, payload)
            values (${topic}, ${order.id}, ${order.account_id}, ${JSON.stringify(payload)}::jsonb)`.execute(tx);
}

export interface PaymentRow {
  id: string;
  order_id: string;
  provider: string;
  provider_payment_id: string;
}

/** Writes down what the provider says of a payment. One that succeeded stays so. The row may be another order's. */
export async function upsertPayment(tx: Db, order: Order, payment: ProviderPayment): Promise<PaymentRow> {
  await sql`
    insert into farebox.payments (id, order_id, user_id, provider, provider_payment_id, status, amount_minor,
                                  currency, raw)
    values (${newId()}, ${order.id}, ${order.user_id}, ${order.provider}, ${payment.paymentId}, ${payment.outcome},
            ${payment.amountMinor}, ${payment.currency}, ${JSON.stringify(payment.raw)}::jsonb)
    on conflict (provider, provider_payment_id) do update
       set status = excluded.status, amount_minor = excluded.amount_minor, currency = excluded.currency,
           raw = excluded.raw, updated_at = now()
     where payments.order_id = excluded.order_id and payments.status <> 'succeeded'`.execute(tx);
  const row = await first(
    sql<PaymentRow>`
      select id, order_id, provider, provider_payment_id from farebox.payments
       where provider = ${order.provider} and provider_payment_id = ${payment.paymentId}`,
    tx,
  );
  if (!row) throw new Error(`payment ${payment.paymentId} vanished`);
  return row;
}

export function findPayment(db: Db, id: string): Promise<PaymentRow | null> {
  return first(
    sql<PaymentRow>`select id, order_id, provider, provider_payment_id from farebox.payments where id = ${id}`,
    db,
  );
}
