import type { Deps } from '../context.ts';
import { statementErrors } from './errors.ts';
import {
  findOwnOrder,
  type OrderRow,
  type ReceiptStatus,
  type RefundRow,
  receiptStatuses,
  refundsOf,
} from './receipt-store.ts';

/** A paid order with the number of its receipt. */
export interface Receipt extends OrderRow {
  number: string;
  status: ReceiptStatus;
  /** One by one where they are all that went back, else in one. */
  refunds: RefundRow[];
}

/** The receipt of an order of one's own. Throws `order_not_found` (404), `receipt_not_ready` (409). */
export async function receiptOf({ db }: Pick<Deps, 'db'>, userId: string, orderId: string): Promise<Receipt> {
  const order = await findOwnOrder(db, orderId, userId);
  if (!order) throw statementErrors.order_not_found();
  const status = receiptStatuses.find((one) => one === order.status);
  if (!status) throw statementErrors.receipt_not_ready({ status: order.status });
  return {
    ...order,
    status,
    number: receiptNumber(order),
    refunds: shownRefunds(order, await refundsOf(db, order.id)),
  };
}

/** What the bank took back after a dispute has no refund of its own: then only the sum is right. */
function shownRefunds({ refunded, refundedLocal }: OrderRow, refunds: RefundRow[]): RefundRow[] {
  if (refunds.reduce((sum, { amount }) => sum + amount, 0n) === refunded) return refunds;
  return refunded > 0n ? [{ amount: refunded, local: refundedLocal ?? '' }] : [];
}

/** Without the letters that are read as digits. */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `R-2026-1120-7K3M9Q`: the day of the order in UTC and the last 30 bits of its id, so it never changes. */
export function receiptNumber({ id, createdAt }: Pick<OrderRow, 'id' | 'createdAt'>): string {
  const bits = Number.parseInt(id.slice(-8), 16);
  const place = (n: number) => symbols[Math.floor(bits / 32 ** n) % 32];
  const day = createdAt.toISOString();
  return `R-${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}-${[5, 4, 3, 2, 1, 0].map(place).join('')}`;
}
