import { formatCredits } from '@farebox/kit';
import type { z } from '@hono/zod-openapi';
import type { Db } from '../database/index.ts';
import { type PlanVersion, planVersions, priceIn } from '../plans/index.ts';
import { leftOf } from './ledger-store.ts';
import { grantsOf, newestPeriods, periodsOf } from './period-store.ts';
import { liveSubscription, subscriptionsOf } from './reading.ts';
import {
  type CurrentSubscription,
  moment,
  moneyOf,
  type Overview,
  subscriptionBody,
  type Versions,
} from './schemas.ts';
import { ledgerNow } from './store.ts';
import { isRunByProvider, type Period, type PeriodGrant, type Subscription } from './subscription.ts';

/** Two years of months. */
const PERIODS = 24;

/** What a person has, had, and paid for. */
export async function overviewOf(db: Db, userId: string): Promise<z.infer<typeof Overview>> {
  const [current, all, periods] = await Promise.all([
    liveSubscription(db, userId),
    subscriptionsOf(db, userId),
    newestPeriods(db, userId, PERIODS),
  ]);
  const versions = await versionsOf(db, all, periods);
  const lots = await grantsOf(
    db,
    periods.map(({ id }) => id),
  );
  return {
    subscription: current && (await currentBody(db, current, versions)),
    history: all.filter(({ id }) => id !== current?.id).map((one) => subscriptionBody(one, versions)),
    periods: periods.map((period) => periodBody(period, versions, lots)),
  };
}

export function versionsOf(db: Db, subscriptions: Subscription[], periods: Period[] = []): Promise<Versions> {
  return planVersions(db, [
    ...subscriptions.flatMap(({ planVersionId, nextPlanVersionId }) => [planVersionId, nextPlanVersionId]),
    ...periods.map(({ planVersionId }) => planVersionId),
  ]);
}

type CurrentBody = z.infer<typeof CurrentSubscription>;

async function currentBody(db: Db, subscription: Subscription, versions: Versions): Promise<CurrentBody> {
  const credits = await creditsOf(db, subscription);
  return { ...subscriptionBody(subscription, versions), nextPayment: nextPayment(subscription, versions), credits };
}

/** Null when there will be none. */
function nextPayment(subscription: Subscription, versions: Versions): CurrentBody['nextPayment'] {
  const { cancelAtPeriodEnd, cancelAt, currentPeriodEnd, paidUntil, currency } = subscription;
  const at = isRunByProvider(subscription) ? currentPeriodEnd : paidUntil;
  if (cancelAtPeriodEnd || cancelAt !== null || at === null) return null;
  const version = versions.get(subscription.nextPlanVersionId ?? subscription.planVersionId ?? '');
  const money = version && currency ? moneyOf(priceIn(version, currency)) : null;
  return { at: at.toISOString(), amount: money?.amount ?? null, currency: money?.currency ?? null };
}

/** Of the periods that run now. */
async function creditsOf(db: Db, { id, accountId }: Subscription): Promise<CurrentBody['credits']> {
  const now = await ledgerNow(db);
  const running = (await periodsOf(db, id)).filter(
    ({ startsAt, endsAt }) => startsAt <= now && (endsAt === null || endsAt > now),
  );
  const lots = await grantsOf(
    db,
    running.map((period) => period.id),
  );
  const left = await leftOf(
    db,
    accountId,
    lots.flatMap(({ grantId }) => grantId ?? []),
  );
  return { granted: sumOf(lots, 'granted'), left: formatCredits(left), toCome: sumOf(lots, 'due') };
}

function sumOf(lots: PeriodGrant[], status: PeriodGrant['status']): string {
  const counted = lots.filter((lot) => lot.status === status);
  return formatCredits(counted.reduce((sum, { amount, cancelled }) => sum + amount - cancelled, 0n));
}

function periodBody(
  period: Period,
  versions: Versions,
  lots: PeriodGrant[],
): z.infer<typeof Overview>['periods'][number] {
  const { id, subscriptionId, orderId, kind } = period;
  // A version that was sold is never removed.
  const { planId, name, id: versionId } = versions.get(period.planVersionId) as PlanVersion;
  const own = lots.filter(({ periodId }) => periodId === id);
  return {
    id,
    subscriptionId,
    orderId,
    kind,
    plan: { id: planId, name, versionId },
    startsAt: period.startsAt.toISOString(),
    endsAt: moment(period.endsAt),
    credits: formatCredits(period.credits),
    granted: sumOf(own, 'granted'),
    cancelledAt: moment(period.cancelledAt),
  };
}
