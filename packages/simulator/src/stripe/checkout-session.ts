import { shownAmount } from './amounts.ts';
import { change, emit } from './events.ts';
import { randomText } from './ids.ts';
import type { Metadata } from './params.ts';
import type { Price } from './prices.ts';
import type { World } from './world.ts';

export type Mode = 'payment' | 'subscription' | 'setup';
export type UiMode = 'hosted_page' | 'embedded_page' | 'elements' | 'form';

export interface CheckoutSession {
  id: string;
  object: 'checkout.session';
  amount_subtotal: number | null;
  amount_total: number | null;
  cancel_url: string | null;
  client_reference_id: string | null;
  created: number;
  currency: string | null;
  customer: string | null;
  customer_creation: 'always' | 'if_required' | null;
  customer_details: object | null;
  customer_email: string | null;
  expires_at: number;
  invoice: string | null;
  livemode: boolean;
  metadata: Metadata;
  mode: Mode;
  payment_intent: string | null;
  payment_link: string | null;
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  presentment_details?: { presentment_amount: number; presentment_currency: string };
  setup_intent: string | null;
  status: 'open' | 'complete' | 'expired';
  subscription: string | null;
  success_url: string | null;
  total_details: { amount_discount: number; amount_shipping: number; amount_tax: number } | null;
  ui_mode: UiMode;
  url: string | null;
}

export interface CheckoutLine {
  id: string;
  price: Price;
  quantity: number;
  metadata: Metadata;
}

/** A session and what it will do when it is paid: none of that is told of in the session itself. */
export interface Checkout {
  id: string;
  created: number;
  session: CheckoutSession;
  lines: CheckoutLine[];
  intent: {
    description: string | null;
    metadata: Metadata;
    receipt_email: string | null;
    setup_future_usage: string | null;
    statement_descriptor_suffix: string | null;
  };
  subscription: { description: string | null; metadata: Metadata; trialEnd: number | null };
  setup: { description: string | null; metadata: Metadata };
  /** A delayed method that was chosen and not settled yet. */
  method: string | null;
}

/** Fields that every session has and nothing here fills. */
const unused = {
  ...{ adaptive_pricing: { enabled: true }, after_expiration: null, allowed_payment_method_types: null },
  ...{ collected_information: null, consent: null, consent_collection: null, currency_conversion: null },
  ...{ custom_fields: [], customer_account: null, discounts: [], integration_identifier: null },
  ...{
    invoice_creation: null,
    managed_payments: null,
    origin_context: null,
    payment_method_configuration_details: null,
  },
  ...{
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    permissions: null,
    recovered_from: null,
  },
  ...{
    saved_payment_method_options: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
  },
  ...{ phone_number_collection: { enabled: false }, wallet_options: null },
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
};

/** Shown as they were asked for. */
interface Shown {
  allow_promotion_codes: boolean | null;
  automatic_tax: object;
  billing_address_collection: string | null;
  client_secret: string | null;
  locale: string | null;
  payment_method_collection: string | null;
  return_url?: string;
  submit_type: string | null;
}

export type NewSession = Shown &
  Pick<CheckoutSession, 'mode' | 'ui_mode' | 'amount_subtotal' | 'amount_total' | 'currency' | 'expires_at'> &
  Partial<CheckoutSession>;

function addressOf(world: World, id: string): string {
  return `${world.settings.origin}/pay/${id}`;
}

export function newSession(world: World, given: NewSession): CheckoutSession {
  const id = `cs_${world.settings.livemode ? 'live' : 'test'}_${randomText(58)}`;
  const free = given.amount_total === null || given.amount_total === 0;
  return {
    id,
    object: 'checkout.session',
    ...unused,
    cancel_url: null,
    client_reference_id: null,
    created: world.clock.now(),
    customer: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    invoice: null,
    livemode: world.settings.livemode,
    metadata: {},
    payment_intent: null,
    payment_link: null,
    payment_method_types: ['card'],
    payment_status: free ? 'no_payment_required' : 'unpaid',
    setup_intent: null,
    status: 'open',
    subscription: null,
    success_url: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    url: given.ui_mode === 'hosted_page' ? addressOf(world, id) : null,
    ...given,
  } as CheckoutSession;
}

export function lineItemOf(world: World, { id, price, quantity, metadata }: CheckoutLine): object {
  const amount = price.unit_amount * quantity;
  return {
    id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: world.products.find(price.product)?.name ?? null,
    metadata,
    price: structuredClone(price),
    quantity,
  };
}

/** `1000 credits: 10.00 USD`, for the page. */
export function shownLine(world: World, { price, quantity }: CheckoutLine): [string, string] {
  const name = world.products.find(price.product)?.name ?? price.product;
  const every = price.recurring ? ` / ${price.recurring.interval}` : '';
  return [`${quantity} × ${name}`, shownAmount(price.unit_amount * quantity, price.currency) + every];
}

/** Ends the session's openness; its address leads nowhere any more. */
export function completeSession(world: World, session: CheckoutSession, paid: CheckoutSession['payment_status']): void {
  change(session, { payment_status: paid, status: 'complete', url: null });
  emit(world, 'checkout.session.completed', session);
}
