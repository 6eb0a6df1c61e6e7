import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import { cancelFutureGrants, grantsOfPeriod, restoreFutureGrants } from '../../subscriptions/index.ts';
import type { Order } from '../order.ts';
import { isForPlan } from '../when-paid.ts';

/** The grants that an order became, newest first. */
export async function grantsOf({ db }: Pick<Deps, 'db'>, order: Order): Promise<string[]> {
  const all = isForPlan(order) ? (await grantsOfPeriod(db, order.id)).map(({ grantId }) => grantId) : [];
  return order.transaction_id === null || all.includes(order.transaction_id) ? all : [...all, order.transaction_id];
}

/** Credits of the order that were still to come and now are not, up to `most`. */
export async function cancelFuture(tx: Transaction, order: Order, most: bigint): Promise<bigint> {
  return isForPlan(order) ? cancelFutureGrants(tx, order.id, most) : 0n;
}

/** Cancelled credits of the order that will come after all, up to `most`. */
export async function restoreFuture(tx: Transaction, order: Order, most: bigint): Promise<bigint> {
  return isForPlan(order) ? restoreFutureGrants(tx, order.id, most) : 0n;
}

/** When each of the grants that a plan's order became ends; not those that never do. */
export async function endsOfGrants({ db }: Pick<Deps, 'db'>, order: Order): Promise<Date[]> {
  return isForPlan(order) ? (await grantsOfPeriod(db, order.id)).flatMap(({ expiresAt }) => expiresAt ?? []) : [];
}
