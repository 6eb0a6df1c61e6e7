import type { Transaction } from '../database/index.ts';
import { findPlanVersion, type PlanVersion, planVersions } from '../plans/index.ts';
import { firstGrantFor } from './first-grant.ts';
import { tell } from './moves.ts';
import type { PaidPeriod, RecordedPeriod } from './paid-period.ts';
import { findPeriodOfOrder, insertGrants, insertPeriod, periodsOf } from './period-store.ts';
import { continues, lastEnd, lotsOf, spanOf } from './spans.ts';
import { currentOf, startOf, takePlace, turn } from './standing.ts';
import * as store from './store.ts';
import { isLive, isRunByProvider, type Period, type Subscription } from './subscription.ts';

/**
 * Makes the subscription and the period that an order paid for, once per order; asked again it gives the same answer.
 * Throws only when the plan or the person is gone, or the subscription is somebody else's: what was paid finds its
 * place, whatever state things are in.
 */
export async function recordPaidPeriod(tx: Transaction, paid: PaidPeriod): Promise<RecordedPeriod> {
  await store.lockAccount(tx, paid.userId);
  const known = await findPeriodOfOrder(tx, paid.orderId);
  if (known) return answerFor(tx, known);
  const version = await findPlanVersion(tx, paid.planVersionId);
  if (!version)
    throw new Error(`order ${paid.orderId} is for plan version ${paid.planVersionId}, which does not exist`);
  const now = await store.ledgerNow(tx);
  const subscription = await subscriptionFor(tx, paid, version, now);
  const earlier = await periodsOf(tx, subscription.id);
  const planOf = await planVersions(tx, [subscription.planVersionId, ...earlier.map((one) => one.planVersionId)]);
  const span = spanOf(paid, { subscription, version, periods: earlier, planOf, now });
  const { id: subscriptionId, accountId, userId } = subscription;
  const { orderId, kind, credits } = paid;
  const written = { subscriptionId, accountId, userId, orderId, kind, credits, planVersionId: version.id };
  const period = await insertPeriod(tx, { ...written, startsAt: span.startsAt, endsAt: span.endsAt });
  await insertGrants(tx, period, lotsOf(span, version, credits, now));
  await advance(tx, { subscription, paid, period, periods: [period, ...earlier], anchorAt: span.anchorAt, now });
  return answerFor(tx, period);
}

async function answerFor(tx: Transaction, period: Period): Promise<RecordedPeriod> {
  const { subscriptionId, id: periodId, startsAt, endsAt } = period;
  return { subscriptionId, periodId, startsAt, endsAt, firstGrant: await firstGrantFor(tx, period) };
}

/** The subscription that a payment belongs to; a new one when there is none that goes on. */
async function subscriptionFor(
  tx: Transaction,
  paid: PaidPeriod,
  version: PlanVersion,
  now: Date,
): Promise<Subscription> {
  const { userId, provider, providerSubscriptionId } = paid;
  const add = async () => {
    const recurs = version.interval !== 'once';
    const added = await store.insertSubscription(tx, { userId, provider, providerSubscriptionId, recurs });
    if (!added) throw new Error(`order ${paid.orderId} is of ${userId}, who does not exist`);
    return added;
  };
  if (providerSubscriptionId) {
    const found = (await store.findByProvider(tx, provider, providerSubscriptionId)) ?? (await add());
    if (found.userId !== userId) throw new Error(`order ${paid.orderId} pays for the subscription of somebody else`);
    return found;
  }
  if (version.interval === 'once') return add();
  return (await prepaidOf(tx, paid, now)) ?? add();
}

/** What is paid ahead goes on with the prepaid subscription that is live, or was when the payment was made. */
async function prepaidOf(tx: Transaction, paid: PaidPeriod, now: Date): Promise<Subscription | null> {
  const main = await store.findMain(tx, paid.userId);
  if (main && isRunByProvider(main)) return null;
  if (main) {
    const inTime = main.provider === 'balance' || (main.paidUntil !== null && paid.paidAt < main.paidUntil);
    const turned = inTime ? main : await turn(tx, main, now, 0);
    if (isLive(turned)) return turned;
  }
  const last = await store.findLastPrepaid(tx, paid.userId);
  if (!last) return null;
  const revived = last.status === 'expired' && continues(last, paid);
  return revived || paid.kind === 'upgrade' ? last : null;
}

