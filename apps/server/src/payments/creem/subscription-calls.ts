import { paymentErrors } from '../errors.ts';
import type { ProviderSubscription, SubscriptionCalls, SubscriptionChange } from '../provider.ts';
import { get, post, type Shop } from './api.ts';
import { Portal, Product, Subscription } from './objects.ts';
import { findSubscription, readSubscription, subscriptionOf } from './subscription.ts';

/**
 * What Creem lets one do with a subscription. It knows no idempotency key, so each call first looks whether it has
 * been done: asked again it changes nothing more.
 */
export function subscriptionCalls(shop: Shop): SubscriptionCalls {
  return {
    read: (id) => readSubscription(shop, id),
    cancelAtPeriodEnd: (id) => cancel(shop, id, 'scheduled'),
    cancelNow: (id) => cancel(shop, id, 'immediate'),
    resume: (id) => resume(shop, id),
    previewChange: (change) => previewChange(shop, change),
    change: (change) => changePlan(shop, change),
    portal: async (customerId) => {
      const body = { customer_id: customerId };
      return (await post(shop, '/v1/customers/billing', body, Portal)).customer_portal_link;
    },
  };
}

const done = { scheduled: ['scheduled_cancel', 'canceled'], immediate: ['canceled'] };

async function cancel(shop: Shop, id: string, mode: keyof typeof done): Promise<ProviderSubscription> {
  const { found, observedAt } = await lookAt(shop, id);
  if (done[mode].includes(found.status)) return subscriptionOf(found, observedAt);
  return act(shop, `${pathOf(id)}/cancel`, { mode, onExecute: 'cancel' });
}

async function resume(shop: Shop, id: string): Promise<ProviderSubscription> {
  const { found, observedAt } = await lookAt(shop, id);
  if (found.status === 'active') return subscriptionOf(found, observedAt);
  return act(shop, `${pathOf(id)}/resume`, {});
}

/** With an order: at once, and the difference is charged. Without: the new price from the next period on. */
async function changePlan(
  shop: Shop,
  { subscriptionId, order, plan }: SubscriptionChange,
): Promise<ProviderSubscription> {
  const product = productOf(plan);
  const { found, observedAt } = await lookAt(shop, subscriptionId);
  if (found.product.id === product) return subscriptionOf(found, observedAt);
  const behaviour = order ? 'proration-charge-immediately' : 'proration-none';
  return act(shop, `${pathOf(subscriptionId)}/upgrade`, { product_id: product, update_behavior: behaviour });
}

/**
 * An estimate: Creem has no preview. The new price less the old one for what is left of the period; a plan of another
 * length begins a new period today, and only what is left of the old one comes off.
 */
async function previewChange(shop: Shop, { subscriptionId, plan }: SubscriptionChange) {
  const { found, observedAt } = await lookAt(shop, subscriptionId);
  const old = await get(shop, `/v1/products/${encodeURIComponent(found.product.id)}`, {}, Product);
  if (old.currency !== plan.currency)
    return refuse(`the subscription is paid in ${old.currency ?? 'another currency'}`);
  const [left, whole] = partLeft(found, observedAt);
  const same = old.billing_period === `every-${plan.interval}`;
  const due = same ? plan.amountMinor * left : plan.amountMinor * whole;
  const unused = BigInt(old.price ?? 0) * left;
  const amountMinor = due > unused ? (due - unused + whole / 2n) / whole : 0n;
  return { amountMinor, currency: plan.currency };
}

/** What is left of the current period and its whole length, in milliseconds. */
function partLeft(
  { current_period_start_date: start, current_period_end_date: end }: Subscription,
  now: Date,
): [bigint, bigint] {
  if (!start || !end || end <= start) return refuse('the subscription names no period');
  const whole = end.getTime() - start.getTime();
  return [BigInt(Math.min(Math.max(end.getTime() - now.getTime(), 0), whole)), BigInt(whole)];
}

async function lookAt(shop: Shop, id: string): Promise<{ found: Subscription; observedAt: Date }> {
  const observedAt = shop.clock.now();
  const found = await findSubscription(shop, id);
  return found ? { found, observedAt } : refuse('there is no such subscription');
}

/** The answer is of after the act, so its sight is of then, too. */
async function act(shop: Shop, path: string, body: object): Promise<ProviderSubscription> {
  const observedAt = shop.clock.now();
  return subscriptionOf(await post(shop, path, body, Subscription), observedAt);
}

function pathOf(id: string): string {
  return `/v1/subscriptions/${encodeURIComponent(id)}`;
}

function productOf({ reference }: SubscriptionChange['plan']): string {
  return reference ?? refuse('the plan has no product at Creem');
}

function refuse(reason: string): never {
  throw paymentErrors.provider_refused({ provider: 'creem', reason });
}
