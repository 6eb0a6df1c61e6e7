import type { Deps } from '../context.ts';
import type { Db } from '../database/index.ts';
import { keepAllowance } from './allowances.ts';
import { PLAN_PRIORITY } from './ledger-store.ts';
import type { FirstGrant } from './paid-period.ts';
import { findGrant, findPeriodOfOrder, noteFirstGrant } from './period-store.ts';
import { ledgerNow, lockAccount } from './store.ts';
import type { Period } from './subscription.ts';

export async function firstGrantFor(db: Db, { id }: Period): Promise<FirstGrant> {
  const lot = await findGrant(db, id, 0);
  const { amount = 0n, expiresAt = null } = lot ?? {};
  return { amount, priority: PLAN_PRIORITY, expiresAt, reason: 'subscription' };
}

/** The same first grant that `recordPaidPeriod` told, for who resumes after a crash. */
export async function firstGrantOf(db: Db, orderId: string): Promise<FirstGrant> {
  const period = await findPeriodOfOrder(db, orderId);
  if (!period) throw new Error(`order ${orderId} has no period`);
  return firstGrantFor(db, period);
}

/**
 * After the first grant is in the ledger (`grantId`; null when there was nothing to grant): notes it, and sets the
 * plan's daily allowance. Any number of times.
 */
export async function periodClosed(deps: Deps, orderId: string, grantId: string | null): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const period = await findPeriodOfOrder(tx, orderId);
    if (!period) throw new Error(`order ${orderId} has no period`);
    await lockAccount(tx, period.accountId);
    await noteFirstGrant(tx, period, grantId, await ledgerNow(tx));
    await keepAllowance(tx, period.subscriptionId, deps.config.subscriptions.graceDays);
  });
}
