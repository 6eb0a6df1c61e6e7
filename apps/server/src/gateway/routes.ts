import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { edgeErrors } from '../http/errors.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, refusals, Uuid } from '../http/schemas.ts';
import { DEFAULT_GROUP, groupOf, priceText } from '../pricing/index.ts';
import { channelRoutes } from './channels/routes.ts';
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
  responses: { 200: jsonAnswer(ModelPrices, 'What the caller’s group pays; signed out, what everybody pays.') },
});

/** The gateway's HTTP side: `/v1/*` for the models' clients, receipts and prices for the pages. */
export function gatewayRoutes(gateway: Gateway): OpenAPIHono<Env> {
  const { deps } = gateway;
  const routes = router();
  routes.openapi(getReceipt, async (c) => {
    return c.json(await readReceipt(deps.db, c.req.valid('param').id, whoseReceipts(c)), 200);
  });
  routes.openapi(getModels, async (c) => {
    const principal = c.get('principal');
    const group = principal?.kind === 'user' ? await groupOf(deps.db, principal.userId) : DEFAULT_GROUP;
    return c.json({ data: await pricesFor(gateway, group) }, 200);
  });
  routes.route('/', channelRoutes(gateway));
  routes.route('/v1', v1Routes(gateway));
  return routes;
}

/** What can be called, at what the group pays; what has no price cannot. */
async function pricesFor({ catalog, prices }: Gateway, group: string) {
  const sales = await Promise.all(
    [...catalog.models.keys()].map(async (id) => ({ id, sale: await prices.sale(id, group) })),
  );
  return sales.flatMap(({ id, sale }) => (sale ? [{ id, price: priceText(sale.price, sale.multiplier) }] : []));
}

/** A person sees their own account's receipts, the operator's app everybody's (null). */
function whoseReceipts(c: Context<Env>): string | null {
  const principal = c.get('principal');
  if (principal?.kind === 'service') return null;
  if (principal?.kind === 'user') return principal.userId;
  throw edgeErrors.unauthenticated();
}
