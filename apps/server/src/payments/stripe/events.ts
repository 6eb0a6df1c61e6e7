import type { Stripe } from 'stripe';
import type { ProviderNews } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { storedEvent } from './callback.ts';
import { readDispute } from './disputes.ts';
import { paidIntent, unpaidIntent } from './intents.ts';
import { paidInvoice, subscriptionOfInvoice } from './invoices.ts';
import { dateOf } from './references.ts';
import { readRefund, refundsOf } from './refunds.ts';
import { completed, ended } from './sessions.ts';
import { readSubscription, subscriptionOf } from './subscriptions.ts';

type Reader<Thing> = (account: StripeAccount, thing: Thing, at: Date) => Promise<ProviderNews[]> | ProviderNews[];

const session = (read: Reader<Stripe.Checkout.Session>) => read as Reader<unknown>;
const intent = (read: Reader<Stripe.PaymentIntent>) => read as Reader<unknown>;
const invoice = (read: Reader<Stripe.Invoice>) => read as Reader<unknown>;

/** Mirrored by asking anew: events arrive in any order. */
const mirrored = (async (account: StripeAccount, told: Stripe.Subscription, at: Date) => [
  (await readSubscription(account, told.id)) ?? subscriptionOf(told, at),
]) as Reader<unknown>;

const unpaidInvoice = invoice(async (account, told) => {
  const id = subscriptionOfInvoice(told);
  const subscription = id === null ? null : await readSubscription(account, id);
  return subscription ? [subscription] : [];
});

const refunded = readRefund as Reader<unknown>;
const disputed = readDispute as Reader<unknown>;

/** By the type of the event; of the two that tell of a paid invoice only one is read. All others change nothing. */
const readers: Readonly<Record<string, Reader<unknown>>> = {
  'checkout.session.completed': session(completed),
  'checkout.session.async_payment_succeeded': session(completed),
  'checkout.session.async_payment_failed': session((account, one, at) => ended(account, one, 'failed', at)),
  'checkout.session.expired': session((account, one, at) => ended(account, one, 'expired', at)),
  'payment_intent.succeeded': intent(paidIntent),
  'payment_intent.payment_failed': intent((account, one) => unpaidIntent(account, one, 'failed')),
  'payment_intent.canceled': intent((account, one) => unpaidIntent(account, one, 'cancelled')),
  'invoice.paid': invoice(paidInvoice),
  'invoice.payment_failed': unpaidInvoice,
  'invoice.payment_action_required': unpaidInvoice,
  'customer.subscription.created': mirrored,
  'customer.subscription.updated': mirrored,
  'customer.subscription.deleted': mirrored,
  'customer.subscription.paused': mirrored,
  'customer.subscription.resumed': mirrored,
  'customer.subscription.trial_will_end': mirrored,
  'customer.subscription.pending_update_applied': mirrored,
  'customer.subscription.pending_update_expired': mirrored,
  'charge.refunded': ((account, { id }) => refundsOf(account, id)) satisfies Reader<Stripe.Charge> as Reader<unknown>,
  'charge.refund.updated': refunded,
  'refund.created': refunded,
  'refund.updated': refunded,
  'refund.failed': refunded,
  'charge.dispute.created': disputed,
  'charge.dispute.updated': disputed,
  'charge.dispute.closed': disputed,
  'charge.dispute.funds_withdrawn': disputed,
  'charge.dispute.funds_reinstated': disputed,
};

/** What the webhook endpoint has to be set to send. */
export const wantedEvents: readonly string[] = Object.keys(readers);

/** What stored bytes mean; empty for events that change nothing here, null for bytes that are no event of ours. */
export async function readEvent(account: StripeAccount, raw: Buffer): Promise<ProviderNews[] | null> {
  const event = storedEvent(raw, account.settings.livemode);
  if (event === null || event === 'ignored') return event && [];
  const read = Object.hasOwn(readers, event.type) ? readers[event.type] : undefined;
  const at = dateOf(event.created) ?? account.clock.now();
  return read ? read(account, event.data.object, at) : [];
}
