import type { Transaction } from '../../database/index.ts';
import { stop } from './outcomes.ts';
import { lockAutoTopUp } from './store.ts';

/**
 * Money of a person's order went back, or the bank contests it: the credits are about to be taken back too, and nobody
 * wants the card charged for that. Switched off, until its owner switches it on again. The order is locked.
 */
export async function stopAfterMoneyBack(
  tx: Transaction,
  order: { id: string; user_id: string },
  reason: 'refunded' | 'disputed',
): Promise<void> {
  const row = await lockAutoTopUp(tx, order.user_id);
  if (row?.enabled) await stop(tx, row, reason, order.id, { enabled: false });
}
