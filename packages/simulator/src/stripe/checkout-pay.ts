import { addMethod, type Decline, genericDecline, type PaymentMethod, verdictOf } from './cards.ts';
import { type Checkout, type CheckoutSession, completeSession } from './checkout-session.ts';
import { subscribe } from './checkout-subscribe.ts';
import { addCustomer } from './customers.ts';
import { change } from './events.ts';
import { addIntent, failIntent, type PaymentIntent, startProcessing, succeedIntent } from './payment-intents.ts';
import { attachMethod } from './payment-methods.ts';
import { invalid } from './problem.ts';
import { addSetup, succeedSetup } from './setup-intents.ts';
import type { World } from './world.ts';

export interface PayOptions {
  /** Pays with a method whose money arrives later: `settleDelayed` or `failDelayed` decides. */
  delayed?: boolean;
  /** One of Stripe's test cards by token or number. */
  card?: string;
  /** Who pays, where the session does not know it yet. */
  email?: string;
  name?: string;
  /** Automatic tax that comes on top, in minor units. */
  tax?: number;
  /** Not what was asked for: the session is made to be about this amount, as no honest Stripe would. */
  amountTotal?: number;
  /** The same for the currency. */
  currency?: string;
  /** The buyer paid in a currency of their own; amounts and currency stay those of the session. */
  presentment?: { amount: number; currency: string };
}

function openCheckout(world: World, id: string): Checkout {
  const checkout = world.checkouts.get(id);
  if (checkout.session.status === 'open') return checkout;
  throw invalid(`This Checkout Session is ${checkout.session.status}: only open ones can be paid.`, {
    param: 'session',
  });
}

function bend({ session }: Checkout, { amountTotal, currency, tax = 0, presentment }: PayOptions): void {
  const subtotal = amountTotal ?? session.amount_subtotal;
  if (subtotal === null) return;
  change(session, { amount_subtotal: subtotal, amount_total: subtotal + tax, currency: currency ?? session.currency });
  change(session, { total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: tax } });
  if (!presentment) return;
  const { amount, currency: shown } = presentment;
  session.presentment_details = { presentment_amount: amount, presentment_currency: shown };
}

/** Fills in who paid; makes the customer where the session has none and needs one. */
function meetPayer(world: World, { session, intent }: Checkout, options: PayOptions): void {
  const known = world.customers.find(session.customer);
  const email = known?.email ?? session.customer_email ?? options.email ?? 'buyer@simulator.test';
  const name = known?.name ?? options.name ?? 'Test Buyer';
  const needed = session.customer_creation === 'always' || intent.setup_future_usage !== null;
  if (!known && needed) session.customer = addCustomer(world, { email, name }).id;
  const nobody = { address: null, business_name: null, individual_name: null, phone: null };
  session.customer_details = { ...nobody, email, name, tax_exempt: 'none', tax_ids: [] };
}

function intentFor(world: World, { session, intent: data }: Checkout, email: string | null): PaymentIntent {
  const kept = world.intents.find(session.payment_intent);
  if (kept) return Object.assign(kept, { amount: session.amount_total, currency: session.currency });
  const intent = addIntent(world, {
    ...data,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: session.customer,
    receipt_email: data.receipt_email ?? email,
  });
  session.payment_intent = intent.id;
  return intent;
}

function payOnce(world: World, checkout: Checkout, method: PaymentMethod): CheckoutSession['payment_status'] {
  const { session } = checkout;
  const intent = intentFor(world, checkout, method.billing_details.email);
  if (checkout.intent.setup_future_usage !== null && session.customer) attachMethod(world, method, session.customer);
  if (method.type !== 'card') {
    startProcessing(world, intent, method);
    return 'unpaid';
  }
  succeedIntent(world, intent, method);
  return 'paid';
}

function saveCard(
  world: World,
  { session, setup: data }: Checkout,
  method: PaymentMethod,
): CheckoutSession['payment_status'] {
  const setup = addSetup(world, { ...data, customer: session.customer });
  session.setup_intent = setup.id;
  if (session.customer) attachMethod(world, method, session.customer);
  succeedSetup(world, setup, method);
  return 'no_payment_required';
}

const ways = { setup: saveCard, payment: payOnce, subscription: subscribe };

/** Does what the person on the hosted page does. A card that is declined leaves the session open. */
export function paySession(world: World, id: string, options: PayOptions = {}): CheckoutSession {
  const checkout = openCheckout(world, id);
  const { session } = checkout;
  const named = options.delayed ? 'sepa_debit' : (options.card ?? 'pm_card_visa');
  const method = addMethod(world, named, { email: options.email ?? session.customer_email, name: options.name });
  const decline = verdictOf(method, true);
  if (decline) return declineSession(world, id, decline, method);
  bend(checkout, options);
  meetPayer(world, checkout, options);
  checkout.method = method.id;
  completeSession(world, session, ways[session.mode](world, checkout, method));
  return session;
}

/** A try that the bank refused. */
export function declineSession(
  world: World,
  id: string,
  decline: Decline = genericDecline,
  method = addMethod(world, 'pm_card_chargeDeclined'),
): CheckoutSession {
  const checkout = openCheckout(world, id);
  if (checkout.session.mode === 'payment') {
    failIntent(world, intentFor(world, checkout, null), method, decline);
  }
  return checkout.session;
}
