import { newId, randomText } from './ids.ts';
import type { Metadata } from './params.ts';
import { invalid } from './problem.ts';
import type { World } from './world.ts';

/** Why a bank says no. */
export interface Decline {
  code: 'card_declined' | 'authentication_required' | 'expired_card' | 'processing_error';
  decline_code: string;
  message: string;
}

const declined: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};
const noFunds: Decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
const unauthenticated: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** Stripe's test cards: what the bank says while its owner is there, and what it says later. */
interface TestCard {
  token: string;
  number: string;
  brand: string;
  title: string;
  now: Decline | null;
  later: Decline | null;
}

export const testCards: readonly TestCard[] = [
  { token: 'pm_card_visa', number: '4242424242424242', brand: 'visa', title: 'pays', now: null, later: null },
  {
    ...{ token: 'pm_card_mastercard', number: '5555555555554444', brand: 'mastercard', title: 'pays' },
    ...{ now: null, later: null },
  },
  {
    ...{ token: 'pm_card_chargeCustomerFail', number: '4000000000000341', brand: 'visa' },
    ...{ title: 'pays now, is declined when charged later', now: null, later: declined },
  },
  {
    ...{ token: 'pm_card_authenticationRequired', number: '4000002760003184', brand: 'visa' },
    ...{ title: 'pays now, wants its owner when charged later', now: null, later: unauthenticated },
  },
  {
    ...{ token: 'pm_card_chargeDeclined', number: '4000000000000002', brand: 'visa', title: 'is declined' },
    ...{ now: declined, later: declined },
  },
  {
    ...{ token: 'pm_card_chargeDeclinedInsufficientFunds', number: '4000000000009995', brand: 'visa' },
    ...{ title: 'has no funds', now: noFunds, later: noFunds },
  },
];

export interface PaymentMethod {
  id: string;
  object: 'payment_method';
  allow_redisplay: 'limited';
  billing_details: { address: null; email: string | null; name: string | null; phone: null; tax_id: null };
  card?: Record<string, unknown> & { brand: string; last4: string };
  sepa_debit?: Record<string, unknown> & { last4: string };
  created: number;
  customer: string | null;
  customer_account: null;
  livemode: boolean;
  metadata: Metadata;
  type: 'card' | 'sepa_debit';
}

function cardDetails({ number, brand }: TestCard) {
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: brand,
    exp_month: 12,
    exp_year: 2044,
    fingerprint: randomText(16),
    funding: 'credit',
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

const bankDetails = () => ({
  bank_code: '37040044',
  branch_code: '',
  country: 'DE',
  fingerprint: randomText(16),
  generated_from: { charge: null, setup_attempt: null },
  last4: '3000',
});

/** A card by its token or number, or `sepa_debit`: a method whose money arrives days later. */
export function addMethod(world: World, named: string, owner: { email?: string | null; name?: string | null } = {}) {
  const card = testCards.find(({ token, number }) => token === named || number === named.replaceAll(' ', ''));
  if (!card && named !== 'sepa_debit') {
    throw invalid(`No such PaymentMethod: '${named}'`, { code: 'resource_missing', param: 'payment_method' });
  }
  const details = card ? { card: cardDetails(card) } : { sepa_debit: bankDetails() };
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { address: null, email: owner.email ?? null, name: owner.name ?? null, phone: null, tax_id: null },
    ...details,
    created: world.clock.now(),
    customer: null,
    customer_account: null,
    livemode: world.settings.livemode,
    metadata: {},
    type: card ? 'card' : 'sepa_debit',
  };
  return world.methods.put(method);
}

/** What the bank says of a charge, with the owner there or not. Null is yes. */
export function verdictOf(method: PaymentMethod, ownerPresent: boolean): Decline | null {
  const card = testCards.find(({ number }) => number.endsWith(method.card?.last4 ?? 'none'));
  if (!card) return null;
  return ownerPresent ? card.now : card.later;
}

export const genericDecline: Decline = declined;
