import { derivedId, FareboxError } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { grantInLedger } from './ledger-store.ts';
import { findGrant, findPeriod, noteGranted, putGrantOff } from './period-store.ts';
import { notOver } from './spans.ts';
import { ledgerNow, lockAccount } from './store.ts';
import type { PeriodGrant } from './subscription.ts';

/** When a grant that the ledger refused (a frozen account) is tried again. */
const RETRY_MS = 60 * 60 * 1000;

/**
 * Grants a drip whose time has come, once: the grant's id is made from period and number, and it is noted in the
 * transaction that grants. A drip that comes so late that it would be over lives as long as it would have in time.
 */
export async function grantDrip(deps: Deps, { periodId, n, accountId }: PeriodGrant): Promise<void> {
  try {
    await deps.db.transaction().execute(async (tx) => {
      await lockAccount(tx, accountId);
      const lot = await findGrant(tx, periodId, n);
      const period = lot?.status === 'due' ? await findPeriod(tx, periodId) : null;
      if (!lot || !period) return;
      const now = await ledgerNow(tx);
      const expiresAt = lot.expiresAt && notOver(lot.dueAt, lot.expiresAt, now);
      const id = derivedId('period-grant', periodId, String(n));
      const { orderId, subscriptionId } = period;
      const amount = lot.amount - lot.cancelled;
      const metadata = { subscriptionId, periodId, n };
      await grantInLedger(tx, { id, accountId, amount, expiresAt, orderId, periodId, metadata });
      await noteGranted(tx, lot, id, now, expiresAt);
    });
  } catch (error) {
    const reason = error instanceof FareboxError ? error.code : String(error);
    const tryAt = new Date((await ledgerNow(deps.db)).getTime() + RETRY_MS);
    await putGrantOff(deps.db, { periodId, n }, tryAt, reason);
    throw error;
  }
}
