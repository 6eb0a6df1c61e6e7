import { type Actor, writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import { paymentErrors } from '../errors.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { takeIn } from '../intake.ts';
import { manualPaymentId, withoutProvider } from '../manual-payment.ts';
import { moveOrder } from '../moves.ts';
import type { Order } from '../order.ts';
import { currentOrder } from '../orders.ts';
import { questionAfter } from '../refunds/questions.ts';
import { findOrder, lockOrder, updateOrder } from '../store.ts';
import { mayBecome } from '../transitions.ts';
import { whenPaidFor } from '../when-paid.ts';
import type { Decision } from './decision.ts';

/**
 * Takes an order as paid because a person says so: its credits arrive as if the provider had told of the payment. Asked
 * again it changes nothing more. Throws `order_not_found` (404) and, when it is paid already, `order_not_open` (409).
 */
export async function completeByHand(deps: Deps, orderId: string, decision: Decision): Promise<Order> {
  const order = await currentOrder(deps, orderId);
  if (!order) throw paymentErrors.order_not_found();
  const raw = { byHand: true, reason: decision.reason };
  await takeIn(deps, orderId, {
    provider: order.provider,
    payment: withoutProvider(order, manualPaymentId(order), deps.clock.now(), raw),
    actor: decision.actor,
    check: ({ status }) => {
      if (!mayBecome(status, 'paid')) throw paymentErrors.order_not_open({ status });
    },
    whenPaid: async (tx, locked) => {
      await note(tx, locked, 'order.completed_by_hand', decision);
      if (locked.needs_review) await updateOrder(tx, orderId, { needs_review: null });
      return whenPaidFor(deps.clock.now())(tx, locked);
    },
  });
  await fulfilOrder(deps, orderId);
  return (await findOrder(deps.db, orderId)) ?? order;
}

/**
 * Gives up an unpaid order, by its owner or by a person of the operator's. Money that arrives for it all the same is
 * credited. Throws `order_not_open` (409).
 */
export async function cancelOrder(
  deps: Deps,
  order: Order,
  actor: Actor,
  decision: Omit<Decision, 'actor'> | null,
): Promise<Order> {
  return deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, order.id);
    if (locked?.status === 'cancelled') return locked;
    if (!locked || !mayBecome(locked.status, 'cancelled')) {
      throw paymentErrors.order_not_open({ status: locked?.status ?? order.status });
    }
    if (decision) await note(tx, locked, 'order.cancelled_by_hand', { ...decision, actor });
    return moveOrder(tx, locked, 'cancelled', actor);
  });
}

/** A person has looked at it; what else there is to ask about it comes forward. Throws `order_not_found` (404). */
export async function settleReview(deps: Deps, orderId: string, decision: Decision): Promise<Order> {
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw paymentErrors.order_not_found();
    if (order.needs_review === null) return order;
    await note(tx, order, 'order.reviewed', decision);
    return (await updateOrder(tx, orderId, { needs_review: await questionAfter(tx, order) })) ?? order;
  });
}

function note(tx: Transaction, order: Order, action: string, { actor, reason, origin }: Decision): Promise<void> {
  return writeAudit(tx, {
    ...origin,
    actor,
    action,
    target: { kind: 'order', id: order.id },
    accountId: order.account_id,
    before: { status: order.status, needsReview: order.needs_review },
    after: { reason },
  });
}
