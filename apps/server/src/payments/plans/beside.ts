import type { Deps } from '../../context.ts';
import { findPlanVersion, type PlanVersion, planVersions } from '../../plans/index.ts';
import { liveSubscription, type Subscription, subscriptionsOf } from '../../subscriptions/index.ts';
import { paymentErrors } from '../errors.ts';
import type { Sold } from './sold.ts';

/** What a person has when they buy. */
export interface Live {
  subscription: Subscription;
  version: PlanVersion;
}

export async function liveOf({ db }: Pick<Deps, 'db'>, userId: string): Promise<Live | null> {
  const subscription = await liveSubscription(db, userId);
  const version = subscription?.planVersionId ? await findPlanVersion(db, subscription.planVersionId) : null;
  return subscription && version ? { subscription, version } : null;
}

function isFree({ version }: Pick<Live, 'version'>): boolean {
  return version.prices.every(({ amountMinor }) => amountMinor === 0n);
}

/**
 * Whether a purchase goes on with the plan that is in force. What is paid ahead finds its time by itself; a
 * subscription that its provider runs is changed, not bought a second time, and one that renews itself begins when
 * what was paid ahead is over, so that nobody pays twice for the same days. Throws `already_subscribed` (409).
 */
export async function besideLive(
  deps: Pick<Deps, 'db'>,
  userId: string,
  live: Live | null,
  { version, price }: Sold,
  runByProvider: boolean,
): Promise<boolean> {
  const free = price.amountMinor === 0n;
  if (version.interval === 'once') {
    if (free) await refuseSecondGift(deps, userId, version.planId);
    return false;
  }
  if (!live) return false;
  const { subscription } = live;
  const paidAhead = subscription.providerSubscriptionId === null;
  if (!paidAhead) throw taken(live, 'Change the plan of your subscription instead, or cancel it first.');
  if (free) throw taken(live, 'You have a plan; a free one can be taken up when it is over.');
  const runs = subscription.status !== 'past_due' && !isFree(live);
  if (runByProvider && runs) {
    throw taken(live, 'You have paid ahead: a subscription that renews itself can begin when that is over.');
  }
  return live.version.planId === version.planId;
}

function taken({ subscription, version }: Live, message: string) {
  const until = subscription.paidUntil ?? subscription.currentPeriodEnd;
  const details = { subscriptionId: subscription.id, planId: version.planId, until: until?.toISOString() ?? null };
  return paymentErrors.already_subscribed(details, message);
}

/** What is given away once is given once. */
async function refuseSecondGift({ db }: Pick<Deps, 'db'>, userId: string, planId: string): Promise<void> {
  const all = await subscriptionsOf(db, userId);
  const versions = await planVersions(
    db,
    all.map(({ planVersionId }) => planVersionId),
  );
  if ([...versions.values()].some((version) => version.planId === planId)) {
    throw paymentErrors.already_subscribed({ planId }, 'You have this plan.');
  }
}
