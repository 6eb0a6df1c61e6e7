import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Decision } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { lockOrder } from '../store.ts';
import { keepQuestions } from './questions.ts';
import { showStanding } from './standing.ts';
import { planStep, settleClawbacks } from './steps.ts';
import { answerRefund, decideClawbacks, findRefund, type Refund } from './store.ts';

/**
 * A person has found out what became of a refund that nobody answered for. Throws `refund_not_found` (404),
 * `refund_settled` (409).
 */
export async function settleRefund(
  deps: Deps,
  id: string,
  outcome: 'succeeded' | 'failed',
  decision: Decision,
): Promise<Refund> {
  const found = await findRefund(deps.db, id);
  if (!found) throw paymentErrors.refund_not_found();
  await deps.db.transaction().execute(async (tx) => {
    const order = (await lockOrder(tx, found.order_id)) as Order;
    const refund = (await findRefund(tx, id)) as Refund;
    if (refund.status !== 'unknown') throw paymentErrors.refund_settled({ status: refund.status });
    await answerRefund(tx, id, {
      status: outcome,
      refundId: null,
      failure: outcome === 'failed' ? decision.reason : null,
    });
    await showStanding(tx, order, decision.actor);
    await keepQuestions(tx, order, decision.actor);
    await planStep(tx, order);
    await writeAudit(tx, {
      ...decision.origin,
      actor: decision.actor,
      action: `refund.${outcome}_by_hand`,
      target: { kind: 'refund', id },
      accountId: order.account_id,
      before: { status: refund.status },
      after: { status: outcome, reason: decision.reason },
    });
  });
  await settleClawbacks(deps, found.order_id);
  return (await findRefund(deps.db, id)) ?? found;
}

/** Where the policy leaves it to a person: whether the credits go with the money. Throws `order_not_found` (404). */
export async function decideOrder(deps: Deps, orderId: string, take: boolean, decision: Decision): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw paymentErrors.order_not_found();
    if ((await decideClawbacks(tx, orderId, take ? 'due' : 'waived')) === 0n) {
      throw paymentErrors.nothing_to_decide();
    }
    await keepQuestions(tx, order, decision.actor);
    await planStep(tx, order);
    await writeAudit(tx, {
      ...decision.origin,
      actor: decision.actor,
      action: take ? 'order.clawback_decided' : 'order.clawback_waived',
      target: { kind: 'order', id: orderId },
      accountId: order.account_id,
      after: { reason: decision.reason },
    });
  });
  await settleClawbacks(deps, orderId);
}
