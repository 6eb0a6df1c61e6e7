import type { Stripe } from 'stripe';
import type { SubscriptionStatus } from '../../subscriptions/index.ts';
import type { ProviderSubscription } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { orNull } from './problems.ts';
import { dateOf, idIn, idOf } from './references.ts';

const statuses: Readonly<Record<string, SubscriptionStatus>> = {
  incomplete: 'pending',
  incomplete_expired: 'expired',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  unpaid: 'unpaid',
  paused: 'paused',
  canceled: 'cancelled',
};

/** Before 2025-03-31.basil the period stood on the subscription itself. */
type WithOldPlaces = Stripe.Subscription & { current_period_start?: number; current_period_end?: number };

/** The subscription as it is now; null when Stripe has none of this id. */
export async function readSubscription(account: StripeAccount, id: string): Promise<ProviderSubscription | null> {
  const observedAt = account.clock.now();
  const found = await orNull(account.ask((stripe) => stripe.subscriptions.retrieve(id)));
  return found && subscriptionOf(found, observedAt);
}

export function subscriptionOf(subscription: WithOldPlaces, observedAt: Date): ProviderSubscription {
  const { id, metadata, cancel_at, cancel_at_period_end, ended_at, items } = subscription;
  const status = statuses[subscription.status];
  if (!status) throw new Error(`subscription ${id} has the unknown status ${subscription.status}`);
  const item = items.data[0];
  const end = item?.current_period_end ?? subscription.current_period_end;
  return {
    kind: 'subscription',
    subscriptionId: id,
    customerId: idOf(subscription.customer),
    orderId: idIn(metadata, 'order_id'),
    userId: idIn(metadata, 'user_id'),
    status,
    currentPeriodStart: dateOf(item?.current_period_start ?? subscription.current_period_start),
    currentPeriodEnd: dateOf(end),
    // A cancellation that was planned by date shows in one field only.
    cancelAtPeriodEnd: cancel_at_period_end || (cancel_at !== null && end !== undefined && cancel_at <= end),
    cancelAt: dateOf(cancel_at),
    endedAt: dateOf(ended_at),
    planReference: item?.price?.id ?? null,
    observedAt,
  };
}
