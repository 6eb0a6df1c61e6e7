import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../../context.ts';
import { edgeErrors } from '../../http/errors.ts';
import { maxBody } from '../../http/limits.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, refusals } from '../../http/schemas.ts';
import { receiveCallback } from '../callbacks.ts';
import { findProvider } from '../providers.ts';

const CALLBACK_BYTES = 256 * 1024;

const answers = {
  200: jsonAnswer(z.object({ received: z.literal(true) }), 'Its effect is stored, or it has none.'),
  ...refusals(400, 401, 404, 413, 500),
};

const notify = createRoute({
  method: 'post',
  path: '/api/payments/notify/stripe',
  operationId: 'receiveStripeCallback',
  tags: ['Payments'],
  summary: 'Where Stripe sends its signed events',
  middleware: [maxBody(CALLBACK_BYTES)] as const,
  responses: answers,
});

const webhook = createRoute({
  method: 'post',
  path: '/functions/v1/stripe-webhook',
  operationId: 'receiveStripeWebhook',
  tags: ['Payments'],
  summary: 'The same, at the address of an older design',
  middleware: [maxBody(CALLBACK_BYTES)] as const,
  responses: answers,
});

/** The door for Stripe's callbacks; closed while its settings are not complete. */
export function stripeRoutes(deps: Deps): OpenAPIHono<Env> {
  const receive = async (c: Context<Env>) => {
    const provider = await findProvider(deps, 'stripe');
    if (!provider) throw edgeErrors.not_found();
    const raw = Buffer.from(await c.req.arrayBuffer());
    await receiveCallback(deps, provider, { raw, headers: c.req.raw.headers });
    return c.json({ received: true as const }, 200);
  };
  const routes = router();
  routes.openapi(notify, receive);
  routes.openapi(webhook, receive);
  return routes;
}
