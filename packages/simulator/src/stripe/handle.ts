import type { Api, ApiCall } from './api.ts';
import { addMethod } from './cards.ts';
import { declineSession, type PayOptions, paySession } from './checkout-pay.ts';
import { expireSession } from './checkout-routes.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { failDelayed, settleDelayed } from './checkout-settle.ts';
import { methodOf, settleInvoice, verdictOn } from './collection.ts';
import { addDispute, closeDispute, type Dispute, type DisputeOptions, type DisputeOutcome } from './disputes.ts';
import { advance } from './dues.ts';
import { resend, type StripeEvent, update } from './events.ts';
import type { Invoice } from './invoices.ts';
import type { PaymentIntent } from './payment-intents.ts';
import { attachMethod } from './payment-methods.ts';
import { invalid } from './problem.ts';
import { addRefund, chargeOf, failRefund, type Refund, settleRefund } from './refunds.ts';
import { renewSubscription } from './renewals.ts';
import { addStrayPayment, type StrayPayment } from './stray.ts';
import { type EndReason, endSubscription } from './subscription-end.ts';
import { inItsTime, type Subscription } from './subscriptions.ts';
import type { Trouble } from './trouble.ts';
import { addEndpoint } from './webhook-endpoints.ts';
import type { World } from './world.ts';

function openInvoices(world: World, sub: Subscription): Invoice[] {
  const open = world.invoices.newestFirst().filter((invoice) => {
    return invoice.status === 'open' && invoice.parent.subscription_details.subscription === sub.id;
  });
  return open.reverse();
}

/** The customer leaves another card: for themselves and for all their subscriptions. */
function replaceCard(world: World, customerId: string, card: string): void {
  const customer = world.customers.get(customerId);
  const method = addMethod(world, card, customer);
  attachMethod(world, method, customerId);
  update(world, 'customer.updated', customer, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id },
  });
  for (const sub of world.subscriptions.newestFirst().filter((each) => each.customer === customerId)) {
    if (sub.status === 'canceled') continue;
    update(world, 'customer.subscription.updated', sub, { default_payment_method: method.id });
  }
}

/** With a card that works, or else with a new one, everything that is open is paid. */
function recover(world: World, id: string): Subscription {
  const sub = world.subscriptions.get(id);
  if (sub.status === 'canceled') throw invalid(`Subscription ${id} is canceled: nothing brings it back.`);
  world.failing.delete(id);
  if (verdictOn(world, sub)) replaceCard(world, sub.customer, 'pm_card_visa');
  const method = methodOf(world, sub);
  inItsTime(world, sub, () => {
    if (method) for (const invoice of openInvoices(world, sub)) settleInvoice(world, invoice, method);
  });
  return sub;
}

function renew(world: World, id: string, fail: boolean): Subscription {
  const sub = world.subscriptions.get(id);
  if (sub.status === 'canceled') throw invalid(`Subscription ${id} is canceled: it does not renew.`);
  if (fail) world.failing.add(id);
  else world.failing.delete(id);
  renewSubscription(world, sub);
  return sub;
}

function end(world: World, id: string, reason: EndReason): Subscription {
  const sub = world.subscriptions.get(id);
  if (sub.status === 'canceled') throw invalid(`Subscription ${id} is canceled already.`);
  return inItsTime(world, sub, () => endSubscription(world, sub, reason));
}

/** The first endpoint is the one that was given at the start; a new address keeps its secret. */
function pointWebhooks(world: World, url: string, secret: string): void {
  const endpoint = world.endpoints.newestFirst().find((each) => each.secret === secret);
  if (endpoint) endpoint.url = url;
  else addEndpoint(world, { url, secret });
}

/** What a test or a person does to this Stripe from outside its API. All of it happens at once; see `courier.flush`. */
export function handleOf(world: World, api: Api, webhookSecret: string) {
  return {
    /** Pays an open session. A test card that is declined leaves it open. */
    pay: (session: string, options: PayOptions = {}): CheckoutSession => paySession(world, session, options),
    decline: (session: string): CheckoutSession => declineSession(world, session),
    expire: (session: string): CheckoutSession => expireSession(world, session),
    settleDelayed: (session: string): CheckoutSession => settleDelayed(world, session),
    failDelayed: (session: string): CheckoutSession => failDelayed(world, session),
    /**
     * The next period begins (its events bear the time of the period's start) and is charged; with `fail` the bank
     * says no, also to every further attempt, until `recover` or a `renew` without it.
     */
    renew: (subscription: string, { fail = false } = {}): Subscription => renew(world, subscription, fail),
    recover: (subscription: string): Subscription => recover(world, subscription),
    endSubscription: (subscription: string, reason: EndReason = 'cancellation_requested'): Subscription =>
      end(world, subscription, reason),
    replaceCard: (customer: string, card: string): void => replaceCard(world, customer, card),
    /** Gives money back as if by hand in the dashboard; without an amount all that is left. */
    refund: (payment: string, amount?: number, { fail = false, pending = false } = {}): Refund => {
      const refund = addRefund(world, chargeOf(world, payment, 'payment'), { amount, pending: pending || fail });
      return fail ? failRefund(world, refund.id) : refund;
    },
    /** Whether refunds that the API makes from now on wait for `settleRefund` or `failRefund`. */
    holdRefunds: (held: boolean): void => {
      world.refundsPend = held;
    },
    settleRefund: (refund: string): Refund => settleRefund(world, refund),
    failRefund: (refund: string, reason?: string): Refund => failRefund(world, refund, reason),
    dispute: (payment: string, amount?: number, options: DisputeOptions = {}): Dispute =>
      addDispute(world, payment, { ...options, amount }),
    closeDispute: (dispute: string, outcome: DisputeOutcome): Dispute => closeDispute(world, dispute, outcome),
    strayPayment: (given: StrayPayment): PaymentIntent => addStrayPayment(world, given),
    /** Moves the time and lets happen what falls due until then. */
    advance: (to: Date): void => advance(world, Math.floor(to.getTime() / 1000)),
    now: (): Date => new Date(world.clock.now() * 1000),
    resend: (event: string): StripeEvent => resend(world, event),
    /** Where events go from now on. */
    pointWebhooks: (url: string): void => pointWebhooks(world, url, webhookSecret),
    /** Lets something go wrong with the next calls of the API. */
    trouble: (trouble: Trouble): void => api.troubles.add(trouble),
    clearTroubles: (): void => api.troubles.clear(),
    /** The last thousand calls of the API, oldest first. */
    calls: (): readonly ApiCall[] => api.calls,
    /** All events that are held, oldest first. */
    events: (): StripeEvent[] => world.events.newestFirst().reverse(),
  };
}

export type StripeHandle = ReturnType<typeof handleOf>;
