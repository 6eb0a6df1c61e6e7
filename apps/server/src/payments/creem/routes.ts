import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { edgeErrors } from '../../http/errors.ts';
import { maxBody } from '../../http/limits.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, refusals } from '../../http/schemas.ts';
import { receiveCallback } from '../callbacks.ts';
import { findProvider } from '../providers.ts';

const CALLBACK_BYTES = 256 * 1024;

const webhook = createRoute({
  method: 'post',
  path: '/api/payments/notify/creem',
  operationId: 'receiveCreemCallback',
  tags: ['Payments'],
  summary: 'Where Creem sends its signed callbacks',
  middleware: [maxBody(CALLBACK_BYTES)] as const,
  responses: {
    200: jsonAnswer(z.object({ received: z.literal(true) }), 'Its effect is stored.'),
    ...refusals(400, 401, 404, 413, 500),
  },
});

/** The door for Creem's callbacks. While its keys are not set there is none. */
export function creemRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(webhook, async (c) => {
    const provider = await findProvider(deps, 'creem');
    if (!provider) throw edgeErrors.not_found();
    const raw = Buffer.from(await c.req.arrayBuffer());
    await receiveCallback(deps, provider, { raw, headers: c.req.raw.headers });
    return c.json({ received: true as const }, 200);
  });
  return routes;
}
