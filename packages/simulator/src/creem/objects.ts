/** The objects as this Creem keeps them: in Creem's words, with the ids of others in the place of the objects. */
export type Metadata = Record<string, unknown>;

export type BillingPeriod =
  | 'once'
  | 'every-day'
  | 'every-month'
  | 'every-three-months'
  | 'every-six-months'
  | 'every-year'
  | 'custom';

export interface Product {
  id: string;
  name: string;
  description: string;
  /** Cents. */
  price: number;
  currency: 'USD' | 'EUR';
  billing_type: 'onetime' | 'recurring';
  billing_period: BillingPeriod;
  /** With `custom` only. */
  recurring_interval: 'day' | 'week' | 'month' | 'year' | null;
  recurring_interval_count: number | null;
  trial_period_days: number | null;
  status: 'active' | 'archived';
  tax_mode: 'inclusive' | 'exclusive';
  tax_category: string;
  default_success_url: string | null;
  created_at: Date;
}

export interface Customer {
  id: string;
  email: string;
  name: string | null;
  country: string;
  created_at: Date;
}

export interface Checkout {
  id: string;
  status: 'pending' | 'completed' | 'expired';
  request_id: string | null;
  product: string;
  units: number;
  custom_price: number | null;
  order: string | null;
  subscription: string | null;
  /** Who it was made for, before anybody paid. */
  asked_customer: { id?: string; email?: string; name?: string };
  customer: string | null;
  custom_fields: unknown[];
  success_url: string | null;
  metadata: Metadata;
  created_at: Date;
}

export interface Order {
  id: string;
  customer: string;
  product: string;
  transaction: string;
  checkout: string;
  amount: number;
  tax_amount: number;
  amount_paid: number;
  currency: string;
  type: 'recurring' | 'onetime';
  created_at: Date;
}

export interface Transaction {
  id: string;
  amount: number;
  amount_paid: number;
  tax_amount: number;
  currency: string;
  type: 'payment' | 'invoice';
  status: 'pending' | 'paid' | 'refunded' | 'partialRefund' | 'chargedBack' | 'declined';
  refunded_amount: number;
  order: string | null;
  subscription: string | null;
  customer: string;
  product: string;
  period_start: Date | null;
  period_end: Date | null;
  created_at: Date;
}

export type SubscriptionStatus =
  | 'active'
  | 'trialing'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'scheduled_cancel'
  | 'canceled';

export interface Subscription {
  id: string;
  item: string;
  product: string;
  units: number;
  customer: string;
  checkout: string;
  status: SubscriptionStatus;
  last_transaction: string | null;
  current_period_start: Date;
  current_period_end: Date;
  /** Periods are counted from here, so that the 31st comes back after February. */
  anchor: Date;
  canceled_at: Date | null;
  /** What a scheduled cancellation does at the period's end. */
  on_execute: 'cancel' | 'pause';
  /** Its card is refused until `recover`. */
  failing: boolean;
  metadata: Metadata;
  created_at: Date;
  updated_at: Date;
}

export interface Refund {
  id: string;
  status: 'pending' | 'requiresAction' | 'succeeded' | 'failed' | 'canceled';
  refund_amount: number;
  refund_currency: string;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | 'other';
  transaction: string;
  created_at: Date;
}

export interface Dispute {
  id: string;
  amount: number;
  currency: string;
  transaction: string;
  created_at: Date;
}

export interface Webhook {
  id: string;
  name: string | null;
  url: string;
  delivery_mode: 'http' | 'cli';
  status: 'enabled' | 'disabled';
  /** Empty: all of them. */
  events: string[];
  secret: string;
}

export interface CreemEvent {
  id: string;
  type: string;
  created_at: Date;
  /** As it is sent, byte for byte. */
  body: string;
  /** Endpoints that have not taken it yet. */
  pending: Set<string>;
}
