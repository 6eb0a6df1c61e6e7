import { type Actor, writeAudit } from '../audit/index.ts';
import type { Transaction } from '../database/index.ts';
import type { Order } from './order.ts';
import { addOutboxEvent, type OrderChanges, updateOrder } from './store.ts';
import type { OrderStatus } from './transitions.ts';

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
