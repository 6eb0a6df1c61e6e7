import { type Decline, genericDecline, type PaymentMethod, verdictOf } from './cards.ts';
import { defaultMethodOf } from './customers.ts';
import { emit, update } from './events.ts';
import { paymentsOf, settleInvoicePayment } from './invoice-payments.ts';
import type { Invoice } from './invoices.ts';
import { failIntent, type PaymentIntent, succeedIntent } from './payment-intents.ts';
import { endSubscription } from './subscription-end.ts';
import type { Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

/** Days until the next attempt after the first, second, third that failed. The fourth is the last. */
const retryDays = [3, 5, 7];
const DAY_SECONDS = 24 * 3600;

export function subscriptionOf(world: World, invoice: Invoice): Subscription {
  return world.subscriptions.get(invoice.parent.subscription_details.subscription);
}

/** The card that a subscription is charged on. */
export function methodOf(world: World, sub: Subscription): PaymentMethod | null {
  return world.methods.find(sub.default_payment_method ?? defaultMethodOf(world, sub.customer)) ?? null;
}

/** What the bank says of charging the subscription's card without its owner. No card is a decline too. */
export function verdictOn(world: World, sub: Subscription, method = methodOf(world, sub)): Decline | null {
  if (world.failing.has(sub.id)) return genericDecline;
  return method ? verdictOf(method, false) : genericDecline;
}

export function intentOf(world: World, invoice: Invoice): PaymentIntent | null {
  const [payment] = paymentsOf(world, invoice.id);
  return world.intents.find(payment?.payment.payment_intent ?? null) ?? null;
}

/** Paid, by a charge or (out of band) without one. */
export function markPaid(world: World, invoice: Invoice, outOfBand = false): void {
  const now = world.clock.now();
  const paid: Partial<Invoice> = {
    amount_paid: outOfBand ? 0 : invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (outOfBand || invoice.amount_due === 0 ? 0 : 1),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  };
  update(world, 'invoice.updated', invoice, paid);
  emit(world, 'invoice.paid', invoice);
  if (outOfBand) return;
  emit(world, 'invoice.payment_succeeded', invoice);
  for (const payment of paymentsOf(world, invoice.id)) settleInvoicePayment(world, payment);
}

function giveUp(world: World, sub: Subscription): void {
  const { afterRetries } = world.settings;
  if (sub.status === 'canceled') return;
  if (afterRetries === 'cancel') endSubscription(world, sub, 'payment_failed');
  if (afterRetries === 'unpaid') update(world, 'customer.subscription.updated', sub, { status: 'unpaid' });
}

function noteFailure(world: World, invoice: Invoice, decline: Decline): void {
  const days = retryDays[invoice.attempt_count];
  const wanted = invoice.billing_reason !== 'subscription_create';
  update(world, 'invoice.updated', invoice, {
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
    next_payment_attempt: days === undefined || !wanted ? null : world.clock.now() + days * DAY_SECONDS,
  });
  emit(world, 'invoice.payment_failed', invoice);
  if (decline.code === 'authentication_required') emit(world, 'invoice.payment_action_required', invoice);
  const sub = subscriptionOf(world, invoice);
  if (sub.status === 'active') update(world, 'customer.subscription.updated', sub, { status: 'past_due' });
  if (invoice.next_payment_attempt === null) giveUp(world, sub);
}

/** A decline of an open invoice: noted on intent, invoice and subscription. */
export function failInvoice(world: World, invoice: Invoice, method: PaymentMethod | null, decline: Decline): void {
  const intent = intentOf(world, invoice);
  if (intent && method) failIntent(world, intent, method, decline);
  noteFailure(world, invoice, decline);
}

/** After a payment: a subscription that waited for it runs again, unless an older invoice is still open. */
export function revive(world: World, sub: Subscription): void {
  const waiting = sub.status === 'past_due' || sub.status === 'unpaid' || sub.status === 'incomplete';
  const open = world.invoices
    .newestFirst()
    .some((each) => each.status === 'open' && each.parent.subscription_details.subscription === sub.id);
  if (waiting && !open) update(world, 'customer.subscription.updated', sub, { status: 'active' });
}

/** Takes an open invoice's money with a method that the bank accepts. */
export function settleInvoice(world: World, invoice: Invoice, method: PaymentMethod): void {
  const intent = intentOf(world, invoice);
  if (intent) succeedIntent(world, intent, method);
  markPaid(world, invoice);
  revive(world, subscriptionOf(world, invoice));
}

/** Charges an open invoice without its owner, a bank account at once too. False when the bank said no. */
export function collectInvoice(world: World, invoice: Invoice): boolean {
  const sub = subscriptionOf(world, invoice);
  if (invoice.amount_due === 0) {
    markPaid(world, invoice);
    return true;
  }
  const method = methodOf(world, sub);
  const decline = verdictOn(world, sub, method);
  if (decline || !method) {
    failInvoice(world, invoice, method, decline ?? genericDecline);
    return false;
  }
  settleInvoice(world, invoice, method);
  return true;
}
