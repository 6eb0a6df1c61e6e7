import type { SubscriptionStatus } from '../subscriptions/index.ts';
import type { Order } from './order.ts';

/** A callback exactly as it arrived: nothing has parsed it yet. */
export interface Callback {
  /** The body's bytes; for a provider that calls by GET, its query string. */
  raw: Buffer;
  headers: Headers;
}

/** Who paid, as far as the provider tells. */
export interface Payer {
  /** The provider's own id of the customer. */
  customerId: string | null;
  email: string | null;
}

/** What the provider says of one payment, in our words. */
export interface ProviderPayment {
  kind: 'payment';
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'expired';
  /** Null for a payment that was made without an order of ours. */
  orderId: string | null;
  /** The provider's own id of the payment: what credits are granted for, once. */
  paymentId: string;
  /** What refunds and disputes name it by, where that is another id. */
  chargeId: string | null;
  /** What the order's price is compared with: without taxes that came on top. */
  amountMinor: bigint;
  currency: string;
  paidAt: Date | null;
  payer: Payer | null;
  /** The payment as the provider told of it, for the record. No secrets and no card data. */
  raw: Record<string, unknown>;
}

/** A subscription as its provider sees it now. */
export interface ProviderSubscription {
  kind: 'subscription';
  subscriptionId: string;
  customerId: string | null;
  /** From our own metadata on it. */
  orderId: string | null;
  userId: string | null;
  status: SubscriptionStatus;
  currentPeriodStart: Date | null;
  currentPeriodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  cancelAt: Date | null;
  endedAt: Date | null;
  /** The provider's id of what the next period costs: a price, a product. */
  planReference: string | null;
  /** Taken before the provider was asked: an older sight never overwrites a newer one. */
  observedAt: Date;
}

/** A stretch of a subscription that was paid for. */
export interface ProviderPeriod {
  kind: 'period';
  subscription: ProviderSubscription;
  cause: 'first' | 'renewal' | 'upgrade';
  /** What was paid for, where the payment itself says so; the subscription may be on another plan by now. */
  planReference?: string | null;
  payment: ProviderPayment;
  startsAt: Date;
  endsAt: Date;
}

/** Money that went back, or is on its way. */
export interface ProviderRefund {
  kind: 'refund';
  refundId: string;
  /** The id of the payment or its charge. */
  paymentReference: string;
  status: 'pending' | 'succeeded' | 'failed';
  /** Of this refund alone, never a running total. */
  amountMinor: bigint;
  currency: string;
  reason: string | null;
  observedAt: Date;
}

/** The bank takes the money back, or asks whether it should. */
export interface ProviderDispute {
  kind: 'dispute';
  disputeId: string;
  paymentReference: string;
  /** `closed`: it came to nothing, no money moved. */
  status: 'open' | 'won' | 'lost' | 'closed';
  amountMinor: bigint;
  currency: string;
  reason: string | null;
  observedAt: Date;
}

/** A card that may be charged later, without its owner present. */
export interface ProviderCard {
  kind: 'card';
  userId: string;
  customerId: string;
  cardId: string;
  brand: string | null;
  last4: string | null;
}

export type ProviderNews =
  | ProviderPayment
  | ProviderSubscription
  | ProviderPeriod
  | ProviderRefund
  | ProviderDispute
  | ProviderCard;

export type CallbackReading =
  | { event: { eventId: string; type: string } }
  | { rejected: 'unverified' | 'malformed'; signatureOk: boolean; reason: string };

/** Where the customer pays: an address, a form that the browser posts, or a text to draw as a QR code. */
export type Checkout =
  | { kind: 'redirect'; url: string; reference: string }
  | { kind: 'form'; url: string; fields: Record<string, string>; reference: string }
  | { kind: 'qr'; text: string; reference: string };

export interface CheckoutRequest {
  order: Order;
  customer: { email: string; name: string /** At this provider, when there is one. */; customerId: string | null };
  /** Where the browser comes back to, paid or not. */
  returnUrl: string;
  /** The payer's address, which some providers demand. */
  ip: string | null;
  /** What is bought, in the customer's language. */
  title: string;
}

export interface RefundRequest {
  order: Order;
  /** The payment as the provider knows it. */
  paymentId: string;
  chargeId: string | null;
  amountMinor: bigint;
  /** True when this gives back all that remains. */
  whole: boolean;
  reason: string | null;
  /** Made from our own row; the provider's idempotency key where it has one. */
  key: string;
}