interface Step {
  subscription: Subscription;
  paid: PaidPeriod;
  period: Period;
  /** With the new one, the last recorded first. */
  periods: Period[];
  anchorAt: Date;
  now: Date;
}

/** Brings the subscription to where the new period puts it, and tells of it. */
async function advance(tx: Transaction, step: Step): Promise<void> {
  const { subscription: before, paid, period, periods, anchorAt } = step;
  const status = statusAfter(step);
  const supersededAt = await placeAfter(tx, step, isLive({ status }));
  const after = await store.updateSubscription(tx, before.id, {
    ...currentAfter(step),
    ...(!isRunByProvider(before) && { provider: paid.provider }),
    ...(!isRunByProvider(before) &&
      paid.kind !== 'upgrade' && { cancelAtPeriodEnd: false, cancelAt: null, cancelledAt: null }),
    status,
    supersededAt,
    endedAt: isLive({ status }) ? null : before.endedAt,
    anchorAt,
    startedAt: before.startedAt ?? period.startsAt,
    paidUntil: lastEnd(periods),
    orderId: before.orderId ?? paid.orderId,
    currency: paid.currency ?? before.currency,
  });
  const { orderId } = paid;
  await tell(tx, whatHappened(step), { before, after, more: { orderId, periodId: period.id } });
}

/** A payment brings a subscription (back) to life; what its provider has ended stays ended. */
function statusAfter({ subscription, paid, period, now }: Step): Subscription['status'] {
  const { status } = subscription;
  if (!isRunByProvider(subscription)) {
    const tooLate = paid.kind === 'upgrade' && subscription.endedAt !== null && !continues(subscription, paid);
    return tooLate ? status : 'active';
  }
  if (status === 'pending') return 'active';
  const counts = period.endsAt === null || period.endsAt > now;
  return counts && ['trialing', 'past_due', 'unpaid'].includes(status) ? 'active' : status;
}

/** The subscription that was paid for last is in force, unless what was paid is over already. */
async function placeAfter(tx: Transaction, { subscription, period, now }: Step, live: boolean): Promise<Date | null> {
  if (!live || !subscription.recurs) return subscription.supersededAt;
  const main = await store.findMain(tx, subscription.accountId);
  const counts = period.endsAt === null || period.endsAt > now;
  if (main && main.id !== subscription.id && !counts) return subscription.supersededAt ?? now;
  await takePlace(tx, subscription, now);
  return null;
}

function currentAfter({ subscription, paid, period, periods, now }: Step): store.SubscriptionChanges {
  const newest = periods.reduce((one, other) => (other.startsAt > one.startsAt ? other : one));
  const current = isRunByProvider(subscription) ? newest : (currentOf(periods, now) ?? newest);
  const { currentPeriodStart: seenStart, nextPlanVersionId: next } = subscription;
  // Its provider may have told of the next period before the payment for this one arrived.
  const ahead =
    isRunByProvider(subscription) && seenStart !== null && seenStart > current.startsAt && paid.kind !== 'upgrade';
  const paidNext =
    period.startsAt > now && period.planVersionId !== current.planVersionId ? period.planVersionId : null;
  const scheduled = paid.kind === 'renewal' && next !== current.planVersionId ? next : null;
  return {
    planVersionId: current.planVersionId,
    nextPlanVersionId: paidNext ?? scheduled,
    ...(!ahead && { currentPeriodStart: startOf(current, subscription), currentPeriodEnd: current.endsAt }),
  };
}

function whatHappened({ subscription, paid, period }: Step): string {
  if (paid.kind === 'upgrade') return 'upgraded';
  if (subscription.startedAt === null) return 'started';
  return subscription.planVersionId === period.planVersionId ? 'renewed' : 'changed';
}
