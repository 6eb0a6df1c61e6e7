import type { SubscriptionStatus } from '../../subscriptions/index.ts';
import type { ProviderSubscription } from '../provider.ts';
import { find, type Shop } from './api.ts';
import { Subscription } from './objects.ts';
import { idIn } from './references.ts';

/** `expired` is an event and no status: what follows it is a payment after all, or `canceled`. */
const statuses: Record<string, SubscriptionStatus> = {
  active: 'active',
  trialing: 'trialing',
  past_due: 'past_due',
  unpaid: 'unpaid',
  paused: 'paused',
  scheduled_cancel: 'active',
  canceled: 'cancelled',
};

/** As it is at Creem now; null when there is none with this id. */
export async function readSubscription(shop: Shop, id: string): Promise<ProviderSubscription | null> {
  const observedAt = shop.clock.now();
  const found = await findSubscription(shop, id);
  return found && subscriptionOf(found, observedAt);
}

export function findSubscription(shop: Shop, id: string): Promise<Subscription | null> {
  return find(shop, '/v1/subscriptions', { subscription_id: id }, Subscription);
}

/** Throws for a status that we do not know: better no news than wrong news. */
export function subscriptionOf(found: Subscription, observedAt: Date): ProviderSubscription {
  const status = statuses[found.status];
  if (!status) throw new Error(`creem has a subscription with the unknown status "${found.status.slice(0, 40)}"`);
  const ends = found.status === 'scheduled_cancel';
  const currentPeriodEnd = found.current_period_end_date ?? null;
  return {
    kind: 'subscription',
    subscriptionId: found.id,
    customerId: found.customer.id,
    orderId: idIn(found.metadata, 'order_id'),
    userId: idIn(found.metadata, 'user_id'),
    status,
    currentPeriodStart: found.current_period_start_date ?? null,
    currentPeriodEnd,
    cancelAtPeriodEnd: ends,
    cancelAt: ends ? currentPeriodEnd : null,
    endedAt: status === 'cancelled' ? (found.canceled_at ?? observedAt) : null,
    planReference: found.product.id,
    observedAt,
  };
}
