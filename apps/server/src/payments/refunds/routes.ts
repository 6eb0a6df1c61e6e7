import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { operationId } from '../../http/idempotency.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../../http/schemas.ts';
import { asRole } from '../../http/who-may.ts';
import { decisionOf } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import { findOrder } from '../store.ts';
import { decideOrder, settleRefund } from './decisions.ts';
import { refundOrder } from './requests.ts';
import {
  ClawbackDecision,
  disputeBody,
  MoneyBackBody,
  RefundBody,
  RefundOutcome,
  RefundWishBody,
  refundBody,
} from './schemas.ts';
import { disputesOf, refundsOf } from './store.ts';

const params = z.object({ id: Uuid });
const tags = ['Payments (admin)'];

const list = createRoute({
  method: 'get',
  path: '/api/admin/orders/{id}/refunds',
  operationId: 'listRefundsOfOrder',
  tags,
  summary: 'Refunds and disputes of an order',
  middleware: [asRole('admin')] as const,
  request: { params },
  responses: { 200: jsonAnswer(MoneyBackBody, 'Oldest first.'), ...refusals(400, 401, 404) },
});

const ask = createRoute({
  method: 'post',
  path: '/api/admin/orders/{id}/refunds',
  operationId: 'refundOrder',
  tags,
  summary: 'Give money back through the provider, and take the credits (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(RefundWishBody) },
  responses: { 201: jsonAnswer(RefundBody, 'The refund.'), ...refusals(400, 401, 404, 409) },
});

const settle = createRoute({
  method: 'post',
  path: '/api/admin/refunds/{id}/settle',
  operationId: 'settleRefund',
  tags,
  summary: 'Say what became of a refund that nobody answered for (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(RefundOutcome) },
  responses: { 200: jsonAnswer(RefundBody, 'The refund.'), ...refusals(400, 401, 404, 409) },
});

const decide = createRoute({
  method: 'post',
  path: '/api/admin/orders/{id}/clawback',
  operationId: 'decideClawback',
  tags,
  summary: 'Whether the credits go with the money, where the policy leaves it to you (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(ClawbackDecision) },
  responses: { 200: jsonAnswer(MoneyBackBody, 'Refunds and disputes.'), ...refusals(400, 401, 404, 409) },
});

/** Giving money back, and what follows for the credits. */
export function refundsRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(list, async (c) => c.json(await moneyBackBody(deps, c.req.valid('param').id), 200));
  routes.openapi(ask, async (c) => {
    const { id: orderId } = c.req.valid('param');
    const { amount = null, reason } = c.req.valid('json');
    const id = operationId(c, orderId, 'refund');
    const refund = await refundOrder(deps, { id, orderId, amount }, decisionOf(c, reason));
    return c.json(await asBody(deps, refund), 201);
  });
  routes.openapi(settle, async (c) => {
    const { outcome, reason } = c.req.valid('json');
    const refund = await settleRefund(deps, c.req.valid('param').id, outcome, decisionOf(c, reason));
    return c.json(await asBody(deps, refund), 200);
  });
  routes.openapi(decide, async (c) => {
    const { id } = c.req.valid('param');
    const { credits, reason } = c.req.valid('json');
    await decideOrder(deps, id, credits === 'take', decisionOf(c, reason));
    return c.json(await moneyBackBody(deps, id), 200);
  });
  return routes;
}

async function asBody(deps: Deps, refund: Parameters<typeof refundBody>[0]) {
  const order = await findOrder(deps.db, refund.order_id);
  return refundBody(refund, order?.minor_units ?? 2);
}

async function moneyBackBody(deps: Deps, orderId: string): Promise<z.infer<typeof MoneyBackBody>> {
  const order = await findOrder(deps.db, orderId);
  if (!order) throw paymentErrors.order_not_found();
  const [refunds, disputes] = await Promise.all([refundsOf(deps.db, orderId), disputesOf(deps.db, orderId)]);
  return {
    refunds: refunds.map((refund) => refundBody(refund, order.minor_units)),
    disputes: disputes.map((dispute) => disputeBody(dispute, order.minor_units)),
  };
}
