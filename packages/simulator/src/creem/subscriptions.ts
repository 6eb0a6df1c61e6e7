import { invalid, notFound } from './errors.ts';
import { type EventType, emit } from './events.ts';
import type { Checkout, Product, Subscription, SubscriptionStatus } from './objects.ts';
import { periodEnd } from './period.ts';
import { productBy } from './products.ts';
import { subscriptionWire } from './render.ts';
import { recordCharge } from './transactions.ts';
import { newCreemId, type World } from './world.ts';

export function subscriptionBy(world: World, id: string): Subscription {
  const subscription = world.subscriptions.get(id);
  if (!subscription) throw notFound('Subscription');
  return subscription;
}

export function tell(world: World, subscription: Subscription, type: EventType): void {
  subscription.updated_at = world.time.now();
  emit(world, type, subscriptionWire(world, subscription));
}

/** The subscription of a checkout that is being paid: on trial if its product says so, else active and yet unpaid. */
export function openSubscription(world: World, checkout: Checkout, product: Product, customer: string): Subscription {
  const now = world.time.now();
  const days = product.trial_period_days;
  const end = days ? new Date(now.getTime() + days * 86_400_000) : periodEnd(product, now, now);
  const id = newCreemId('sub');
  return world.subscriptions.put(id, {
    id,
    item: newCreemId('sitem'),
    product: product.id,
    units: checkout.units,
    customer,
    checkout: checkout.id,
    status: days ? 'trialing' : 'active',
    last_transaction: null,
    current_period_start: now,
    current_period_end: end,
    anchor: days ? end : now,
    canceled_at: null,
    on_execute: 'cancel',
    failing: false,
    metadata: checkout.metadata,
    created_at: now,
    updated_at: now,
  });
}

/** Charges the period that follows the current one, or one that begins now. False when the card was refused. */
export function payPeriod(world: World, subscription: Subscription, start: Date): boolean {
  const product = productBy(world, subscription.product);
  const period = { start, end: periodEnd(product, subscription.anchor, start) };
  const status = subscription.failing ? 'declined' : 'paid';
  const order = world.checkouts.get(subscription.checkout)?.order ?? null;
  const amount = product.price * subscription.units;
  const { customer, id } = subscription;
  const charge = recordCharge(world, { product, customer, amount, status, order, subscription: id, period });
  if (status === 'declined') return false;
  subscription.last_transaction = charge.id;
  subscription.current_period_start = period.start;
  subscription.current_period_end = period.end;
  subscription.status = 'active';
  return true;
}

function mustBe(subscription: Subscription, ...allowed: SubscriptionStatus[]): void {
  if (allowed.includes(subscription.status)) return;
  throw invalid(`Not possible for a subscription that is ${subscription.status}`);
}

const alive: SubscriptionStatus[] = ['active', 'trialing', 'past_due', 'unpaid', 'scheduled_cancel', 'paused'];

/** The turn of the period: charged and paid, or refused and past due. */
export function renew(world: World, subscription: Subscription): void {
  mustBe(subscription, 'active', 'trialing', 'past_due', 'unpaid');
  if (payPeriod(world, subscription, subscription.current_period_end)) {
    tell(world, subscription, 'subscription.paid');
    return;
  }
  subscription.status = 'past_due';
  tell(world, subscription, 'subscription.past_due');
}

/** The card works again: what is owed is paid, and the period goes on from where the last one ended. */
export function recover(world: World, subscription: Subscription): void {
  mustBe(subscription, 'past_due', 'unpaid');
  subscription.failing = false;
  payPeriod(world, subscription, subscription.current_period_end);
  tell(world, subscription, 'subscription.active');
  tell(world, subscription, 'subscription.paid');
}

export function cancelNow(world: World, subscription: Subscription): void {
  mustBe(subscription, ...alive);
  subscription.status = 'canceled';
  subscription.canceled_at = world.time.now();
  tell(world, subscription, 'subscription.canceled');
}

/** Takes effect at the period's end; until then it can be resumed. */
export function scheduleCancel(world: World, subscription: Subscription, then: 'cancel' | 'pause'): void {
  mustBe(subscription, 'active', 'trialing', 'past_due', 'scheduled_cancel');
  subscription.on_execute = then;
  if (subscription.status === 'scheduled_cancel') return;
  subscription.status = 'scheduled_cancel';
  tell(world, subscription, 'subscription.scheduled_cancel');
}

export function pause(world: World, subscription: Subscription): void {
  mustBe(subscription, 'active', 'trialing', 'past_due', 'scheduled_cancel');
  subscription.status = 'paused';
  tell(world, subscription, 'subscription.paused');
}

/** Takes back a scheduled cancellation, or ends a pause; a period that ran out meanwhile is bought anew from now. */
export function resume(world: World, subscription: Subscription): void {
  mustBe(subscription, 'paused', 'scheduled_cancel');
  const now = world.time.now();
  const ranOut = subscription.current_period_end <= now;
  subscription.status = 'active';
  if (ranOut) subscription.anchor = now;
  const paid = ranOut && payPeriod(world, subscription, now);
  if (ranOut && !paid) subscription.status = 'past_due';
  tell(world, subscription, subscription.status === 'active' ? 'subscription.active' : 'subscription.past_due');
  if (paid) tell(world, subscription, 'subscription.paid');
}

/** The period is over without a payment. Creem has no status of that name: it stays what it was. */
export function expire(world: World, subscription: Subscription): void {
  mustBe(subscription, ...alive);
  tell(world, subscription, 'subscription.expired');
}

/** Collection is given up; a payment may still follow. */
export function giveUp(world: World, subscription: Subscription): void {
  mustBe(subscription, 'past_due');
  subscription.status = 'unpaid';
  tell(world, subscription, 'subscription.unpaid');
}
