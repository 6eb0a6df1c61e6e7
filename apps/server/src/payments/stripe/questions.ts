import type { Stripe } from 'stripe';
import type { Order } from '../order.ts';
import type { ProviderNews, ProviderPayment } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { paymentOf as paymentOfIntent, unpaidIntent } from './intents.ts';
import { newsOfInvoice, paidInvoice } from './invoices.ts';
import { orNull } from './problems.ts';
import { dateOf, idOf, secondsOf } from './references.ts';
import { findIntent, findSession } from './session-search.ts';
import { completed, ended } from './sessions.ts';
import { readSubscription } from './subscriptions.ts';

/** What became of an order's payment; empty while nothing is decided. */
export async function findNews(account: StripeAccount, order: Order): Promise<ProviderNews[]> {
  const { kind, provider_reference: reference } = order;
  if (kind === 'auto_topup') return newsOfIntent(account, await intentOf(account, order));
  if (reference?.startsWith('sub_')) return newsOfSubscription(account, reference);
  if (kind === 'renewal' || kind === 'upgrade') return [];
  const session = await sessionOf(account, order);
  return session ? newsOfSession(account, session) : [];
}

function intentOf(account: StripeAccount, order: Order): Promise<Stripe.PaymentIntent | null> {
  const { provider_reference: reference } = order;
  if (!reference?.startsWith('pi_')) return findIntent(account, order);
  return orNull(account.ask((stripe) => stripe.paymentIntents.retrieve(reference)));
}

function newsOfIntent(account: StripeAccount, intent: Stripe.PaymentIntent | null): ProviderNews[] {
  if (intent?.status === 'succeeded') return [paymentOfIntent(account, intent, 'succeeded')];
  if (intent?.status === 'canceled') return unpaidIntent(account, intent, 'cancelled');
  const declined = intent?.status === 'requires_payment_method' || intent?.status === 'requires_action';
  return intent && declined ? unpaidIntent(account, intent, 'failed') : [];
}

const expand = ['payment_intent.latest_charge'];

function sessionOf(account: StripeAccount, order: Order): Promise<Stripe.Checkout.Session | null> {
  const { provider_reference: reference } = order;
  if (!reference?.startsWith('cs_')) return findSession(account, order);
  return orNull(account.ask((stripe) => stripe.checkout.sessions.retrieve(reference, { expand })));
}

async function newsOfSession(account: StripeAccount, session: Stripe.Checkout.Session): Promise<ProviderNews[]> {
  const { payment_intent: intent, status, mode } = session;
  const charge = intent && typeof intent === 'object' ? intent.latest_charge : null;
  const at = dateOf(charge && typeof charge === 'object' ? charge.created : session.created) ?? account.clock.now();
  if (status === 'expired') return ended(account, session, 'expired', at);
  if (status !== 'complete') return [];
  const subscription = idOf(session.subscription);
  if (mode === 'subscription' && subscription) return newsOfSubscription(account, subscription);
  if (session.payment_status === 'unpaid' && intent && typeof intent === 'object') {
    const gaveUp = intent.status === 'requires_payment_method' || intent.status === 'canceled';
    return gaveUp ? ended(account, session, 'failed', at) : [];
  }
  return completed(account, session, at);
}

/** Whatever was paid for a subscription, the oldest first: what told of an earlier period may have been lost. */
async function newsOfSubscription(account: StripeAccount, id: string): Promise<ProviderNews[]> {
  const subscription = await readSubscription(account, id);
  if (!subscription) return [];
  const params: Stripe.InvoiceListParams = { subscription: id, status: 'paid', limit: 100, expand: ['data.payments'] };
  const { data } = await account.ask((stripe) => stripe.invoices.list(params));
  const news = await Promise.all(data.reverse().map((invoice) => newsOfInvoice(account, invoice, subscription)));
  const periods = news.filter(({ kind }) => kind === 'period');
  return periods.length > 0 ? periods : [subscription];
}

/** What a payment that names no order is for: the period of a subscription that its invoice bills. */
export async function explainPayment(account: StripeAccount, payment: ProviderPayment): Promise<ProviderNews[]> {
  const paidBy = { type: 'payment_intent', payment_intent: payment.paymentId } as const;
  const { data } = await account.ask((stripe) => stripe.invoicePayments.list({ payment: paidBy, limit: 1 }));
  const id = idOf(data[0]?.invoice);
  const invoice = id && (await orNull(account.ask((stripe) => stripe.invoices.retrieve(id))));
  const news = invoice ? await paidInvoice(account, invoice) : [];
  return news.some(({ kind }) => kind === 'period') ? news : [payment];
}

/** Payments that succeeded, newest first; with taxes that came on top. */
export async function listPayments(
  account: StripeAccount,
  since: Date,
  cursor: string | null,
): Promise<{ payments: ProviderPayment[]; next: string | null }> {
  const params: Stripe.PaymentIntentListParams = {
    created: { gte: secondsOf(since) },
    limit: 100,
    ...(cursor !== null && { starting_after: cursor }),
  };
  const { data, has_more } = await account.ask((stripe) => stripe.paymentIntents.list(params));
  const succeeded = data.filter(({ status }) => status === 'succeeded');
  return {
    payments: succeeded.map((intent) => paymentOfIntent(account, intent, 'succeeded')),
    next: has_more ? (data.at(-1)?.id ?? null) : null,
  };
}
