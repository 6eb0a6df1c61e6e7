import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { pageById, readIdCursor } from '../../http/paging.ts';
import { type Env, router } from '../../http/router.ts';
import { paymentErrors } from '../errors.ts';
import { currentOrder } from '../orders.ts';
import { reconcileRoutes } from '../reconcile/routes.ts';
import { refundsRoutes } from '../refunds/routes.ts';
import { unmatchedRoutes } from '../unmatched/routes.ts';
import { cancelOrder, completeByHand, settleReview } from './by-hand.ts';
import { decisionOf } from './decision.ts';
import * as declared from './declarations.ts';
import { readInboxRow, replayEvent } from './inbox.ts';
import { adminOrderBody, inboxBody, inboxWholeBody, paymentBody } from './schemas.ts';
import { findAnyOrder, listAllOrders, listInbox, paymentsOfOrder } from './store.ts';

/** What the operator's people see of payments, and what they may decide. */
export function paymentsAdminRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  addReading(routes, deps);
  addDeciding(routes, deps);
  addInbox(routes, deps);
  routes.route('/', refundsRoutes(deps));
  routes.route('/', unmatchedRoutes(deps));
  routes.route('/', reconcileRoutes(deps));
  return routes;
}

function addReading(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.listOrders, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const rows = await listAllOrders(deps.db, filter, limit + 1, readIdCursor(cursor));
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map((order) => adminOrderBody(deps, order)), nextCursor }, 200);
  });
  routes.openapi(declared.readOrder, async (c) => c.json(await storyOf(deps, c.req.valid('param').id), 200));
}

function addDeciding(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.completeOrder, async (c) => {
    const { id } = c.req.valid('param');
    await completeByHand(deps, id, decisionOf(c, c.req.valid('json').reason));
    return c.json(await storyOf(deps, id), 200);
  });
  routes.openapi(declared.cancelOrder, async (c) => {
    const { id } = c.req.valid('param');
    const order = await currentOrder(deps, id);
    if (!order) throw paymentErrors.order_not_found();
    const decision = decisionOf(c, c.req.valid('json').reason);
    await cancelOrder(deps, order, decision.actor, decision);
    return c.json(await storyOf(deps, id), 200);
  });
  routes.openapi(declared.settleReview, async (c) => {
    const { id } = c.req.valid('param');
    await settleReview(deps, id, decisionOf(c, c.req.valid('json').reason));
    return c.json(await storyOf(deps, id), 200);
  });
}

function addInbox(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.listInbox, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const rows = await listInbox(deps.db, filter, limit + 1, readIdCursor(cursor));
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map(inboxBody), nextCursor }, 200);
  });
  routes.openapi(declared.readInbox, async (c) =>
    c.json(inboxWholeBody(await readInboxRow(deps, c.req.valid('param').id)), 200),
  );
  routes.openapi(declared.replayEvent, async (c) => {
    const row = await replayEvent(deps, c.req.valid('param').id, decisionOf(c, c.req.valid('json').reason));
    return c.json(inboxWholeBody(row), 200);
  });
}

async function storyOf(deps: Deps, id: string) {
  await currentOrder(deps, id);
  const order = await findAnyOrder(deps.db, id);
  if (!order) throw paymentErrors.order_not_found();
  const payments = await paymentsOfOrder(deps.db, id);
  return {
    ...adminOrderBody(deps, order),
    payments: payments.map((payment) => paymentBody(payment, order.minor_units)),
  };
}
