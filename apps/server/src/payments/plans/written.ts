import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import { system } from '../moves.ts';
import type { Order } from '../order.ts';
import type { Draft } from '../orders.ts';
import { findOrder, insertOrder, lockOrdersOf } from '../store.ts';

const plain = { discountMinor: 0n, discountId: null, planVersion: null, subscriptionId: null };

/**
 * Writes an order that nobody placed, for money that has arrived or is about to be taken; its id is made of what caused
 * it, so that whoever comes second finds it.
 */
export function writtenOrder(deps: Deps, id: string, draft: Omit<Draft, 'idempotencyKey'>): Promise<Order> {
  return deps.db.transaction().execute(async (tx) => {
    await lockOrdersOf(tx, draft.userId);
    const earlier = await findOrder(tx, id);
    if (earlier) return earlier;
    const ttlSeconds = deps.config.payments.orderTtlSeconds;
    const order = await insertOrder(tx, { ...plain, ...draft, id, idempotencyKey: id, ttlSeconds });
    await writeAudit(tx, {
      actor: system,
      action: 'order.created',
      target: { kind: 'order', id },
      accountId: order.account_id,
      after: { status: order.status, kind: order.kind, ...draft.snapshot },
    });
    return order;
  });
}
