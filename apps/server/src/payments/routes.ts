import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { edgeErrors } from '../http/errors.ts';
import { operationId } from '../http/idempotency.ts';
import { maxBody } from '../http/limits.ts';
import { pageById, readIdCursor } from '../http/paging.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../http/schemas.ts';
import { signedIn, userOf } from '../http/who-may.ts';
import { cancelOrder } from './admin/by-hand.ts';
import { receiveCallback } from './callbacks.ts';
import { ordersOf, ownOrder } from './orders.ts';
import { providerSettingsRoutes } from './provider-settings/routes.ts';
import { findProvider, makeProvider, offeredProviders } from './providers.ts';
import { rechargeRoutes } from './recharge/routes.ts';
import { checkOrder } from './reconcile/asking.ts';
import { CheckoutBody, CreateTopUp, OrderBody, OrderList, OrdersQuery, orderBody } from './schemas.ts';
import { createTopUp } from './top-ups.ts';

const CALLBACK_BYTES = 256 * 1024;

const create = createRoute({
  method: 'post',
  path: '/api/payments/create',
  operationId: 'createPayment',
  tags: ['Payments'],
  summary: 'Order credits and get the address at which to pay',
  middleware: [signedIn] as const,
  request: { body: jsonBody(CreateTopUp) },
  responses: {
    201: jsonAnswer(CheckoutBody, 'The order and its checkout.'),
    ...refusals(400, 401, 403, 404, 409, 429),
  },
});

const list = createRoute({
  method: 'get',
  path: '/api/orders',
  operationId: 'listOrders',
  tags: ['Payments'],
  summary: 'My orders, newest first',
  middleware: [signedIn] as const,
  request: { query: OrdersQuery },
  responses: { 200: jsonAnswer(OrderList, 'One page.'), ...refusals(400, 401) },
});

const read = createRoute({
  method: 'get',
  path: '/api/orders/{id}',
  operationId: 'getOrder',
  tags: ['Payments'],
  summary: 'One of my orders',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: jsonAnswer(OrderBody, 'The order.'), ...refusals(400, 401, 404) },
});

const cancel = createRoute({
  method: 'post',
  path: '/api/orders/{id}/cancel',
  operationId: 'cancelOrder',
  tags: ['Payments'],
  summary: 'Give up one of my unpaid orders',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: jsonAnswer(OrderBody, 'The order.'), ...refusals(400, 401, 404, 409) },
});

const check = createRoute({
  method: 'post',
  path: '/api/orders/{id}/check',
  operationId: 'checkOrder',
  tags: ['Payments'],
  summary: 'Ask the provider what became of one of my orders',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: jsonAnswer(OrderBody, 'The order as it then stands.'), ...refusals(400, 401, 404) },
});

const webhook = createRoute({
  method: 'post',
  path: '/api/payments/webhook',
  operationId: 'receiveMockpayCallback',
  tags: ['Payments'],
  summary: 'Where the test provider sends its signed callbacks',
  middleware: [maxBody(CALLBACK_BYTES)] as const,
  responses: {
    200: jsonAnswer(z.object({ received: z.literal(true) }), 'Its effect is stored.'),
    ...refusals(400, 401, 404, 413, 500),
  },
});

/** Orders of the signed-in person, and the door for callbacks. */
export function paymentsRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  addOrderRoutes(routes, deps);
  routes.route('/', providerSettingsRoutes(deps, makeProvider));
  routes.route('/', rechargeRoutes(deps));
  routes.openapi(webhook, async (c) => {
    const provider = await findProvider(deps, 'mockpay');
    if (!provider) throw edgeErrors.not_found();
    const raw = Buffer.from(await c.req.arrayBuffer());
    await receiveCallback(deps, provider, { raw, headers: c.req.raw.headers });
    return c.json({ received: true as const }, 200);
  });
  return routes;
}

function addOrderRoutes(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(create, async (c) => {
    const { userId } = userOf(c);
    const { amount, currency = deps.config.payments.currency, method = null, provider, ...rest } = c.req.valid('json');
    const idempotencyKey = operationId(c, userId, 'payments.create');
    const first = provider ?? (await firstOffered(deps, currency));
    const { discountCode = null } = rest;
    const topUp = { userId, amount, currency, provider: first, method, discountCode, idempotencyKey };
    const { order, checkoutUrl } = await createTopUp(deps, topUp, requestOrigin(c));
    return c.json({ order: orderBody(deps, order), checkoutUrl }, 201);
  });
  routes.openapi(list, async (c) => {
    const { limit, cursor, status } = c.req.valid('query');
    const rows = await ordersOf(deps, userOf(c).userId, limit + 1, readIdCursor(cursor), status);
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map((order) => orderBody(deps, order)), nextCursor }, 200);
  });
  routes.openapi(read, async (c) => {
    const order = await ownOrder(deps, userOf(c).userId, c.req.valid('param').id);
    return c.json(orderBody(deps, order), 200);
  });
  routes.openapi(check, async (c) => {
    const order = await ownOrder(deps, userOf(c).userId, c.req.valid('param').id);
    return c.json(orderBody(deps, await checkOrder(deps, order)), 200);
  });
  routes.openapi(cancel, async (c) => {
    const { userId } = userOf(c);
    const order = await ownOrder(deps, userId, c.req.valid('param').id);
    const cancelled = await cancelOrder(deps, order, { kind: 'user', id: userId }, null);
    return c.json(orderBody(deps, cancelled), 200);
  });
}

/** The provider of an order that names none: the first that takes the currency. */
async function firstOffered(deps: Deps, currency: string): Promise<string> {
  const offered = await offeredProviders(deps);
  return offered.find(({ currencies }) => currencies === null || currencies.includes(currency))?.name ?? '';
}
