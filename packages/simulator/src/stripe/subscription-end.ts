import { change, emit } from './events.ts';
import type { Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

export type EndReason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed';

/** It is over, now. What was paid stays paid; prorations that waited for the next invoice are forgotten. */
export function endSubscription(world: World, sub: Subscription, reason: EndReason): Subscription {
  const now = world.clock.now();
  world.pendingLines.delete(sub.id);
  change(sub, {
    canceled_at: sub.canceled_at ?? now,
    cancellation_details: { ...sub.cancellation_details, reason },
    ended_at: now,
    status: 'canceled',
  });
  emit(world, 'customer.subscription.deleted', sub);
  return sub;
}
