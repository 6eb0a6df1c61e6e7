import type { Transaction } from '../database/index.ts';
import { type Asker, tell } from './moves.ts';
import { periodsOf } from './period-store.ts';
import { findSuperseded, supersedeOthers, updateSubscription } from './store.ts';
import { isLive, isRunByProvider, type Period, type Subscription } from './subscription.ts';

/** Of the periods (the last recorded first) the one that counts at a moment. */
export function currentOf(periods: Period[], now: Date): Period | null {
  return periods.find(({ startsAt, endsAt }) => startsAt <= now && (endsAt === null || endsAt > now)) ?? null;
}

/** When an upgrade fills the rest of a period, that period began earlier. */
export function startOf(period: Period, { currentPeriodStart, currentPeriodEnd }: Subscription): Date {
  const within = period.kind === 'upgrade' && period.endsAt?.getTime() === currentPeriodEnd?.getTime();
  return within && currentPeriodStart && currentPeriodStart < period.startsAt ? currentPeriodStart : period.startsAt;
}

/** Before this one becomes the account's subscription in force: the others are no longer, whatever their providers do. */
export async function takePlace(tx: Transaction, subscription: Subscription, now: Date): Promise<void> {
  for (const after of await supersedeOthers(tx, subscription, now)) {
    await tell(tx, 'superseded', { before: null, after, more: { by: subscription.id } });
  }
}

/** A subscription is over; one that it had superseded and that is still live is in force again. */
export async function endSubscription(
  tx: Transaction,
  before: Subscription,
  status: 'cancelled' | 'expired',
  endedAt: Date,
  asker?: Asker,
): Promise<Subscription> {
  const after = await updateSubscription(tx, before.id, { status, endedAt });
  await tell(tx, status, { before, after, asker });
  if (isLive(before) && before.supersededAt === null) await restoreSuperseded(tx, before.accountId);
  return after;
}

export async function restoreSuperseded(tx: Transaction, accountId: string): Promise<void> {
  const found = await findSuperseded(tx, accountId);
  if (!found) return;
  const after = await updateSubscription(tx, found.id, { supersededAt: null });
  await tell(tx, 'restored', { before: found, after });
}

/**
 * The end of the current period has come: the next one that is paid begins, or the subscription is over. One that pays
 * from the balance waits so long for its payment. The account is locked; in its time nothing happens.
 */
export async function turn(tx: Transaction, before: Subscription, now: Date, graceMs: number): Promise<Subscription> {
  if (!isLive(before) || isRunByProvider(before)) return before;
  const { currentPeriodEnd: end } = before;
  if (!end || end > now) return before;
  const next = currentOf(await periodsOf(tx, before.id), now);
  if (next) return begin(tx, before, next);
  if (before.cancelAtPeriodEnd) return endSubscription(tx, before, 'cancelled', end);
  if (before.provider !== 'balance') return endSubscription(tx, before, 'expired', end);
  if (now.getTime() >= end.getTime() + graceMs) return endSubscription(tx, before, 'expired', now);
  if (before.status === 'past_due') return before;
  const after = await updateSubscription(tx, before.id, { status: 'past_due' });
  await tell(tx, 'past_due', { before, after });
  return after;
}

async function begin(tx: Transaction, before: Subscription, period: Period): Promise<Subscription> {
  const after = await updateSubscription(tx, before.id, {
    status: 'active',
    planVersionId: period.planVersionId,
    nextPlanVersionId: before.nextPlanVersionId === period.planVersionId ? null : before.nextPlanVersionId,
    currentPeriodStart: period.startsAt,
    currentPeriodEnd: period.endsAt,
  });
  await tell(tx, 'period_started', { before, after, more: { periodId: period.id } });
  return after;
}
