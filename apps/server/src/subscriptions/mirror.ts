import type { Transaction } from '../database/index.ts';
import { type Asker, tell } from './moves.ts';
import { restoreSuperseded } from './standing.ts';
import * as store from './store.ts';
import { isLive, type Subscription, type SubscriptionStatus } from './subscription.ts';

/** A subscription as its provider sees it. */
export interface SeenSubscription {
  provider: string;
  providerSubscriptionId: string;
  providerCustomerId: string | null;
  userId: string | null;
  orderId: string | null;
  status: SubscriptionStatus;
  currentPeriodStart: Date | null;
  currentPeriodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  cancelAt: Date | null;
  endedAt: Date | null;
  /** What the next period will be; null when the provider's name of it means nothing here. */
  planVersionId: string | null;
  /** Taken before the provider was asked. */
  observedAt: Date;
}

/**
 * Keeps what a provider says of a subscription that it runs. What was seen earlier than what is known changes nothing.
 * One that is not known yet is written down when its person is known. Its id; null when nobody knows whose it is.
 */
export async function mirrorSubscription(tx: Transaction, seen: SeenSubscription): Promise<string | null> {
  const found = await store.findByProvider(tx, seen.provider, seen.providerSubscriptionId);
  const accountId = found?.accountId ?? seen.userId;
  if (!accountId) return null;
  await store.lockAccount(tx, accountId);
  const before = await knownOrNew(tx, accountId, seen);
  if (!before) return null;
  if (before.observedAt && seen.observedAt < before.observedAt) return before.id;
  const changes = changesOf(before, seen, await store.ledgerNow(tx));
  const supersededAt = await placeOf(tx, before, changes.status, seen);
  const after = await store.updateSubscription(tx, before.id, { ...changes, supersededAt });
  await tellOf(tx, before, after);
  if (isLive(before) && !isLive(after) && before.supersededAt === null) await restoreSuperseded(tx, accountId);
  return after.id;
}

async function knownOrNew(tx: Transaction, userId: string, seen: SeenSubscription): Promise<Subscription | null> {
  const { provider, providerSubscriptionId } = seen;
  const known = await store.findByProvider(tx, provider, providerSubscriptionId);
  return known ?? store.insertSubscription(tx, { userId, provider, providerSubscriptionId, recurs: true });
}

type Changes = store.SubscriptionChanges & { status: SubscriptionStatus };

function changesOf(before: Subscription, seen: SeenSubscription, now: Date): Changes {
  const status = statusOf(before, seen);
  const over = status === 'cancelled' || status === 'expired';
  const cancelling = seen.cancelAtPeriodEnd || seen.cancelAt !== null;
  return {
    status,
    providerCustomerId: seen.providerCustomerId ?? before.providerCustomerId,
    orderId: before.orderId ?? seen.orderId,
    currentPeriodStart: seen.currentPeriodStart ?? before.currentPeriodStart,
    currentPeriodEnd: seen.currentPeriodEnd ?? before.currentPeriodEnd,
    cancelAtPeriodEnd: seen.cancelAtPeriodEnd,
    cancelAt: seen.cancelAt ?? (seen.cancelAtPeriodEnd ? seen.currentPeriodEnd : null),
    cancelledAt: cancelling || over ? (before.cancelledAt ?? seen.observedAt) : null,
    endedAt: over ? (before.endedAt ?? seen.endedAt ?? now) : null,
    observedAt: seen.observedAt,
    ...plansOf(before, seen),
  };
}

/** Before its first period is paid a subscription is pending, whatever its provider calls it; a trial is none to pay. */
function statusOf(before: Subscription, { status, planVersionId }: SeenSubscription): SubscriptionStatus {
  if (status === 'cancelled' || status === 'expired') return status;
  if (before.startedAt !== null) return status === 'pending' ? before.status : status;
  if (before.status === 'trialing') return status === 'pending' ? 'trialing' : status;
  return status === 'trialing' && (planVersionId ?? before.planVersionId) ? 'trialing' : 'pending';
}

/** Until a period is paid the provider's word is all there is; then it tells of the next one. */
function plansOf(before: Subscription, { planVersionId }: SeenSubscription): store.SubscriptionChanges {
  if (planVersionId === null) return {};
  if (before.startedAt === null) return { planVersionId };
  return { nextPlanVersionId: planVersionId === before.planVersionId ? null : planVersionId };
}

/** One that comes to life beside the one in force waits until it is paid for, or the other is over. */
async function placeOf(
  tx: Transaction,
  before: Subscription,
  status: SubscriptionStatus,
  { observedAt }: SeenSubscription,
): Promise<Date | null> {
  if (isLive(before) || !isLive({ status })) return before.supersededAt;
  const main = await store.findMain(tx, before.accountId);
  return main && main.id !== before.id ? (before.supersededAt ?? observedAt) : null;
}

async function tellOf(tx: Transaction, before: Subscription, after: Subscription): Promise<void> {
  const asker: Asker = { actor: { kind: 'provider', id: after.provider } };
  const say = (what: string) => tell(tx, what, { before, after, asker });
  if (before.status !== after.status) await say(after.status);
  if (isLive(after) && willEnd(before) !== willEnd(after)) await say(willEnd(after) ? 'cancel_scheduled' : 'resumed');
  if (after.nextPlanVersionId && before.nextPlanVersionId !== after.nextPlanVersionId) await say('change_scheduled');
}

function willEnd({ cancelAtPeriodEnd, cancelAt }: Subscription): boolean {
  return cancelAtPeriodEnd || cancelAt !== null;
}
