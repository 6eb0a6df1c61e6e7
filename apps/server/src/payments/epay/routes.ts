import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { edgeErrors } from '../../http/errors.ts';
import { maxBody } from '../../http/limits.ts';
import { renderProblem } from '../../http/problem.ts';
import { type Env, router } from '../../http/router.ts';
import { receiveCallback } from '../callbacks.ts';
import { findProvider } from '../providers.ts';
import { requireCredited } from './credited.ts';

const CALLBACK_BYTES = 64 * 1024;

const word = (text: string, description: string) => ({
  content: { 'text/plain': { schema: z.literal(text) } },
  description,
});

const fail = word('fail', 'Nothing is credited; the site tells again.');
const answers = {
  200: word('success', 'The credits are stored, or there is nothing to credit.'),
  ...{ 400: fail, 401: fail, 404: fail, 409: fail, 413: fail, 500: fail },
};

const byQuery = createRoute({
  method: 'get',
  path: '/api/payments/notify/epay',
  operationId: 'receiveEPayQuery',
  tags: ['Payments'],
  summary: 'Where the EPay site tells of payments, in a query',
  responses: answers,
});

const byForm = createRoute({
  method: 'post',
  path: '/api/payments/notify/epay',
  operationId: 'receiveEPayForm',
  tags: ['Payments'],
  summary: 'Where the EPay site tells of payments, in a form',
  middleware: [maxBody(CALLBACK_BYTES)] as const,
  responses: answers,
});

/** The door for notices, by GET and by POST. It answers `success` or `fail` and no other word. */
export function epayRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.onError((error, c) => c.text('fail', renderProblem(error, c).status as ContentfulStatusCode));
  routes.openapi(byQuery, async (c) => {
    return take(deps, c, Buffer.from(queryOf(c)));
  });
  routes.openapi(byForm, async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    return take(deps, c, body.length > 0 ? body : Buffer.from(queryOf(c)));
  });
  return routes;
}

function queryOf(c: Context<Env>): string {
  return new URL(c.req.url).search.slice(1);
}

async function take(deps: Deps, c: Context<Env>, raw: Buffer) {
  const provider = await findProvider(deps, 'epay');
  if (!provider) throw edgeErrors.not_found();
  await receiveCallback(deps, provider, { raw, headers: c.req.raw.headers });
  await requireCredited(deps, provider, raw);
  return c.text('success' as const, 200);
}
