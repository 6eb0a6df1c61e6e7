import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { operationId } from '../../http/idempotency.ts';
import { pageById, pageQuery, readIdCursor } from '../../http/paging.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../../http/schemas.ts';
import { signedIn, userOf } from '../../http/who-may.ts';
import { parseMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import { expireOrders } from '../orders.ts';
import { createTopUp } from '../top-ups.ts';
import { CreateRecharge, RechargeAnswer, RechargeList, rechargeBody } from './schemas.ts';
import { findRecharge, rechargesOf } from './store.ts';
import { wayOfPaying } from './way-of-paying.ts';

const create = createRoute({
  method: 'post',
  path: '/api/recharge',
  operationId: 'createRecharge',
  tags: ['Payments'],
  summary: 'Order credits: the name of an older design for `POST /api/payments/create`',
  middleware: [signedIn] as const,
  request: { body: jsonBody(CreateRecharge) },
  responses: {
    201: jsonAnswer(RechargeAnswer, 'The order, and where to pay.'),
    ...refusals(400, 401, 403, 404, 409, 502),
  },
});

const list = createRoute({
  method: 'get',
  path: '/api/recharge',
  operationId: 'listRecharges',
  tags: ['Payments'],
  summary: 'My top-ups, newest first, under the names of an older design',
  middleware: [signedIn] as const,
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(RechargeList, 'One page.'), ...refusals(400, 401) },
});

/** Top-ups under their older name and in the shape of `public.recharge_records`. */
export function rechargeRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(create, async (c) => {
    const { userId } = userOf(c);
    const { amount, currency = deps.config.payments.currency, quick = false, ...said } = c.req.valid('json');
    const idempotencyKey = operationId(c, userId, 'recharge');
    if (quick) refuseUnlessQuick(deps, amount, currency);
    const way = await wayOfPaying(deps, said, currency);
    const topUp = { userId, amount, currency, ...way, discountCode: null, idempotencyKey };
    const { order, checkoutUrl } = await createTopUp(deps, topUp, requestOrigin(c));
    const record = await findRecharge(deps.db, order.id);
    if (!record) throw paymentErrors.order_not_found();
    return c.json({ record: rechargeBody(record), payment_url: checkoutUrl }, 201);
  });
  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { userId } = userOf(c);
    await expireOrders(deps, userId);
    const { page, nextCursor } = pageById(await rechargesOf(deps.db, userId, limit + 1, readIdCursor(cursor)), limit);
    return c.json({ data: page.map(rechargeBody), nextCursor }, 200);
  });
  return routes;
}

/** Throws `invalid_payment_amount` (400) for an amount that is no button on the page. */
function refuseUnlessQuick({ config }: Deps, amount: string, currency: string): void {
  const { quickAmounts = [], minorUnits = 2 } = config.payments.currencies[currency] ?? {};
  const wanted = parseMoney(amount, minorUnits);
  const known = quickAmounts.some((quick) => parseMoney(quick, minorUnits) === wanted);
  if (wanted === null || !known) throw paymentErrors.invalid_payment_amount({ quickAmounts, currency });
}
