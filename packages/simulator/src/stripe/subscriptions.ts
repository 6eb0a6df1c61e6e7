import { newId } from './ids.ts';
import { type List, wholeList } from './listing.ts';
import type { Metadata } from './params.ts';
import { nextBoundary, type Period } from './periods.ts';
import type { Price, Recurring } from './prices.ts';
import { invalid } from './problem.ts';
import type { Seconds } from './simulated-clock.ts';
import type { World } from './world.ts';

export interface SubscriptionItem {
  id: string;
  object: 'subscription_item';
  billing_thresholds: null;
  created: number;
  current_period_end: Seconds;
  current_period_start: Seconds;
  current_trial: null;
  discounts: never[];
  metadata: Metadata;
  plan: object;
  price: Price;
  quantity: number;
  subscription: string;
  tax_rates: never[];
}

export type SubscriptionStatus = 'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'canceled';

export interface Subscription {
  id: string;
  object: 'subscription';
  automatic_tax: { disabled_reason: null; enabled: boolean; liability: null };
  billing_cycle_anchor: Seconds;
  billing_mode: { flexible: object; type: 'flexible' };
  cancel_at: Seconds | null;
  cancel_at_period_end: boolean;
  canceled_at: Seconds | null;
  cancellation_details: {
    comment: string | null;
    feedback: string | null;
    feedback_option: null;
    reason: string | null;
  };
  collection_method: 'charge_automatically';
  created: Seconds;
  currency: string;
  customer: string;
  default_payment_method: string | null;
  description: string | null;
  ended_at: Seconds | null;
  items: List<SubscriptionItem>;
  latest_invoice: string | null;
  livemode: boolean;
  metadata: Metadata;
  pending_update: object | null;
  start_date: Seconds;
  status: SubscriptionStatus;
  trial_end: Seconds | null;
  trial_start: Seconds | null;
}

/** Fields that every subscription has and nothing here fills. */
const unused = {
  ...{ application: null, application_fee_percent: null, billing_cycle_anchor_config: null, billing_schedules: [] },
  ...{ billing_thresholds: null, customer_account: null, days_until_due: null, default_source: null },
  ...{ default_tax_rates: [], discounts: [], managed_payments: null, next_pending_invoice_item_invoice: null },
  ...{ on_behalf_of: null, pause_collection: null, pending_invoice_item_interval: null, pending_setup_intent: null },
  ...{ schedule: null, test_clock: null, transfer_data: null },
  invoice_settings: {
    ...{ account_tax_ids: null, custom_fields: null, description: null, footer: null },
    issuer: { type: 'self' },
  },
  payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
};

/** The old form of a price, which items still carry. */
function planOf(price: Price): object {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval,
    interval_count: price.recurring?.interval_count,
    livemode: price.livemode,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export function itemOf(
  world: World,
  sub: { id: string },
  price: Price,
  quantity: number,
  period: Period,
): SubscriptionItem {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: world.clock.now(),
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription: sub.id,
    tax_rates: [],
  };
}

/** The same item with another price or quantity. */
export function itemWith(item: SubscriptionItem, price: Price, quantity: number, period: Period): SubscriptionItem {
  const times = { current_period_start: period.start, current_period_end: period.end };
  return { ...item, plan: planOf(price), price: structuredClone(price), quantity, ...times };
}

export function itemList(sub: { id: string }, items: SubscriptionItem[]): List<SubscriptionItem> {
  return wholeList(`/v1/subscription_items?subscription=${sub.id}`, items);
}

/** How often it renews: all items of a subscription here have the same cadence. */
export function cadenceOf(items: { price: Price }[]): Recurring {
  const cadences = items.flatMap(({ price }) => price.recurring ?? []);
  const [first] = cadences;
  if (!first) throw invalid('A subscription has at least one recurring price.');
  const same = ({ interval, interval_count }: Recurring) =>
    interval === first.interval && interval_count === first.interval_count;
  if (cadences.every(same)) return first;
  throw invalid('Items of different intervals in one subscription are not simulated here.', { code: 'not_simulated' });
}

/** The period that is running; every item has the same one. */
export function currentPeriod(sub: Subscription): Period {
  const [first] = sub.items.data;
  if (!first) throw invalid(`Subscription ${sub.id} has no items.`);
  return { start: first.current_period_start, end: first.current_period_end };
}

/** Does the work in the subscription's own time: `renew` takes it further ahead than this Stripe is. */
export function inItsTime<T>(world: World, sub: Subscription, work: () => T): T {
  return world.clock.at(currentPeriod(sub).start, work);
}

export interface NewSubscription {
  customer: string;
  lines: { price: Price; quantity: number }[];
  method: string | null;
  metadata: Metadata;
  description: string | null;
  trialEnd: Seconds | null;
  automaticTax: boolean;
}

/** Not told of yet, and not paid: `incomplete` or, while it costs nothing, `trialing`. */
export function addSubscription(world: World, given: NewSubscription): Subscription {
  const now = world.clock.now();
  const id = newId('sub');
  const anchor = given.trialEnd ?? now;
  const end = given.trialEnd ?? nextBoundary(anchor, cadenceOf(given.lines), now);
  const items = given.lines.map(({ price, quantity }) => itemOf(world, { id }, price, quantity, { start: now, end }));
  const subscription: Subscription = {
    id,
    object: 'subscription',
    ...unused,
    automatic_tax: { disabled_reason: null, enabled: given.automaticTax, liability: null },
    billing_cycle_anchor: anchor,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: given.lines[0]?.price.currency ?? 'usd',
    customer: given.customer,
    default_payment_method: given.method,
    description: given.description,
    ended_at: null,
    items: itemList({ id }, items),
    latest_invoice: null,
    livemode: world.settings.livemode,
    metadata: given.metadata,
    pending_update: null,
    start_date: now,
    status: given.trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: given.trialEnd,
    trial_start: given.trialEnd === null ? null : now,
  };
  return world.subscriptions.put(subscription);
}
