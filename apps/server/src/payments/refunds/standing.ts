import type { Actor } from '../../audit/index.ts';
import type { Transaction } from '../../database/index.ts';
import { cancelPeriod, restorePeriod } from '../../subscriptions/index.ts';
import { stopAfterMoneyBack } from '../auto-topup/money-back.ts';
import { moveOrder } from '../moves.ts';
import type { Order } from '../order.ts';
import { updateOrder } from '../store.ts';
import { mayBecome, type OrderStatus } from '../transitions.ts';
import { isForPlan } from '../when-paid.ts';
import { moneyBack } from './levels.ts';
import { moneyBackOf } from './store.ts';

/** Brings a locked order's status and refunded amount into line with its refunds and disputes. */
export async function showStanding(tx: Transaction, order: Order, actor: Actor): Promise<void> {
  const all = await moneyBackOf(tx, order.id);
  const { gone } = moneyBack(order.amount_minor, all);
  const contested = all.some(({ state }) => state === 'contested');
  const status = statusOf(order, gone, contested);
  if (isForPlan(order)) await keepPeriod(tx, order, gone, actor);
  if (status === 'disputed' && order.status !== 'disputed') await stopAfterMoneyBack(tx, order, 'disputed');
  else if (gone > order.refunded_minor) await stopAfterMoneyBack(tx, order, 'refunded');
  if (status !== order.status && mayBecome(order.status, status)) {
    await moveOrder(tx, order, status, actor, { refunded_minor: gone });
  } else if (gone !== order.refunded_minor) {
    await updateOrder(tx, order.id, { refunded_minor: gone });
  }
}

/** What was given back whole is no part of the subscription any more, also while a bank contests it on top. */
async function keepPeriod(tx: Transaction, order: Order, gone: bigint, actor: Actor): Promise<void> {
  const { amount_minor: price, refunded_minor: before } = order;
  if (gone > 0n && gone === price) await cancelPeriod(tx, order.id, { actor });
  else if (before > 0n && before === price) await restorePeriod(tx, order.id, { actor });
}

function statusOf(order: Order, gone: bigint, contested: boolean): OrderStatus {
  if (order.fulfilled_at === null) return order.status;
  if (contested) return 'disputed';
  if (gone === 0n) return 'fulfilled';
  return gone < order.amount_minor ? 'partially_refunded' : 'refunded';
}
