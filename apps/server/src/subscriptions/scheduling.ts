import type { Transaction } from '../database/index.ts';
import { subscriptionErrors } from './errors.ts';
import { type Asker, tell } from './moves.ts';
import { endSubscription } from './standing.ts';
import * as store from './store.ts';
import { isLive, type Subscription } from './subscription.ts';

/**
 * What the owner wants of the next period. For one that is paid ahead this is all there is to do; for one that its
 * provider runs, call these after the provider agreed: they are as good as a sight of it taken now. Asking for what is
 * so already changes nothing. Each throws `subscription_not_found` (404) and `subscription_not_live` (409).
 */

/** From the next period on another plan; null takes a scheduled change back. */
export function scheduleChange(
  tx: Transaction,
  subscriptionId: string,
  planVersionId: string | null,
  asker: Asker,
): Promise<Subscription> {
  return change(tx, subscriptionId, asker, (before) => {
    const nextPlanVersionId = planVersionId === before.planVersionId ? null : planVersionId;
    if (nextPlanVersionId === before.nextPlanVersionId) return null;
    return { what: nextPlanVersionId ? 'change_scheduled' : 'change_withdrawn', changes: { nextPlanVersionId } };
  });
}

/** No further period: at the end of the paid one it is over. */
export function cancelAtPeriodEnd(tx: Transaction, subscriptionId: string, asker: Asker): Promise<Subscription> {
  return change(tx, subscriptionId, asker, (before, now) => {
    if (before.cancelAtPeriodEnd) return null;
    const cancelAt = before.paidUntil ?? before.currentPeriodEnd;
    return { what: 'cancel_scheduled', changes: { cancelAtPeriodEnd: true, cancelAt, cancelledAt: now } };
  });
}

/** Takes a cancellation back while the paid period still runs. */
export function resume(tx: Transaction, subscriptionId: string, asker: Asker): Promise<Subscription> {
  return change(tx, subscriptionId, asker, (before) => {
    if (!before.cancelAtPeriodEnd && before.cancelAt === null) return null;
    return { what: 'resumed', changes: { cancelAtPeriodEnd: false, cancelAt: null, cancelledAt: null } };
  });
}

/**
 * Over at once, for one that is paid ahead; credits that it brought stay. Throws `subscription_not_found` (404) and
 * `subscription_not_live` (409).
 */
export async function endNow(tx: Transaction, subscriptionId: string, asker: Asker): Promise<Subscription> {
  const found = await store.findSubscription(tx, subscriptionId);
  if (!found) throw subscriptionErrors.subscription_not_found({ id: subscriptionId });
  await store.lockAccount(tx, found.accountId);
  const before = (await store.findSubscription(tx, subscriptionId)) as Subscription;
  if (!isLive(before)) throw subscriptionErrors.subscription_not_live({ id: subscriptionId, status: before.status });
  return endSubscription(tx, before, 'cancelled', await store.ledgerNow(tx), asker);
}

interface Wanted {
  what: string;
  changes: store.SubscriptionChanges;
}

async function change(
  tx: Transaction,
  id: string,
  asker: Asker,
  wanted: (before: Subscription, now: Date) => Wanted | null,
): Promise<Subscription> {
  const found = await store.findSubscription(tx, id);
  if (!found) throw subscriptionErrors.subscription_not_found({ id });
  await store.lockAccount(tx, found.accountId);
  const before = (await store.findSubscription(tx, id)) as Subscription;
  const now = await store.ledgerNow(tx);
  const over = before.paidUntil !== null && before.providerSubscriptionId === null && before.paidUntil <= now;
  if (!isLive(before) || !before.recurs || (over && before.status !== 'past_due')) {
    throw subscriptionErrors.subscription_not_live({ id, status: before.status });
  }
  const step = wanted(before, now);
  if (!step) return before;
  const after = await store.updateSubscription(tx, id, {
    ...step.changes,
    observedAt: laterOf(before.observedAt, now),
  });
  await tell(tx, step.what, { before, after, asker });
  return after;
}

function laterOf(one: Date | null, other: Date): Date {
  return one && one > other ? one : other;
}
