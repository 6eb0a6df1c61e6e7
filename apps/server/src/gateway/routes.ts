import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { edgeErrors } from '../http/errors.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, refusals, Uuid } from '../http/schemas.ts';
import { priceText } from '../pricing/index.ts';
import type { Gateway } from './gateway.ts';
import { readReceipt } from './receipts.ts';
import { ModelPrices, Receipt } from './schemas.ts';
import { v1Routes } from './v1-routes.ts';

const getReceipt = createRoute({
  method: 'get',
  path: '/api/receipts/{id}',
  operationId: 'getReceipt',
  tags: ['Usage'],
  summary: 'The whole story of one call: hold, charge, tokens, price, and which grants paid',
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: jsonAnswer(Receipt, 'The receipt, also while the call still runs.'), ...refusals(400, 401, 404) },
});

const getModels = createRoute({
  method: 'get',
  path: '/api/models',
  operationId: 'listModelPrices',
  tags: ['Usage'],
  summary: 'What can be called, and what it costs',
  responses: { 200: jsonAnswer(ModelPrices, 'Credits per million tokens.') },
});

/** The gateway's HTTP side: `/v1/*` for the models' clients, receipts and prices for the pages. */
export function gatewayRoutes(gateway: Gateway): OpenAPIHono<Env> {
  const { deps, catalog } = gateway;
  const routes = router();
  routes.openapi(getReceipt, async (c) => {
    return c.json(await readReceipt(deps.db, c.req.valid('param').id, whoseReceipts(c)), 200);
  });
  routes.openapi(getModels, (c) => {
    const data = [...catalog.models.values()].map(({ id, price }) => ({ id, price: priceText(price) }));
    return c.json({ data }, 200);
  });
  routes.route('/v1', v1Routes(gateway));
  return routes;
}

/** A person sees their own account's receipts, the operator's app everybody's (null). */
function whoseReceipts(c: Context<Env>): string | null {
  const principal = c.get('principal');
  if (principal?.kind === 'service') return null;
  if (principal?.kind === 'user') return principal.userId;
  throw edgeErrors.unauthenticated();
}
