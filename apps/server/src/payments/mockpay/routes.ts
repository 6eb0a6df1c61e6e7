import type { HttpBindings } from '@hono/node-server';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../../context.ts';
import { edgeErrors } from '../../http/errors.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, refusals, Uuid } from '../../http/schemas.ts';
import { sameSecret } from '../../http/who-may.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { currentOrder } from '../orders.ts';
import { OrderAnswer, orderBody } from '../schemas.ts';
import { type OrderStatus, orderStatuses } from '../transitions.ts';
import { decide } from './delivery.ts';
import { checkoutToken } from './mockpay.ts';

const query = z.object({ t: z.string().max(100).openapi({ description: 'From the checkout address.' }) });
const StatusAnswer = z.object({ status: z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]]) });

const show = createRoute({
  method: 'get',
  path: '/api/mockpay/{orderId}',
  operationId: 'getMockpayOrder',
  tags: ['Payments'],
  summary: 'The order on the test provider’s page',
  request: { params: z.object({ orderId: Uuid }), query },
  responses: { 200: jsonAnswer(OrderAnswer, 'The order.'), ...refusals(400, 404) },
});

const act = createRoute({
  method: 'post',
  path: '/api/mockpay/{orderId}/{action}',
  operationId: 'decideMockpayOrder',
  tags: ['Payments'],
  summary: 'Pay, fail or cancel on the test provider’s page',
  request: { params: z.object({ orderId: Uuid, action: z.enum(['pay', 'fail', 'cancel']) }), query },
  responses: { 200: jsonAnswer(StatusAnswer, 'The order after the callback.'), ...refusals(400, 404, 409, 502) },
});

/** The server's side of the test provider's page. Where it is off, as always in production, it does not exist. */
export function mockpayRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.use('/api/mockpay/*', onlyWhenOn(deps));
  routes.openapi(show, async (c) => {
    const order = await orderByToken(deps, c.req.valid('param').orderId, c.req.valid('query').t);
    return c.json({ order: orderBody(deps, order) }, 200);
  });
  routes.openapi(act, async (c) => {
    const { orderId, action } = c.req.valid('param');
    const order = await orderByToken(deps, orderId, c.req.valid('query').t);
    return c.json({ status: await decide(deps, order, action, ownAddress(c, deps)) }, 200);
  });
  return routes;
}

function onlyWhenOn({ config }: Deps): MiddlewareHandler<Env> {
  return async (_, next) => {
    if (!config.payments.mockpay.enabled) throw edgeErrors.not_found();
    await next();
  };
}

/** Whoever has the checkout's address may see and decide; the address cannot be guessed. */
async function orderByToken(deps: Deps, orderId: string, token: string): Promise<Order> {
  const right = sameSecret(token, checkoutToken(deps.config.payments.mockpay.secret, orderId));
  const order = right ? await currentOrder(deps, orderId) : null;
  if (order?.provider !== 'mockpay') throw paymentErrors.order_not_found();
  return order;
}

/** Where this very request arrived: the public address may not be reachable from inside. */
function ownAddress(c: Context<Env>, { config }: Deps): string {
  const bindings = c.env as unknown as Partial<HttpBindings> | undefined;
  const { localAddress, localPort } = bindings?.incoming?.socket ?? {};
  if (!localAddress || !localPort) return config.server.publicUrl;
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  return `http://${host}:${localPort}`;
}
