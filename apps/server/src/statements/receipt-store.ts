import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Orders in these states have a receipt: the money came and the credits were given. */
export const receiptStatuses = ['fulfilled', 'partially_refunded', 'refunded', 'disputed'] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

/** An order as its receipt tells it. Local times are the buyer's, `2026-03-05 14:22`. */
export interface OrderRow {
  id: string;
  status: string;
  /** Minor units of `currency`; `amount` is what was paid, after the discount. */
  amount: bigint;
  discount: bigint;
  refunded: bigint;
  currency: string;
  minorUnits: number;
  /** Micro-credits. */
  credits: bigint;
  provider: string;
  method: string | null;
  /** What the provider calls the payment. */
  payment: string | null;
  planName: string | null;
  periodFrom: string | null;
  periodTo: string | null;
  createdAt: Date;
  paidAt: Date | null;
  orderedLocal: string;
  paidLocal: string | null;
  refundedLocal: string | null;
  timeZone: string;
  buyerId: string;
  buyerName: string;
  buyerEmail: string | null;
}

/** Money that went back of an order. */
export interface RefundRow {
  /** Minor units. */
  amount: bigint;
  local: string;
}

/** Refunds that arrived, oldest first, in the buyer's time; the first twenty. */
export async function refundsOf(db: Db, orderId: string): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select refund.amount_minor as amount,
           to_char(coalesce(refund.observed_at, refund.created_at) at time zone person.time_zone, 'YYYY-MM-DD HH24:MI') as local
      from farebox.refunds refund join farebox.users person on person.id = refund.user_id
     where refund.order_id = ${orderId} and refund.status = 'succeeded' and refund.counts
     order by refund.created_at, refund.id limit 20`.execute(db);
  return rows;
}

/** The one place that knows how an order is kept. Null for another person's. */
export async function findOwnOrder(db: Db, id: string, userId: string): Promise<OrderRow | null> {
  const local = (column: string) =>
    sql`to_char(${sql.ref(column)} at time zone person.time_zone, 'YYYY-MM-DD HH24:MI')`;
  const day = (column: string) => sql`to_char(${sql.ref(column)} at time zone person.time_zone, 'YYYY-MM-DD')`;
  const { rows } = await sql<OrderRow>`
    select bought.id, bought.status, bought.amount_minor as amount, bought.discount_minor as discount,
           bought.refunded_minor as refunded, bought.currency, bought.minor_units::int as "minorUnits", bought.credits,
           bought.provider, bought.method, payment.provider_payment_id as payment, version.name as "planName",
           ${day('period.starts_at')} as "periodFrom", ${day('period.ends_at')} as "periodTo",
           bought.created_at as "createdAt", bought.paid_at as "paidAt", ${local('bought.created_at')} as "orderedLocal",
           ${local('bought.paid_at')} as "paidLocal",
           coalesce(${local('bought.refunded_at')}, ${local('bought.partially_refunded_at')}) as "refundedLocal",
           person.time_zone as "timeZone", person.id as "buyerId", person.name as "buyerName", person.email as "buyerEmail"
      from farebox.orders bought
      join farebox.users person on person.id = bought.user_id
      left join farebox.payments payment on payment.id = bought.payment_id
      left join farebox.plan_versions version on version.id = bought.plan_version
      left join farebox.subscription_periods period on period.order_id = bought.id
     where bought.id = ${id} and bought.user_id = ${userId}`.execute(db);
  return rows[0] ?? null;
}
