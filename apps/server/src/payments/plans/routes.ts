import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { operationId } from '../../http/idempotency.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { userOf } from '../../http/who-may.ts';
import { overviewOf } from '../../subscriptions/index.ts';
import { decisionOf } from '../admin/decision.ts';
import { orderBody } from '../schemas.ts';
import { buyPlan } from './buy.ts';
import { changePlan } from './change.ts';
import * as declared from './declarations.ts';
import { cancelByHand, cancelMine, portalOf, resumeMine } from './manage.ts';
import { quoteChange } from './quote.ts';
import { changePreviewBody } from './schemas.ts';

/** Buying plans, and what their owners and the operator's people may do with what was bought. */
export function plansForSaleRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  addBuying(routes, deps);
  addChanging(routes, deps);
  addManaging(routes, deps);
  return routes;
}

function addBuying(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.buy, async (c) => {
    const { userId } = userOf(c);
    const { planId, currency = null, provider = null, method = null, discountCode = null } = c.req.valid('json');
    const idempotencyKey = operationId(c, userId, 'subscription.checkout');
    const wish = { userId, planId, currency, provider, method, discountCode, idempotencyKey };
    const { order, checkoutUrl } = await buyPlan(deps, wish, requestOrigin(c));
    return c.json({ order: orderBody(deps, order), checkoutUrl }, 201);
  });
  routes.openapi(declared.checkoutSession, async (c) => {
    const { userId } = userOf(c);
    const { plan_id: planId } = c.req.valid('json');
    const idempotencyKey = operationId(c, userId, 'create-checkout-session');
    const wish = { userId, planId, currency: null, provider: 'stripe', method: null, discountCode: null };
    const { order, checkoutUrl } = await buyPlan(deps, { ...wish, idempotencyKey }, requestOrigin(c));
    return c.json({ url: checkoutUrl, sessionId: order.provider_reference }, 200);
  });
}

function addChanging(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.preview, async (c) => {
    const { planId, currency = null } = c.req.valid('json');
    return c.json(changePreviewBody(await quoteChange(deps, userOf(c).userId, planId, currency)), 200);
  });
  routes.openapi(declared.change, async (c) => {
    const { userId } = userOf(c);
    const { planId, provider = null, method = null } = c.req.valid('json');
    const idempotencyKey = operationId(c, userId, 'subscription.change');
    const changed = await changePlan(deps, { userId, planId, provider, method, idempotencyKey }, requestOrigin(c));
    const { kind, effectiveAt, order, checkoutUrl } = changed;
    const body = { kind, effectiveAt: effectiveAt.toISOString(), order: order && orderBody(deps, order), checkoutUrl };
    return c.json(body, 200);
  });
}

function addManaging(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(declared.cancel, async (c) => {
    const { userId } = userOf(c);
    await cancelMine(deps, userId, requestOrigin(c));
    return c.json(await overviewOf(deps.db, userId), 200);
  });
  routes.openapi(declared.resume, async (c) => {
    const { userId } = userOf(c);
    await resumeMine(deps, userId, requestOrigin(c));
    return c.json(await overviewOf(deps.db, userId), 200);
  });
  routes.openapi(declared.portal, async (c) => c.json({ url: await portalOf(deps, userOf(c).userId) }, 200));
  routes.openapi(declared.cancelAny, async (c) => {
    const { reason, now } = c.req.valid('json');
    const after = await cancelByHand(deps, c.req.valid('param').id, now, decisionOf(c, reason));
    const { id, status, cancelAtPeriodEnd, cancelAt, endedAt } = after;
    const moments = { cancelAt: cancelAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null };
    return c.json({ id, status, cancelAtPeriodEnd, ...moments }, 200);
  });
}