/** `unknown`: no answer came, it may have happened. A person looks; it is never asked again by itself. */
export type RefundAnswer =
  | { status: 'pending' | 'succeeded'; refundId: string }
  | { status: 'failed'; reason: string }
  | { status: 'unknown'; reason: string };

/** What a change of plan costs at the provider. */
export interface SubscriptionChange {
  subscriptionId: string;
  /** The order that is to be paid with it; null for a change that takes effect with the next period. */
  order: Order | null;
  plan: { name: string; amountMinor: bigint; currency: string; interval: 'month' | 'year'; reference: string | null };
  key: string;
}

/** What a provider that runs subscriptions can do with one. Each call answers with the subscription as it then is. */
export interface SubscriptionCalls {
  read(subscriptionId: string): Promise<ProviderSubscription | null>;
  cancelAtPeriodEnd(subscriptionId: string, key: string): Promise<ProviderSubscription>;
  cancelNow(subscriptionId: string, key: string): Promise<ProviderSubscription>;
  resume(subscriptionId: string, key: string): Promise<ProviderSubscription>;
  /** What the provider would charge now for changing to the plan, in minor units. */
  previewChange(change: SubscriptionChange): Promise<{ amountMinor: bigint; currency: string }>;
  change(change: SubscriptionChange): Promise<ProviderSubscription>;
  /** An address where the customer manages it; short-lived. */
  portal(customerId: string, returnUrl: string): Promise<string>;
}

/** Charging a saved card without its owner. */
export interface CardCalls {
  /** Where the customer leaves a card to be charged later. */
  save(request: { userId: string; customer: CheckoutRequest['customer']; returnUrl: string; key: string }): Promise<{
    url: string;
    customerId: string;
  }>;
  /** Charges the order; a decline is an answer, no error. The order's id is the idempotency key. */
  charge(
    order: Order,
    card: { customerId: string; cardId: string },
  ): Promise<{ status: 'succeeded' | 'pending'; payment: ProviderPayment } | { status: 'declined'; reason: string }>;
  forget(card: { customerId: string; cardId: string }): Promise<void>;
}

/**
 * A way of being paid: a file or folder each. A provider knows its own wire and nothing of our tables. Every call
 * has a time limit and throws `provider_unreachable` or `provider_refused` without its secrets in the message.
 */
export interface Provider {
  name: string;
  /** The currencies it takes; null when it takes any. */
  currencies: readonly string[] | null;
  /** What the customer chooses among: Alipay, WeChat. Empty when the provider asks by itself. */
  methods: readonly { id: string; label: string; colour: string | null }[];
  /** Whether it runs subscriptions by itself; otherwise the next period is paid by hand. */
  recurring: boolean;
  /** Headers worth keeping beside a callback; never one that is a secret. */
  keptHeaders: readonly string[];
  /** Asked again for the same order (an answer was lost) it gives the same checkout. */
  createCheckout(request: CheckoutRequest): Promise<Checkout>;
  /** Verifies the raw bytes before anything reads them. No network. */
  readCallback(callback: Callback, now: Date): CallbackReading;
  /**
   * What verified bytes mean, now or from the inbox later; it may ask the provider for what they leave out. Empty for
   * kinds of event that change nothing here. Null when they cannot be read.
   */
  readEvent(raw: Buffer, now: Date): Promise<ProviderNews[] | null>;
  /** What became of an order's payment, asked now. Empty while nothing is decided. */
  findNews?(order: Order, now: Date): Promise<ProviderNews[]>;
  /** Payments since a time, newest first, `limit` at most: for the report. `next` reads on. */
  listPayments?(since: Date, cursor: string | null): Promise<{ payments: ProviderPayment[]; next: string | null }>;
  /** What a listed payment that names no order of ours is for: of a subscription, its period; else the payment again. */
  explainPayment?(payment: ProviderPayment): Promise<ProviderNews[]>;
  refund?(request: RefundRequest): Promise<RefundAnswer>;
  subscriptions?: SubscriptionCalls;
  cards?: CardCalls;
  /** Whether the address and the keys are right; asks for nothing that costs or changes. */
  testConnection?(): Promise<{ ok: boolean; message: string }>;
}
