import type { Order } from './order.ts';

/** A callback exactly as it arrived: nothing has parsed it yet. */
export interface Callback {
  /** The body's bytes; for a provider that calls by GET, its query string. */
  raw: Buffer;
  headers: Headers;
}

/** What the provider says of one payment, in our words. */
export interface ProviderPayment {
  outcome: 'succeeded' | 'failed' | 'cancelled';
  orderId: string;
  /** The provider's own id of the payment: what credits are granted for, once. */
  paymentId: string;
  amountMinor: bigint;
  currency: string;
  /** The payment as the provider told of it, for the record. */
  raw: Record<string, unknown>;
}

export interface ProviderEvent {
  /** Unique at the provider. */
  eventId: string;
  type: string;
  /** Null for the kinds of event that change nothing here. */
  payment: ProviderPayment | null;
}

export type CallbackReading =
  | { event: ProviderEvent }
  | { rejected: 'unverified' | 'malformed'; signatureOk: boolean; reason: string };

/**
 * A way of being paid: one file each. A provider knows its own wire and nothing of our tables. Asking it for a
 * payment and giving money back join this type with the first provider that can do them.
 */
export interface Provider {
  name: string;
  /** Headers worth keeping beside a callback; never one that is a secret. */
  keptHeaders: readonly string[];
  /** Where the customer pays. Asked again for the same order (an answer was lost) it gives the same checkout. */
  createCheckout(order: Order): Promise<{ checkoutUrl: string; reference: string }>;
  /** Verifies the raw bytes before anything reads them. */
  readCallback(callback: Callback, now: Date): CallbackReading;
  /** What verified bytes say, now or from the inbox later; null when they cannot be read. */
  readEvent(raw: Buffer): ProviderEvent | null;
}
