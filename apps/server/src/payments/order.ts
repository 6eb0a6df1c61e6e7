import type { Checkout } from './provider.ts';
import type { OrderStatus } from './transitions.ts';

/**
 * What was bought. `plan`: a period paid ahead. `subscription`: the first period of one that its provider runs;
 * `renewal`: a later one, written when it was paid. `upgrade`: the rest of a period on a better plan. `unmatched`: a
 * payment without an order, given to the person it was found to be of.
 */
export type OrderKind = 'topup' | 'auto_topup' | 'plan' | 'subscription' | 'renewal' | 'upgrade' | 'unmatched';

export const orderKinds: readonly [OrderKind, ...OrderKind[]] = [
  'topup',
  'auto_topup',
  'plan',
  'subscription',
  'renewal',
  'upgrade',
  'unmatched',
];

/** What part of a subscription an order pays for; null for one that buys credits alone. */
export function periodKindOf({
  kind,
  snapshot,
}: Pick<Order, 'kind' | 'snapshot'>): 'first' | 'renewal' | 'upgrade' | null {
  if (kind === 'plan') return snapshot.renews === true ? 'renewal' : 'first';
  if (kind === 'subscription') return 'first';
  return kind === 'renewal' || kind === 'upgrade' ? kind : null;
}

/** A row of `farebox.orders`. Amounts: `amount_minor` in minor units of `currency`, `credits` in micro-credits. */
export interface Order {
  id: string;
  user_id: string;
  account_id: string;
  kind: OrderKind;
  status: OrderStatus;
  /** What is to be paid, after the discount. */
  amount_minor: bigint;
  discount_minor: bigint;
  discount_id: string | null;
  /** Of the amount, what went back. */
  refunded_minor: bigint;
  currency: string;
  minor_units: number;
  /** All that the order buys; of a yearly plan that drips, the whole year's. */
  credits: bigint;
  provider: string;
  /** Alipay, WeChat: what was chosen among the provider's methods. */
  method: string | null;
  plan_version: string | null;
  subscription_id: string | null;
  idempotency_key: string;
  provider_reference: string | null;
  /** Null until the provider has answered. */
  checkout: Checkout | null;
  snapshot: Record<string, unknown>;
  /** The payment that paid it. */
  payment_id: string | null;
  /** The grant in the ledger; null for an order that bought no credits. */
  transaction_id: string | null;
  /** Why a person has to look at it. */
  needs_review: string | null;
  created_at: Date;
  expires_at: Date;
  paid_at: Date | null;
  fulfilled_at: Date | null;
  failed_at: Date | null;
  cancelled_at: Date | null;
  expired_at: Date | null;
  partially_refunded_at: Date | null;
  refunded_at: Date | null;
  disputed_at: Date | null;
}
