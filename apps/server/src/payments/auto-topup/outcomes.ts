import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import { moveOrder, system } from '../moves.ts';
import type { Order } from '../order.ts';
import { lockOrder } from '../store.ts';
import { mayBecome } from '../transitions.ts';
import { type AutoTopUp, type AutoTopUpChanges, awake, mayCharge, withoutCard } from './auto-topup.ts';
import { pauseAfter } from './declines.ts';
import { addAutoTopUpEvent, lockAutoTopUp, tryAfter, updateAutoTopUp } from './store.ts';

/** Seconds until a new attempt after one that never reached the provider. */
const UNREACHED_PAUSE = 3600;

/** The credits are there. */
export function succeeded(deps: Deps, order: Order): Promise<void> {
  return closeAttempt(deps, order, async (tx, row) => {
    const well: AutoTopUpChanges = awake(row) ? { state: 'ready', last_error: null } : {};
    await updateAutoTopUp(tx, row.user_id, { ...well, failures: 0 });
    await addAutoTopUpEvent(tx, 'auto_topup.succeeded', row, { orderId: order.id });
    await tryAfter(tx, row.user_id);
  });
}

/** The card was declined: tried again after an hour, a day, three days; else stopped until its owner acts. */
export function declined(deps: Deps, order: Order, reason: string): Promise<void> {
  return closeAttempt(deps, order, async (tx, row, locked) => {
    if (mayBecome(locked.status, 'failed')) await moveOrder(tx, locked, 'failed', system);
    // It says nothing of a card that was saved meanwhile.
    const another = row.card_saved_at === null || row.card_saved_at > locked.created_at;
    const failures = row.failures + 1;
    const pause = pauseAfter(failures, reason);
    const counts = !another && awake(row);
    const next = await tryAfter(tx, row.user_id, (counts && pause) || 0);
    const nextTryAt = mayCharge(row) && (another || pause !== null) ? next : null;
    await addAutoTopUpEvent(tx, 'auto_topup.failed', row, { orderId: order.id, reason, nextTryAt });
    if (!counts) return;
    if (pause === null) await stop(tx, { ...row, failures }, reason, order.id);
    else await updateAutoTopUp(tx, row.user_id, { state: 'failing', failures, last_error: reason });
  });
}

/**
 * Nothing was charged, and nothing will be for this order by us. One that its owner, or a person of the operator's, has
 * cancelled meanwhile stops the rest too: it was not wanted.
 */
export function uncharged(deps: Deps, order: Order): Promise<void> {
  return closeAttempt(deps, order, async (tx, row, locked) => {
    if (locked.status === 'cancelled' && mayCharge(row)) return stop(tx, row, 'order_cancelled', order.id);
    if (locked.status === 'pending') await moveOrder(tx, locked, 'cancelled', system);
    if (awake(row)) await updateAutoTopUp(tx, row.user_id, { last_error: 'provider_unreachable' });
    await tryAfter(tx, row.user_id, UNREACHED_PAUSE);
  });
}

/** The money is there, but a person has to look at it before it can be credited. */
export function needsReview(deps: Deps, order: Order): Promise<void> {
  return closeAttempt(deps, order, (tx, row) => stop(tx, row, 'needs_review', order.id));
}

/** The terms cannot be charged any more: their owner has to set them anew. */
export function stopped(deps: Deps, userId: string, reason: string): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await lockAutoTopUp(tx, userId);
    if (row && mayCharge(row) && row.open_order_id === null) await stop(tx, row, reason, null);
  });
}

/** Once per attempt: whoever else comes to an outcome of the same finds it closed. */
function closeAttempt(
  deps: Deps,
  order: Order,
  write: (tx: Transaction, row: AutoTopUp, order: Order) => Promise<void>,
): Promise<void> {
  return deps.db.transaction().execute(async (tx) => {
    const locked = await lockOrder(tx, order.id);
    const row = locked && (await lockAutoTopUp(tx, order.user_id));
    if (row?.open_order_id !== order.id || !locked) return;
    await updateAutoTopUp(tx, row.user_id, { open_order_id: null, opened_at: null });
    await write(tx, row, locked);
  });
}

/** Of a row that the transaction has locked. A card that is gone at the provider is gone here too. */
export async function stop(
  tx: Transaction,
  row: AutoTopUp,
  reason: string,
  orderId: string | null,
  changes: AutoTopUpChanges = {},
): Promise<void> {
  const without = reason === 'card_gone' || row.card_id === null;
  await updateAutoTopUp(tx, row.user_id, {
    ...(without ? withoutCard(row) : { state: 'stopped' }),
    failures: row.failures,
    last_error: reason,
    ...changes,
  });
  await addAutoTopUpEvent(tx, 'auto_topup.stopped', row, { orderId, reason });
  await writeAudit(tx, {
    actor: system,
    action: 'auto_topup.stopped',
    target: { kind: 'auto_topup', id: row.user_id },
    accountId: row.account_id,
    before: { state: row.state },
    after: { reason, orderId },
  });
}
