import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Order, OrderKind } from './order.ts';
import type { Checkout, CheckoutRequest, ProviderPayment } from './provider.ts';
import type { OrderStatus } from './transitions.ts';

export interface NewOrder {
  id: string;
  userId: string;
  kind: OrderKind;
  /** To be paid: after the discount. */
  amountMinor: bigint;
  discountMinor: bigint;
  discountId: string | null;
  currency: string;
  minorUnits: number;
  credits: bigint;
  provider: string;
  method: string | null;
  planVersion: string | null;
  subscriptionId: string | null;
  idempotencyKey: string;
  ttlSeconds: number;
  snapshot: Record<string, unknown>;
}

/** What a step of an order's course may set besides its status. */
export interface OrderChanges {
  status?: OrderStatus;
  payment_id?: string;
  transaction_id?: string | null;
  needs_review?: string | null;
  subscription_id?: string;
  refunded_minor?: bigint;
}

export const orderColumns = sql.raw(
  `id, user_id, account_id, kind, status, amount_minor, discount_minor, discount_id, refunded_minor, currency, minor_units,
   credits, provider, method, plan_version, subscription_id, idempotency_key, provider_reference, checkout, snapshot,
   payment_id, transaction_id, needs_review, created_at, expires_at, paid_at, fulfilled_at, failed_at, cancelled_at,
   expired_at, partially_refunded_at, refunded_at, disputed_at`,
);

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

export async function insertOrder(db: Db, order: NewOrder): Promise<Order> {
  const { rows } = await sql<Order>`
    insert into farebox.orders (id, user_id, account_id, kind, amount_minor, discount_minor, discount_id, currency,
                                minor_units, credits, provider, method, plan_version, subscription_id,
                                idempotency_key, snapshot, expires_at)
    values (${order.id}, ${order.userId}, ${order.userId}, ${order.kind}, ${order.amountMinor}, ${order.discountMinor},
            ${order.discountId}, ${order.currency}, ${order.minorUnits}, ${order.credits}, ${order.provider},
            ${order.method}, ${order.planVersion}, ${order.subscriptionId}, ${order.idempotencyKey},
            ${JSON.stringify(order.snapshot)}::jsonb, now() + ${order.ttlSeconds} * interval '1 second')
    returning ${orderColumns}`.execute(db);
  return rows[0] as Order;
}

/** Who pays, and who they are at a provider. */
export async function findCustomer(db: Db, userId: string, provider: string): Promise<CheckoutRequest['customer']> {
  const row = await first(
    sql<CheckoutRequest['customer']>`
      select u.email, u.name,
             (select c.customer_id from farebox.provider_customers c
               where c.user_id = u.id and c.provider = ${provider}
               order by c.created_at desc limit 1) as "customerId"
        from farebox.users u where u.id = ${userId}`,
    db,
  );
  return row ?? { email: '', name: '', customerId: null };
}

/** Remembers who a person is at a provider. */
export async function keepCustomer(db: Db, provider: string, customerId: string, userId: string): Promise<void> {
  await sql`insert into farebox.provider_customers (provider, customer_id, user_id)
            values (${provider}, ${customerId}, ${userId}) on conflict do nothing`.execute(db);
}

/** What its provider answered: where the order is paid, and the provider's own name for it. The first answer stays. */
export function keepCheckout(db: Db, id: string, checkout: Checkout): Promise<Order | null> {
  return first(
    sql<Order>`
      update farebox.orders
         set checkout = coalesce(checkout, ${JSON.stringify(checkout)}::jsonb),
             provider_reference = coalesce(provider_reference, ${checkout.reference}),
             ask_at = coalesce(ask_at, now() + interval '2 minutes')
       where id = ${id} returning ${orderColumns}`,
    db,
  );
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
export async function listOrders(
  db: Db,
  userId: string,
  limit: number,
  before: string | null,
  statuses: OrderStatus[] | null,
): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select ${orderColumns} from farebox.orders
     where user_id = ${userId} and ${olderThan(before)}
       and (${statuses}::text[] is null or status = any(${statuses}::text[]))
     order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Older than the order `before`. By time: the ids of renewals are made from their payments and tell no time. */
export function olderThan(before: string | null): RawBuilder<boolean> {
  if (before === null) return sql<boolean>`true`;
  return sql<boolean>`(created_at, id) < (select last.created_at, last.id from farebox.orders last where last.id = ${before})`;
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
  charge_id: string | null;
  amount_minor: bigint;
  currency: string;
}

const paymentColumns = sql.raw('id, order_id, provider, provider_payment_id, charge_id, amount_minor, currency');

/** What somebody else wrote, as the database takes it: its JSON knows no zero bytes. */
export function jsonText(value: Record<string, unknown>): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'string' ? one.replaceAll('\0', '') : one));
}

/** Writes down what the provider says of a payment. One that succeeded stays so. The row may be another order's. */
export async function upsertPayment(tx: Db, order: Order, payment: ProviderPayment): Promise<PaymentRow> {
  await sql`
    insert into farebox.payments (id, order_id, user_id, provider, provider_payment_id, charge_id, customer_id, status,
                                  amount_minor, currency, paid_at, raw)
    values (${newId()}, ${order.id}, ${order.user_id}, ${order.provider}, ${payment.paymentId}, ${payment.chargeId},
            ${payment.payer?.customerId ?? null}, ${payment.outcome}, ${payment.amountMinor}, ${payment.currency},
            ${payment.paidAt}, ${jsonText(payment.raw)}::jsonb)
    on conflict (provider, provider_payment_id) do update
       set status = excluded.status, amount_minor = excluded.amount_minor, currency = excluded.currency,
           charge_id = coalesce(excluded.charge_id, payments.charge_id),
           customer_id = coalesce(excluded.customer_id, payments.customer_id),
           paid_at = coalesce(excluded.paid_at, payments.paid_at), raw = excluded.raw, updated_at = now()
     where payments.order_id = excluded.order_id and payments.status <> 'succeeded'`.execute(tx);
  const row = await first(
    sql<PaymentRow>`
      select ${paymentColumns} from farebox.payments
       where provider = ${order.provider} and provider_payment_id = ${payment.paymentId}`,
    tx,
  );
  if (!row) throw new Error(`payment ${payment.paymentId} vanished`);
  return row;
}

export function findPayment(db: Db, id: string): Promise<PaymentRow | null> {
  return first(sql<PaymentRow>`select ${paymentColumns} from farebox.payments where id = ${id}`, db);
}

/** By its own id at the provider, or its charge's: refunds and disputes name either. */
export function findPaymentByReference(db: Db, provider: string, reference: string): Promise<PaymentRow | null> {
  return first(
    sql<PaymentRow>`
      select ${paymentColumns} from farebox.payments
       where provider = ${provider} and (provider_payment_id = ${reference} or charge_id = ${reference})
       order by created_at limit 1`,
    db,
  );
}
