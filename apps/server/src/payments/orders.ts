import { newId } from '@farebox/kit';
import { type Actor, writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { paymentErrors } from './errors.ts';
import { moveOrder, system } from './moves.ts';
import type { Order } from './order.ts';
import {
  countPending,
  findOrder,
  findOrderByKey,
  insertOrder,
  listOrders,
  lockOrdersOf,
  lockOverdueOrders,
  type NewOrder,
} from './store.ts';
import type { OrderStatus } from './transitions.ts';

/** Orders that one reader or one run of the sweep expires at most. */
const EXPIRE_AT_ONCE = 200;

/** What is left at its default when a draft does not say it. */
const plain = { discountMinor: 0n, discountId: null, planVersion: null, subscriptionId: null };

/** An order before it is written: what is bought, for how much, how it will be paid. */
export type Draft = Omit<NewOrder, 'id' | 'ttlSeconds' | keyof typeof plain> &
  Partial<Pick<NewOrder, keyof typeof plain>>;

/** What else belongs to the transaction that writes an order, such as a discount that is used up by it. */
export type WithOrder = (tx: Transaction, order: Order) => Promise<void>;

/** The order that the same key made before; throws `idempotency_mismatch` (409) when it was for something else. */
export async function findSameOrder(deps: Pick<Deps, 'db'>, draft: Draft): Promise<Order | null> {
  const earlier = await findOrderByKey(deps.db, draft.userId, draft.idempotencyKey);
  return earlier && sameRequest(earlier, draft);
}

/**
 * Writes the order, once per key: asked again it gives the first one. Throws `too_many_pending_orders` and
 * `idempotency_mismatch` (409).
 */
export function placeOrder(
  deps: Deps,
  draft: Draft,
  actor: Actor,
  origin: RequestOrigin | null,
  withOrder: WithOrder = async () => undefined,
): Promise<Order> {
  const { maxPendingOrders, orderTtlSeconds } = deps.config.payments;
  return deps.db.transaction().execute(async (tx) => {
    await lockOrdersOf(tx, draft.userId);
    const earlier = await findOrderByKey(tx, draft.userId, draft.idempotencyKey);
    if (earlier) return sameRequest(earlier, draft);
    if (actor.kind === 'user' && (await countPending(tx, draft.userId)) >= maxPendingOrders) {
      throw paymentErrors.too_many_pending_orders({ limit: maxPendingOrders });
    }
    const order = await insertOrder(tx, { ...plain, ...draft, id: newId(), ttlSeconds: orderTtlSeconds });
    await withOrder(tx, order);
    await writeAudit(tx, {
      ...origin,
      actor,
      action: 'order.created',
      target: { kind: 'order', id: order.id },
      accountId: order.account_id,
      after: { status: order.status, kind: order.kind, ...draft.snapshot },
    });
    return order;
  });
}

/** The order is what was asked for before, even when prices have changed since. */
function sameRequest(earlier: Order, draft: Draft): Order {
  const price = draft.amountMinor + (draft.discountMinor ?? 0n);
  const same =
    earlier.kind === draft.kind &&
    // What a change in mid-period costs falls by the second.
    (earlier.kind === 'upgrade' || earlier.amount_minor + earlier.discount_minor === price) &&
    earlier.currency === draft.currency &&
    earlier.provider === draft.provider &&
    earlier.method === draft.method &&
    earlier.plan_version === (draft.planVersion ?? null);
  if (!same) throw paymentErrors.idempotency_mismatch({ orderId: earlier.id });
  return earlier;
}

/** The order as it stands now, expired if its time is over; null when there is none. */
export async function currentOrder(deps: Deps, id: string): Promise<Order | null> {
  const order = await findOrder(deps.db, id);
  const overdue = order?.status === 'pending' && order.expires_at <= deps.clock.now();
  if (!overdue) return order;
  await expireOrders(deps, order.user_id);
  return findOrder(deps.db, id);
}

/** A person's own order. Throws `order_not_found` (404) for anybody else's too. */
export async function ownOrder(deps: Deps, userId: string, id: string): Promise<Order> {
  const order = await currentOrder(deps, id);
  if (order?.user_id !== userId) throw paymentErrors.order_not_found();
  return order;
}

/** Newest first, `limit` at most, from below the order `before`, of these states when any are named. */
export async function ordersOf(
  deps: Deps,
  userId: string,
  limit: number,
  before: string | null,
  statuses: OrderStatus[] | null = null,
): Promise<Order[]> {
  await expireOrders(deps, userId);
  return listOrders(deps.db, userId, limit, before, statuses);
}

/** Expires unpaid orders whose time is over: one person's, or anybody's. How many. */
export function expireOrders(deps: Deps, userId: string | null): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const overdue = await lockOverdueOrders(tx, EXPIRE_AT_ONCE, userId);
    for (const order of overdue) await moveOrder(tx, order, 'expired', system);
    return overdue.length;
  });
}
