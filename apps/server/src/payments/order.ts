import type { OrderStatus } from './transitions.ts';

/** A row of `farebox.orders`. Amounts: `amount_minor` in minor units of `currency`, `credits` in micro-credits. */
export interface Order {
  id: string;
  user_id: string;
  account_id: string;
  kind: 'topup';
  status: OrderStatus;
  amount_minor: bigint;
  currency: string;
  minor_units: number;
  credits: bigint;
  provider: string;
  idempotency_key: string;
  provider_reference: string | null;
  /** Null until the provider has answered. */
  checkout_url: string | null;
  /** The payment that paid it. */
  payment_id: string | null;
  /** The grant in the ledger. */
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
}
