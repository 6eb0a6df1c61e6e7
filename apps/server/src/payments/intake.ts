import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import { type InboxEvent, lockOpenEvent, settleEventRow, tieEventToOrder } from './inbox-store.ts';
import { askForReview, moveOrder } from './moves.ts';
import type { Order } from './order.ts';
import type { ProviderEvent, ProviderPayment } from './provider.ts';
import { findProvider } from './providers.ts';
import { lockOrder, upsertPayment } from './store.ts';
import { mayBecome } from './transitions.ts';

/**
 * First step, one transaction: what the callback says becomes the order's state. The id of the order when it now
 * waits for its credits; null when the event is settled.
 */
export function takeIn(deps: Deps, eventId: string): Promise<string | null> {
  return deps.db.transaction().execute(async (tx) => {
    const event = await lockOpenEvent(tx, eventId);
    if (!event) return null;
    const { payment } = readAgain(deps, event);
    const order = payment ? await lockOrder(tx, payment.orderId) : null;
    if (!payment || !order) {
      await settleEventRow(tx, event.id, 'ignored', payment ? 'no such order' : null);
      return null;
    }
    await tieEventToOrder(tx, event.id, order.id);
    const refusal = await applyPayment(tx, order, event, payment);
    if (refusal === null && payment.outcome === 'succeeded') return order.id;
    await settleEventRow(tx, event.id, 'processed', refusal);
    return null;
  });
}

/** A provider that was switched off meanwhile may have been paid: its events wait until it is back. */
function readAgain(deps: Deps, event: InboxEvent): ProviderEvent {
  const read = findProvider(deps, event.provider)?.readEvent(event.raw);
  if (!read) throw new Error(`the provider ${event.provider} is switched off or cannot read its event`);
  return read;
}

/** Why the payment credits nothing, or null. */
async function applyPayment(
  tx: Transaction,
  order: Order,
  event: InboxEvent,
  payment: ProviderPayment,
): Promise<string | null> {
  const actor = { kind: 'provider', id: event.provider } as const;
  const mismatch = mismatchOf(order, event.provider, payment);
  if (mismatch === 'provider_mismatch') {
    await askForReview(tx, order, mismatch, actor);
    return mismatch;
  }
  const row = await upsertPayment(tx, order, payment);
  if (payment.outcome !== 'succeeded') {
    const status = payment.outcome;
    if (mayBecome(order.status, status)) await moveOrder(tx, order, status, actor);
    return null;
  }
  const problem =
    mismatch ?? (row.order_id === order.id ? null : 'payment_of_another_order') ?? paidTwice(order, row.id);
  if (problem) await askForReview(tx, order, problem, actor);
  else if (order.payment_id === null) await moveOrder(tx, order, 'paid', actor, { payment_id: row.id });
  return problem;
}

/** What a callback names must be what the order was written with; its own figures never decide what is credited. */
export function mismatchOf(
  order: Pick<Order, 'provider' | 'amount_minor' | 'currency'>,
  provider: string,
  payment: Pick<ProviderPayment, 'outcome' | 'amountMinor' | 'currency'>,
): string | null {
  if (order.provider !== provider) return 'provider_mismatch';
  if (payment.outcome !== 'succeeded') return null;
  if (order.currency !== payment.currency) return 'currency_mismatch';
  return order.amount_minor === payment.amountMinor ? null : 'amount_mismatch';
}

/** Another payment for an order that one has paid: money to give back or to credit, which a person decides. */
function paidTwice(order: Order, paymentId: string): string | null {
  return order.payment_id !== null && order.payment_id !== paymentId ? 'paid_twice' : null;
}
