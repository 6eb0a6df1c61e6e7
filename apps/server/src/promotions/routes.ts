import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { operationId } from '../http/idempotency.ts';
import { rateLimit } from '../http/limits.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../http/schemas.ts';
import { signedIn, userOf } from '../http/who-may.ts';
import { addBatchRoutes } from './batch-routes.ts';
import { checkDiscount } from './checks.ts';
import { addDiscountRoutes } from './discount-routes.ts';
import { CheckAnswer, CheckBody } from './discount-schemas.ts';
import { redeem } from './redemptions.ts';
import { RedeemAnswer, RedeemBody } from './schemas.ts';

/** A page asks while its customer types; wrong codes are limited apart from this. */
const CHECKS = { count: 120, windowMs: 60_000 };

const redeemCode = createRoute({
  method: 'post',
  path: '/api/redemption-codes/redeem',
  operationId: 'redeemCode',
  tags: ['Redemption codes'],
  summary: 'Redeem a code: its credits arrive at once',
  middleware: [signedIn] as const,
  request: { body: jsonBody(RedeemBody) },
  responses: { 200: jsonAnswer(RedeemAnswer, 'Redeemed.'), ...refusals(400, 401, 403, 404, 409, 429) },
});

const check = createRoute({
  method: 'post',
  path: '/api/discounts/check',
  operationId: 'checkDiscount',
  tags: ['Discounts'],
  summary: 'What a discount would make of a purchase',
  middleware: [signedIn] as const,
  request: { body: jsonBody(CheckBody) },
  responses: { 200: jsonAnswer(CheckAnswer, 'What it would give now.'), ...refusals(400, 401, 404, 409, 429) },
});

/** Redemption codes and discounts: what people do with them, and what admins make. */
export function promotionsRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.use(check.path, rateLimit(CHECKS));
  routes.openapi(redeemCode, async (c) => {
    const { userId } = userOf(c);
    const id = operationId(c, userId, 'redemption-codes.redeem');
    const { code } = c.req.valid('json');
    return c.json(await redeem(deps, { id, userId, code }, requestOrigin(c)), 200);
  });
  routes.openapi(check, async (c) => {
    const answer = await checkDiscount(deps, c.req.valid('json'), userOf(c).userId, c.get('address'));
    return c.json(answer, 200);
  });
  addBatchRoutes(routes, deps);
  addDiscountRoutes(routes, deps);
  return routes;
}
