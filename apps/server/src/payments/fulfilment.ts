import { derivedId, FareboxError } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { periodClosed } from '../subscriptions/index.ts';
import { lotOf } from './lots.ts';
import { askForReview, moveOrder, system } from './moves.ts';
import type { Order } from './order.ts';
import { findOrder, findPayment, lockOrder, type PaymentRow, updateOrder } from './store.ts';
import { isForPlan } from './when-paid.ts';

/**
 * Credits a paid order and closes it. Each step is complete in itself and finds what the other has done, so running
 * it again at any time, from several processes too, changes nothing more. Throws when the effect could not be stored.
 */
export async function fulfilOrder(deps: Deps, orderId: string): Promise<void> {
  if ((await findOrder(deps.db, orderId))?.fulfilled_at) return;
  const transactionId = await creditOrder(deps, orderId);
  await openPeriod(deps, orderId, transactionId);
  await closeOrder(deps, orderId, transactionId);
}

/** What was bought of a plan is in force once its first credits are there. */
async function openPeriod(deps: Deps, orderId: string, transactionId: string | null): Promise<void> {
  const order = await findOrder(deps.db, orderId);
  if (order && isForPlan(order)) await periodClosed(deps, orderId, transactionId);
}

/**
 * Second step: grants the order's credits in the ledger, under an id made from the payment, so that any number of
 * events and runs grant once. No transaction of ours is open meanwhile. Above the balance cap too: it is paid. Null
 * for an order that buys no credits.
 */
export async function creditOrder(deps: Deps, orderId: string): Promise<string | null> {
  const order = await findOrder(deps.db, orderId);
  const payment = order?.payment_id ? await findPayment(deps.db, order.payment_id) : null;
  if (!order || !payment) throw new Error(`order ${orderId} has no payment to credit`);
  const lot = await lotOf(deps, order);
  if (lot.amount === 0n) return null;
  const { id } = await deps.ledger
    .grant({
      ...lot,
      id: grantIdOf(payment),
      accountId: order.account_id,
      overCap: true,
      reference: order.id,
      metadata: { provider: order.provider, paymentId: payment.provider_payment_id },
    })
    .catch((error: unknown) => refused(deps, order, error));
  return id;
}

/** The grant that a payment becomes, whoever tells of it. */
function grantIdOf(payment: Pick<PaymentRow, 'provider' | 'provider_payment_id'>): string {
  return derivedId('payment', payment.provider, payment.provider_payment_id);
}

/** A busy ledger is asked again; a ledger that says no needs a person, and is asked again all the same. */
async function refused(deps: Deps, order: Order, error: unknown): Promise<never> {
  if (error instanceof FareboxError && error.status < 500) {
    await deps.db.transaction().execute(async (tx) => {
      const locked = await lockOrder(tx, order.id);
      if (locked) await askForReview(tx, locked, 'credit_refused', system);
    });
  }
  throw error;
}

/** Third step, one transaction: the order is fulfilled. */
export async function closeOrder(deps: Deps, orderId: string, transactionId: string | null): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order?.status !== 'paid') return;
    await moveOrder(tx, order, 'fulfilled', system, { transaction_id: transactionId });
    if (order.needs_review === 'credit_refused') await updateOrder(tx, orderId, { needs_review: null });
  });
}
