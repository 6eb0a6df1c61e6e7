import type { Transaction } from '../database/index.ts';
import { endAllowance, setAllowance } from './ledger-store.ts';
import { findSubscription, lockAccount, updateSubscription } from './store.ts';
import { allowancesOutOfStep } from './sweep-store.ts';

/** Makes the ledger’s daily allowance what the plan in force says. The account is locked. */
export async function keepAllowance(tx: Transaction, subscriptionId: string, graceDays: number): Promise<void> {
  const [wanted] = await allowancesOutOfStep(tx, { graceDays, limit: 1, id: subscriptionId });
  const subscription = wanted && (await findSubscription(tx, subscriptionId));
  if (!subscription) return;
  if (wanted.amount === null) await endAllowance(tx, subscription);
  else await setAllowance(tx, subscription, wanted.amount, wanted.until);
  await updateSubscription(tx, subscriptionId, { dailyAllowance: wanted.amount, allowanceUntil: wanted.until });
}

/** For the sweep: as `keepAllowance`, for a subscription of which only the id is known. */
export async function sweepAllowance(tx: Transaction, subscriptionId: string, graceDays: number): Promise<void> {
  const subscription = await findSubscription(tx, subscriptionId);
  if (!subscription) return;
  await lockAccount(tx, subscription.accountId);
  await keepAllowance(tx, subscriptionId, graceDays);
}
