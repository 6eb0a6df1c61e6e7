import type { Stripe } from 'stripe';
import type { ProviderNews, ProviderPayment, ProviderPeriod, ProviderSubscription } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { periodOf, referenceOf } from './invoice-lines.ts';
import { fromStripe } from './money.ts';
import { orNull } from './problems.ts';
import { dateOf, idIn, idOf, type Reference } from './references.ts';
import { readSubscription } from './subscriptions.ts';

/** Where fields stood before 2025-03-31.basil: an endpoint of an older version still sends them. */
type Invoice = Stripe.Invoice & {
  subscription?: Reference;
  subscription_details?: { metadata: Record<string, string> | null } | null;
  payment_intent?: Reference;
};

const causes: Readonly<Record<string, ProviderPeriod['cause']>> = {
  subscription_create: 'first',
  subscription_cycle: 'renewal',
  subscription_update: 'upgrade',
};

export function subscriptionOfInvoice({ parent, subscription }: Invoice): string | null {
  return idOf(parent?.subscription_details?.subscription ?? subscription);
}

/** What was written on the subscription when the invoice was made. */
function metadataOfInvoice({ parent, subscription_details: old }: Invoice): Record<string, string> | null {
  return parent?.subscription_details?.metadata ?? old?.metadata ?? null;
}

/**
 * What a paid invoice means, asked anew: a period of its subscription. One that is not for a period (a threshold, an
 * invoice written by hand) is only news of the subscription, and so is the empty one that begins a trial.
 */
export async function paidInvoice(account: StripeAccount, told: Invoice): Promise<ProviderNews[]> {
  const id = subscriptionOfInvoice(told);
  const subscription = id === null ? null : await readSubscription(account, id);
  if (!subscription) return [];
  const expand = ['payments'];
  const found = await orNull(account.ask((stripe) => stripe.invoices.retrieve(told.id, { expand })));
  return [await newsOfInvoice(account, found ?? told, subscription)];
}

/** The same of an invoice that was asked for, with its payments. */
export async function newsOfInvoice(
  account: StripeAccount,
  invoice: Invoice,
  subscription: ProviderSubscription,
): Promise<ProviderPeriod | ProviderSubscription> {
  const cause = causes[invoice.billing_reason ?? ''];
  const onTrial = subscription.status === 'trialing' && invoice.total === 0;
  if (!cause || onTrial || invoice.status !== 'paid') return subscription;
  return paidPeriod(account, invoice, subscription, cause);
}

async function paidPeriod(
  account: StripeAccount,
  invoice: Invoice,
  subscription: ProviderSubscription,
  cause: ProviderPeriod['cause'],
): Promise<ProviderPeriod> {
  const orderId = orderOf(invoice, cause, subscription);
  const payment = paymentOf(account, invoice, orderId, await intentOf(account, invoice));
  const period = periodOf(invoice.lines.data);
  const startsAt = dateOf(period?.start) ?? subscription.currentPeriodStart;
  const endsAt = dateOf(period?.end) ?? subscription.currentPeriodEnd;
  if (!startsAt || !endsAt) throw new Error(`invoice ${invoice.id} is for no period`);
  const planReference = referenceOf(invoice.lines.data);
  return { kind: 'period', subscription, cause, planReference, payment, startsAt, endsAt };
}

function paymentOf(
  account: StripeAccount,
  invoice: Invoice,
  orderId: string | null,
  intent: string | null,
): ProviderPayment {
  const currency = invoice.currency.toUpperCase();
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId,
    // Refunds and disputes name the intent; an invoice that was settled without one is named by itself.
    paymentId: intent ?? invoice.id,
    chargeId: intent === null ? null : invoice.id,
    amountMinor: fromStripe(priceOf(invoice), currency, account.digitsOf(currency)),
    currency,
    paidAt: dateOf(invoice.status_transitions?.paid_at ?? invoice.created),
    payer: { customerId: idOf(invoice.customer), email: invoice.customer_email },
    raw: recordOf(invoice, intent),
  };
}

/** A renewal has no order yet. The order of a change is written on the subscription with the change. */
function orderOf(invoice: Invoice, cause: ProviderPeriod['cause'], subscription: ProviderSubscription): string | null {
  const metadata = metadataOfInvoice(invoice);
  if (cause === 'first') return idIn(metadata, 'order_id') ?? subscription.orderId;
  return cause === 'upgrade' ? idIn(metadata, 'upgrade_order_id') : null;
}

/** What the invoice is for: without taxes on top, and with what a credit balance paid of it. */
export function priceOf(invoice: Pick<Invoice, 'total' | 'total_taxes' | 'pre_payment_credit_notes_amount'>): number {
  const onTop = (invoice.total_taxes ?? []).filter(({ tax_behavior }) => tax_behavior === 'exclusive');
  const taxes = onTop.reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, invoice.total - taxes - (invoice.pre_payment_credit_notes_amount ?? 0));
}

/** The intent that paid most of it: the same each time it is asked for, because a paid invoice does not change. */
async function intentOf(account: StripeAccount, invoice: Invoice): Promise<string | null> {
  if (invoice.payment_intent) return idOf(invoice.payment_intent);
  const shown = invoice.payments?.data ?? [];
  const known = shown.length > 0 || invoice.amount_paid === 0 ? shown : await paymentsOf(account, invoice.id);
  const paid = known.filter(({ status, payment }) => status === 'paid' && payment.type === 'payment_intent');
  paid.sort((one, other) => (other.amount_paid ?? 0) - (one.amount_paid ?? 0) || one.id.localeCompare(other.id));
  return idOf(paid[0]?.payment.payment_intent);
}

async function paymentsOf(account: StripeAccount, invoice: string): Promise<Stripe.InvoicePayment[]> {
  const list = await account.ask((stripe) => stripe.invoicePayments.list({ invoice, status: 'paid', limit: 100 }));
  return list.data;
}

function recordOf(invoice: Invoice, intent: string | null): Record<string, unknown> {
  const { id, object, number, status, billing_reason, total, amount_due, amount_paid, currency, livemode } = invoice;
  return {
    ...{ id, object, number, status, billing_reason, total, amount_due, amount_paid, currency, livemode },
    ...{ created: invoice.created, payment_intent: intent, subscription: subscriptionOfInvoice(invoice) },
  };
}
