import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { DomainTasks } from '../work.ts';
import { sweepAllowance } from './allowances.ts';
import { grantDrip } from './drips.ts';
import { tell } from './moves.ts';
import { dueGrants } from './period-store.ts';
import { endSubscription, turn } from './standing.ts';
import { findSubscription, ledgerNow, lockAccount } from './store.ts';
import { isLive, isRunByProvider, type Subscription } from './subscription.ts';
import * as due from './sweep-store.ts';

/** Of each kind of work, what one sweep takes up at most; the rest waits a minute. */
const SWEEP_LIMIT = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Every minute: what time has brought to subscriptions. */
export function subscriptionsTasks(deps: Deps): DomainTasks {
  return {
    'subscriptions.sweep': () => sweepSubscriptions(deps),
    crontab: '* * * * * subscriptions.sweep',
  };
}

/**
 * Ends and turns of periods, daily allowances, monthly drips, reminders and renewals from the balance. Each item is a
 * transaction of its own that looks again, so any number of sweeps at once do everything once, and one item that
 * cannot be done keeps no other waiting.
 */
export async function sweepSubscriptions(deps: Deps): Promise<void> {
  const { db, config } = deps;
  const { graceDays, remindDays } = config.subscriptions;
  const turns = await due.dueTurns(db, graceDays, SWEEP_LIMIT);
  await each(deps, turns, (tx, id) => turnOne(tx, id, graceDays));
  const allowances = await due.allowancesOutOfStep(db, { graceDays, limit: SWEEP_LIMIT });
  await each(
    deps,
    allowances.map(({ id }) => id),
    (tx, id) => sweepAllowance(tx, id, graceDays),
  );
  for (const lot of await dueGrants(db, await ledgerNow(db), SWEEP_LIMIT)) {
    await grantDrip(deps, lot).catch((error) => deps.log.warn({ err: error, lot: lot.periodId }, 'drip not granted'));
  }
  await each(deps, await due.dueReminders(db, remindDays, SWEEP_LIMIT), remind);
  await each(deps, await due.dueRenewals(db, graceDays, SWEEP_LIMIT), askForRenewal);
}

async function each(deps: Deps, ids: string[], work: (tx: Transaction, id: string) => Promise<void>): Promise<void> {
  for (const id of ids) {
    await deps.db
      .transaction()
      .execute((tx) => work(tx, id))
      .catch((error) => deps.log.warn({ err: error, subscriptionId: id }, 'subscription not swept'));
  }
}

async function turnOne(tx: Transaction, id: string, graceDays: number): Promise<void> {
  const found = await findSubscription(tx, id);
  if (!found) return;
  await lockAccount(tx, found.accountId);
  const before = (await findSubscription(tx, id)) as Subscription;
  const now = await ledgerNow(tx);
  if (!isRunByProvider(before)) await turn(tx, before, now, graceDays * DAY_MS);
  else if (wasCancelled(before, now, graceDays)) await endSubscription(tx, before, 'cancelled', endOf(before) as Date);
}

function endOf({ cancelAt, currentPeriodEnd }: Subscription): Date | null {
  return cancelAt ?? currentPeriodEnd;
}

/** Its provider would have ended it by now; the word of it was lost. */
function wasCancelled(subscription: Subscription, now: Date, graceDays: number): boolean {
  const end = endOf(subscription);
  const cancelling = subscription.cancelAtPeriodEnd || subscription.cancelAt !== null;
  return isLive(subscription) && cancelling && end !== null && end.getTime() + graceDays * DAY_MS <= now.getTime();
}

async function remind(tx: Transaction, id: string): Promise<void> {
  if (!(await due.noteReminder(tx, id))) return;
  const after = (await findSubscription(tx, id)) as Subscription;
  await tell(tx, 'ends_soon', { before: null, after, more: { endsAt: after.currentPeriodEnd } });
}

/** Payments makes the order, and pays it from the balance. `attempt` counts from 1 for each end. */
async function askForRenewal(tx: Transaction, id: string): Promise<void> {
  if (!(await due.noteRenewal(tx, id))) return;
  const after = (await findSubscription(tx, id)) as Subscription;
  const planVersionId = after.nextPlanVersionId ?? after.planVersionId;
  const more = { planVersionId, periodEnd: after.currentPeriodEnd, attempt: after.renewalAsked };
  await tell(tx, 'renewal_due', { before: null, after, more });
}
