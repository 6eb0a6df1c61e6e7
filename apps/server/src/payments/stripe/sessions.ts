import type { Stripe } from 'stripe';
import type { ProviderCard, ProviderNews, ProviderPayment } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { fromStripe } from './money.ts';
import { refusalIn } from './problems.ts';
import { idIn, idOf } from './references.ts';
import { cardOfIntent, cardOfSetup } from './saved-cards.ts';
import { readSubscription } from './subscriptions.ts';

type Session = Stripe.Checkout.Session;

/** What a session that was completed means; nothing while a delayed method is on its way. */
export async function completed(account: StripeAccount, session: Session, at: Date): Promise<ProviderNews[]> {
  if (session.mode === 'setup') return someOf(await cardOfSetup(account, session));
  if (session.mode === 'subscription') return linked(account, session);
  if (session.payment_status === 'unpaid') return [];
  const payment = paymentOf(account, session, 'succeeded', at);
  return [payment, ...someOf(await savedCard(account, session))];
}

/** The session ended without money. */
export function ended(
  account: StripeAccount,
  session: Session,
  outcome: 'failed' | 'expired',
  at: Date,
): ProviderNews[] {
  return session.mode === 'setup' ? [] : [paymentOf(account, session, outcome, at)];
}

/** Who the new subscription is of. What it grants comes with its invoice. */
async function linked(account: StripeAccount, session: Session): Promise<ProviderNews[]> {
  const id = idOf(session.subscription);
  const subscription = id === null ? null : await readSubscription(account, id);
  if (!subscription) return [];
  const orderId = subscription.orderId ?? orderOf(session);
  const userId = subscription.userId ?? idIn(session.metadata, 'user_id');
  return [{ ...subscription, orderId, userId }];
}

/** A payment is credited whether or not its card can be read: a restricted key may not be allowed to. */
async function savedCard(account: StripeAccount, session: Session): Promise<ProviderCard | null> {
  const [intent, userId] = [idOf(session.payment_intent), idIn(session.metadata, 'user_id')];
  if (!intent || !userId || session.metadata?.save_card !== 'true') return null;
  return cardOfIntent(account, intent, userId).catch((error: unknown) => {
    if (refusalIn(error)) return null;
    throw error;
  });
}

/**
 * Compared with the order's price is the subtotal: taxes that came on top are not part of it, and a buyer who paid
 * in a currency of their own (adaptive pricing) is told of in ours. A discount that somebody gave over there is none
 * of ours, and leaves a difference.
 */
function paymentOf(
  account: StripeAccount,
  session: Session,
  outcome: ProviderPayment['outcome'],
  at: Date | null,
): ProviderPayment {
  const { amount_subtotal: subtotal, currency, customer_details: details, total_details: totals } = session;
  if (subtotal === null || currency === null) throw new Error(`session ${session.id} has no amount`);
  const code = currency.toUpperCase();
  const intent = idOf(session.payment_intent);
  return {
    kind: 'payment',
    outcome,
    orderId: orderOf(session),
    paymentId: intent ?? session.id,
    chargeId: null,
    amountMinor: fromStripe(subtotal - (totals?.amount_discount ?? 0), code, account.digitsOf(code)),
    currency: code,
    paidAt: outcome === 'succeeded' ? at : null,
    payer: { customerId: idOf(session.customer), email: details?.email ?? session.customer_email },
    raw: recordOf(session),
  };
}

function orderOf({ metadata, client_reference_id }: Session): string | null {
  return idIn(metadata, 'order_id') ?? idIn({ client_reference_id: client_reference_id ?? '' }, 'client_reference_id');
}

function recordOf(session: Session): Record<string, unknown> {
  const { id, object, mode, status, payment_status, amount_subtotal, amount_total, currency, livemode } = session;
  const { created, metadata, total_details, presentment_details, payment_intent, invoice } = session;
  return {
    ...{ id, object, mode, status, payment_status, amount_subtotal, amount_total, currency, livemode, created },
    ...{ metadata, total_details, presentment_details, payment_intent: idOf(payment_intent), invoice: idOf(invoice) },
  };
}

function someOf<T>(thing: T | null): T[] {
  return thing === null ? [] : [thing];
}
