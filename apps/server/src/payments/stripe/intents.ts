import type { Stripe } from 'stripe';
import type { ProviderNews, ProviderPayment } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { fromStripe } from './money.ts';
import { dateOf, idIn, idOf, type Reference } from './references.ts';

/** `invoice` stood on the intent before 2025-03-31.basil. */
type Intent = Stripe.PaymentIntent & { invoice?: Reference };

/**
 * What an intent that succeeded means. One that belongs to a session or an invoice is told of by that; left are the
 * automatic top-ups, charged without either, and payments that were made without any order of ours.
 */
export async function paidIntent(account: StripeAccount, intent: Intent): Promise<ProviderNews[]> {
  if (isAutoTopUp(intent)) return [paymentOf(account, intent, 'succeeded')];
  if (idIn(intent.metadata, 'order_id') || intent.invoice || (await belongsElsewhere(account, intent.id))) return [];
  return [await strayPayment(account, intent.id)];
}

/** An attempt in a session that failed may be followed by another; of an automatic top-up it was the only one. */
export function unpaidIntent(account: StripeAccount, intent: Intent, outcome: 'failed' | 'cancelled'): ProviderNews[] {
  return isAutoTopUp(intent) ? [paymentOf(account, intent, outcome)] : [];
}

function isAutoTopUp({ metadata }: Intent): boolean {
  return metadata.kind === 'auto_topup' && idIn(metadata, 'order_id') !== null;
}

function belongsElsewhere(account: StripeAccount, id: string): Promise<boolean> {
  return account.ask(async (stripe) => {
    const sessions = await stripe.checkout.sessions.list({ payment_intent: id, limit: 1 });
    if (sessions.data.length > 0) return true;
    const payment = { type: 'payment_intent', payment_intent: id };
    const invoices = await stripe.invoicePayments.list({ payment, limit: 1 });
    return invoices.data.length > 0;
  });
}

async function strayPayment(account: StripeAccount, id: string): Promise<ProviderPayment> {
  const expand = ['latest_charge', 'customer'];
  const intent = await account.ask((stripe) => stripe.paymentIntents.retrieve(id, { expand }));
  return paymentOf(account, intent, 'succeeded');
}

/** `latest_charge` and `customer` may be expanded, and tell the payer's address then. */
export function paymentOf(
  account: StripeAccount,
  intent: Intent,
  outcome: ProviderPayment['outcome'],
): ProviderPayment {
  const currency = intent.currency.toUpperCase();
  const amount = outcome === 'succeeded' ? intent.amount_received : intent.amount;
  return {
    kind: 'payment',
    outcome,
    orderId: idIn(intent.metadata, 'order_id'),
    paymentId: intent.id,
    chargeId: idOf(intent.latest_charge),
    amountMinor: fromStripe(amount, currency, account.digitsOf(currency)),
    currency,
    paidAt: outcome === 'succeeded' ? dateOf(chargeIn(intent)?.created ?? intent.created) : null,
    payer: { customerId: idOf(intent.customer), email: emailOf(intent) },
    raw: recordOf(intent),
  };
}

function chargeIn({ latest_charge }: Intent): Stripe.Charge | null {
  return typeof latest_charge === 'object' ? latest_charge : null;
}

function emailOf(intent: Intent): string | null {
  const { customer, receipt_email } = intent;
  const known = customer && typeof customer === 'object' && !customer.deleted ? customer.email : null;
  return receipt_email ?? chargeIn(intent)?.billing_details.email ?? known;
}

function recordOf(intent: Intent): Record<string, unknown> {
  const { id, object, status, amount, amount_received, currency, created, livemode, metadata } = intent;
  const { code = null, decline_code = null } = intent.last_payment_error ?? {};
  const problem = (code ?? decline_code) ? { code, decline_code } : null;
  return { id, object, status, amount, amount_received, currency, created, livemode, metadata, problem };
}
