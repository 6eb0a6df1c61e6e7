import { invalid } from './errors.ts';
import { type Fields, group, list, oneOf, requiredText, text, whole } from './fields.ts';
import type { Product, Subscription } from './objects.ts';
import { periodEnd, sameLength } from './period.ts';
import { productBy } from './products.ts';
import { refund } from './refunds.ts';
import { tell } from './subscriptions.ts';
import { recordCharge, transactionBy, withTax } from './transactions.ts';
import type { World } from './world.ts';

const behaviors = ['proration-charge-immediately', 'proration-charge', 'proration-none'] as const;
type Behavior = (typeof behaviors)[number];

interface Change {
  product: Product;
  units: number;
  behavior: Behavior;
}

/** What is left of the current period, 0 to 1. */
function remaining(world: World, { current_period_start: start, current_period_end: end }: Subscription): number {
  const left = (end.getTime() - world.time.now().getTime()) / (end.getTime() - start.getTime());
  return Math.min(Math.max(left, 0), 1);
}

/** Charges the difference, or gives the unused part back to the card that paid last. True when something was charged. */
function settle(world: World, subscription: Subscription, product: Product, difference: number): boolean {
  const { customer, id, current_period_start: start, current_period_end: end } = subscription;
  if (difference < 0 && subscription.last_transaction) {
    const last = transactionBy(world, subscription.last_transaction);
    const amount = Math.min(withTax(world, product, -difference).paid, last.amount_paid - last.refunded_amount);
    if (amount > 0) refund(world, last, { amount, reason: 'other' });
  }
  if (difference <= 0) return false;
  const period = { start, end };
  const order = world.checkouts.get(subscription.checkout)?.order ?? null;
  const charge = { product, customer, amount: difference, order, subscription: id, period };
  subscription.last_transaction = recordCharge(world, { ...charge, status: 'paid' }).id;
  return true;
}

/**
 * Another product or number of units, at once. The two prorating behaviours are the same by now: the difference for
 * the rest of the period is charged, or given back. `proration-none` moves no money before the next period. A product
 * with another length of period begins a new one today.
 */
function change(world: World, subscription: Subscription, { product, units, behavior }: Change): void {
  if (!['active', 'trialing'].includes(subscription.status)) {
    throw invalid(`A subscription that is ${subscription.status} cannot be changed`);
  }
  if (product.billing_type !== 'recurring') throw invalid('The product is not a subscription');
  const old = productBy(world, subscription.product);
  if (old.currency !== product.currency) throw invalid('The product has another currency');
  if (subscription.failing && behavior !== 'proration-none') throw invalid('The payment was declined');
  const share = subscription.status === 'trialing' ? 0 : remaining(world, subscription);
  const unused = old.price * subscription.units * share;
  const same = sameLength(old, product);
  const moves = behavior !== 'proration-none' && subscription.status !== 'trialing';
  subscription.product = product.id;
  subscription.units = units;
  if (!same && moves) {
    const now = world.time.now();
    subscription.anchor = now;
    subscription.current_period_start = now;
    subscription.current_period_end = periodEnd(product, now, now);
  }
  const price = product.price * units * (same ? share : 1);
  const charged = moves && settle(world, subscription, product, Math.round(price - unused));
  tell(world, subscription, 'subscription.update');
  if (charged) tell(world, subscription, 'subscription.paid');
}

/** `POST /v1/subscriptions/{id}/upgrade`. */
export function upgrade(world: World, subscription: Subscription, fields: Fields): void {
  const product = productBy(world, requiredText(fields, 'product_id'));
  const behavior = oneOf(fields, 'update_behavior', behaviors) ?? 'proration-charge-immediately';
  change(world, subscription, { product, units: subscription.units, behavior });
}

/** `POST /v1/subscriptions/{id}`: of the items the one that a subscription here has. */
export function update(world: World, subscription: Subscription, fields: Fields): void {
  const [item] = list(fields, 'items', 1);
  const asked = group({ item }, 'item');
  if (text(asked, 'id') && text(asked, 'id') !== subscription.item)
    throw invalid('The item is not of this subscription');
  const product = productBy(world, text(asked, 'product_id') ?? subscription.product);
  const units = whole(asked, 'units', [1, 1_000_000]) ?? subscription.units;
  const behavior = oneOf(fields, 'update_behavior', behaviors) ?? 'proration-charge';
  change(world, subscription, { product, units, behavior });
}
