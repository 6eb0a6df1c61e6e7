import { type Actor, writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import { releaseDiscount } from '../promotions/index.ts';
import type { Order } from './order.ts';
import { addOutboxEvent, lockOrder, type OrderChanges, updateOrder } from './store.ts';
import { mayBecome, type OrderStatus } from './transitions.ts';

/** States in which nothing was sold: the discount is free for another order. */
export const endsUnpaid = new Set<OrderStatus>(['failed', 'cancelled', 'expired']);

/** The machinery itself, where no person and no provider acted. */
export const system: Actor = { kind: 'system', id: 'payments' };

/**
 * Moves an order that the transaction has locked to its next status, tells the outbox (`order.paid`, …) and the
 * audit log. The caller has asked `mayBecome`; the database refuses anything else.
 */
export async function moveOrder(
  tx: Transaction,
  order: Order,
  status: OrderStatus,
  actor: Actor,
  changes: OrderChanges = {},
): Promise<Order> {
  const moved = await updateOrder(tx, order.id, { ...changes, status });
  if (!moved) throw new Error(`order ${order.id} vanished`);
  if (order.discount_id && endsUnpaid.has(status)) await releaseDiscount(tx, order.id);
  await addOutboxEvent(tx, `order.${status}`, moved);
  await writeAudit(tx, {
    actor,
    action: `order.${status}`,
    target: { kind: 'order', id: order.id },
    accountId: order.account_id,
    before: { status: order.status },
    after: { status },
  });
  return moved;
}

/** Marks an order failed that could not be paid, where it still may be; it can be paid all the same later. */
export async function failOrder({ db }: Pick<Deps, 'db'>, orderId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order && mayBecome(order.status, 'failed')) await moveOrder(tx, order, 'failed', system);
  });
}

/** Marks a locked order for a person to look at; the first reason stays. Its status does not change. */
export async function askForReview(tx: Transaction, order: Order, reason: string, actor: Actor): Promise<void> {
  if (order.needs_review) return;
  await updateOrder(tx, order.id, { needs_review: reason });
  await addOutboxEvent(tx, 'order.needs_review', order);
  await writeAudit(tx, {
    actor,
    action: 'order.needs_review',
    target: { kind: 'order', id: order.id },
    accountId: order.account_id,
    before: { needsReview: null },
    after: { needsReview: reason },
  });
}
