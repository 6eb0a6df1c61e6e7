import type { Decline, PaymentMethod } from './cards.ts';
import { newId, randomText } from './ids.ts';
import { listed, sameAs } from './listing.ts';
import type { Metadata } from './params.ts';
import type { PaymentIntent } from './payment-intents.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  /** Of all refunds together. */
  amount_refunded: number;
  balance_transaction: null;
  billing_details: PaymentMethod['billing_details'];
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  livemode: boolean;
  metadata: Metadata;
  outcome: object | null;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: object;
  receipt_email: string | null;
  receipt_url: string | null;
  /** Only when all of it went back. */
  refunded: boolean;
  statement_descriptor_suffix: string | null;
  status: 'succeeded' | 'pending' | 'failed';
}

/** Fields that every charge has and nothing here fills. */
const unused = {
  ...{ application: null, application_fee: null, application_fee_amount: null, calculated_statement_descriptor: null },
  ...{ failure_balance_transaction: null, fraud_details: {}, on_behalf_of: null, receipt_number: null, review: null },
  ...{ shipping: null, source: null, source_transfer: null, statement_descriptor: null, transfer_data: null },
  transfer_group: null,
};

function cardDetails(intent: PaymentIntent, card: NonNullable<PaymentMethod['card']>): object {
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2044,
    fingerprint: card.fingerprint,
    funding: 'credit',
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: randomText(15),
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

function methodDetails(intent: PaymentIntent, { type, card, sepa_debit: bank }: PaymentMethod): object {
  if (card) return { card: cardDetails(intent, card), type };
  const { generated_from: _, ...account } = bank ?? { generated_from: null };
  return { sepa_debit: { ...account, mandate: null }, type };
}

function outcomeOf(decline: Decline | null): object {
  const risk = { risk_level: 'normal', risk_score: 20 };
  const none = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (!decline) {
    const sentence = 'Payment complete.';
    return {
      ...none,
      network_status: 'approved_by_network',
      reason: null,
      ...risk,
      seller_message: sentence,
      type: 'authorized',
    };
  }
  const sentence = `The bank returned the decline code \`${decline.decline_code}\`.`;
  const reason = decline.decline_code;
  return {
    ...none,
    network_status: 'declined_by_network',
    reason,
    ...risk,
    seller_message: sentence,
    type: 'issuer_declined',
  };
}

/** One try to take an intent's money. The intent's metadata is copied as it is now. */
export function addCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  status: Charge['status'],
  decline: Decline | null = null,
): Charge {
  const id = newId('ch');
  const charge: Charge = {
    id,
    object: 'charge',
    ...unused,
    amount: intent.amount,
    amount_captured: status === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: method.billing_details,
    captured: status !== 'failed',
    created: world.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    livemode: world.settings.livemode,
    metadata: { ...intent.metadata },
    outcome: outcomeOf(decline),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(intent, method),
    receipt_email: intent.receipt_email,
    receipt_url: status === 'succeeded' ? `${world.settings.origin}/receipts/${id}` : null,
    refunded: false,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
  };
  return world.charges.put(charge);
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created customer payment_intent expand');
  return listed(params, '/v1/charges', world.charges, sameAs<Charge>(params, 'customer', 'payment_intent'));
}

export const chargeRoutes: Route[] = [
  route('GET', '/v1/charges', list),
  route('GET', '/v1/charges/:id', (world, { id }) => world.charges.get(id)),
];
