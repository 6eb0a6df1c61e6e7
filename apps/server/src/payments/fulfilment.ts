import { derivedId, FareboxError } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { failEventRow, lockOpenEvent, settleEventRow } from './inbox-store.ts';
import { takeIn } from './intake.ts';
import { askForReview, moveOrder, system } from './moves.ts';
import type { Order } from './order.ts';
import { findOrder, findPayment, lockOrder, updateOrder } from './store.ts';

/**
 * Settles one callback of the inbox: takes in what it says, credits what was paid, closes the order. Each of the
 * three is complete in itself and finds what the others have done, so running it again at any time, from several
 * processes too, changes nothing more. Throws when the effect could not be stored; the event is then `failed` and
 * tried again later.
 */
export async function settleEvent(deps: Deps, eventId: string): Promise<void> {
  try {
    const orderId = await takeIn(deps, eventId);
    if (orderId === null) return;
    const transactionId = await creditOrder(deps, orderId);
    await closeOrder(deps, orderId, transactionId, eventId);
  } catch (error) {
    await retryLater(deps, eventId, error);
    throw error;
  }
}

/** For a paid order whose callback was settled half: credits it and closes it. */
export async function fulfilOrder(deps: Deps, orderId: string): Promise<void> {
  const transactionId = await creditOrder(deps, orderId);
  await closeOrder(deps, orderId, transactionId, null);
}

/**
 * Second step: grants the order's credits in the ledger, under an id made from the payment, so that any number of
 * events and runs grant once. No transaction of ours is open meanwhile. Above the balance cap too: it is paid.
 */
export async function creditOrder(deps: Deps, orderId: string): Promise<string> {
  const order = await findOrder(deps.db, orderId);
  const payment = order?.payment_id ? await findPayment(deps.db, order.payment_id) : null;
  if (!order || !payment) throw new Error(`order ${orderId} has no payment to credit`);
  const { id } = await deps.ledger
    .grant({
      id: derivedId('payment', payment.provider, payment.provider_payment_id),
      accountId: order.account_id,
      amount: order.credits,
      category: 'paid',
      reason: 'purchase',
      overCap: true,
      reference: order.id,
      metadata: { provider: order.provider, paymentId: payment.provider_payment_id },
    })
    .catch((error: unknown) => refused(deps, order, error));
  return id;
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

/** Third step, one transaction: the order is fulfilled and its event processed. */
export async function closeOrder(
  deps: Deps,
  orderId: string,
  transactionId: string,
  eventId: string | null,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    // The event before the order, as everywhere: two runs must not wait for each other.
    const event = eventId && (await lockOpenEvent(tx, eventId));
    const order = await lockOrder(tx, orderId);
    if (order?.status === 'paid') {
      await moveOrder(tx, order, 'fulfilled', system, { transaction_id: transactionId });
      if (order.needs_review === 'credit_refused') await updateOrder(tx, orderId, { needs_review: null });
    }
    if (event) await settleEventRow(tx, event.id, 'processed', null);
  });
}

/** Notes the failure and asks for another run; when even that fails, the sweep finds the event. */
async function retryLater(deps: Deps, eventId: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  deps.log.warn({ err: error, eventId }, 'provider event not settled');
  try {
    const runAt = await failEventRow(deps.db, eventId, reason);
    const key = `payments.process_event:${eventId}`;
    if (runAt) await deps.work.add('payments.process_event', { eventId }, { key, runAt });
  } catch (problem) {
    deps.log.warn({ err: problem, eventId }, 'retry of a provider event left to the sweep');
  }
}
