import type { Db } from '../database/index.ts';
import { periodsOf } from './period-store.ts';
import { findMain, listSubscriptions } from './store.ts';
import type { Subscription } from './subscription.ts';

/** How many of a person's subscriptions are looked at; more than anybody has in years. */
const MANY = 100;

/** The one in force, or that would be if it were paid; null for who pays as they go. A person's account has their id. */
export function liveSubscription(db: Db, userId: string): Promise<Subscription | null> {
  return findMain(db, userId);
}

/** All of a person's, over or not, the newest first. */
export function subscriptionsOf(db: Db, userId: string): Promise<Subscription[]> {
  return listSubscriptions(db, { userId, limit: MANY });
}

/** What was in force at a moment: the plan, and the whole period that was paid for; null when none is known. */
export async function stretchAt(
  db: Db,
  subscriptionId: string,
  at: Date,
): Promise<{ planVersionId: string; startsAt: Date; endsAt: Date | null } | null> {
  const counting = (await periodsOf(db, subscriptionId)).filter(
    ({ startsAt, endsAt }) => startsAt < at && (endsAt === null || endsAt > at),
  );
  const byStart = counting.sort((one, other) => other.startsAt.getTime() - one.startsAt.getTime());
  const [latest, whole] = [byStart[0], byStart.find(({ kind }) => kind !== 'upgrade') ?? byStart[0]];
  return latest && whole
    ? { planVersionId: latest.planVersionId, startsAt: whole.startsAt, endsAt: latest.endsAt }
    : null;
}
