import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { type Env, router } from '../http/router.ts';
import { rateHeaderNames } from '../quotas/index.ts';
import { answerBilling, type BillingPage, billingPages } from './billing.ts';
import type { Model } from './catalog.ts';
import { documentV1 } from './documentation.ts';
import { endpoints } from './endpoints.ts';
import { gatewayErrors } from './errors.ts';
import type { Gateway } from './gateway.ts';
import { mayCall } from './limiting.ts';
import { isAnthropics, renderAnthropicError } from './messages/anthropic-error.ts';
import { anthropicHeaderNames, anthropicHeaders } from './messages/anthropic-headers.ts';
import { countTokensRoute } from './messages/count-tokens.ts';
import { anthropicModel, anthropicModels, isMessaged } from './messages/models.ts';
import { authenticate, meteredRoute } from './metered-route.ts';
import { renderOpenAiError } from './openai-error.ts';
import { responsesRoutes } from './responses/routes.ts';

/** What the models' clients call, below `/v1`. Errors are in OpenAI's shape, to Anthropic's clients in theirs. */
export function v1Routes(gateway: Gateway): OpenAPIHono<Env> {
  const { config } = gateway.deps;
  const { models } = gateway.catalog;
  const v1 = router();
  const topUpUrl = `${config.server.publicUrl}/topup`;
  v1.onError((error, c) => (isAnthropics(c) ? renderAnthropicError : renderOpenAiError)(error, c, topUpUrl));
  documentV1(v1);
  v1.use('*', anyOrigin);
  v1.use('/messages/*', anthropicHeaders);
  v1.post('/messages/count_tokens', countTokensRoute(gateway));
  for (const endpoint of endpoints) v1.post(endpoint.path, (c) => meteredRoute(c, gateway, endpoint));
  responsesRoutes(v1, gateway);
  for (const page of Object.keys(billingPages) as BillingPage[])
    v1.get(`/dashboard/billing/${page}`, (c) => answerBilling(c, gateway, page));
  v1.get('/models', async (c) => {
    const holder = await authenticate(c, gateway);
    const callable = [...models.values()].filter(({ id }) => mayCall(holder, id));
    const sold = await Promise.all(callable.map(({ id }) => gateway.prices.sale(id, holder.priceGroup)));
    if (isAnthropics(c)) {
      const able = callable.filter((model, at) => isMessaged(model, sold[at] ?? null));
      return c.json(anthropicModels(able, (name) => c.req.query(name), gateway.since));
    }
    const data = callable.filter((_, at) => sold[at]).map((model) => listed(model, gateway));
    return c.json({ object: 'list', data });
  });
  v1.get('/models/:id{.+}', async (c) => {
    const holder = await authenticate(c, gateway);
    const model = models.get(c.req.param('id'));
    if (!model || !mayCall(holder, model.id)) throw gatewayErrors.model_not_found({ param: 'model' });
    return c.json(isAnthropics(c) ? anthropicModel(model, gateway.since) : listed(model, gateway));
  });
  v1.all('*', (c) => {
    throw gatewayErrors.unknown_route({}, `There is no ${c.req.method} ${c.req.path}.`);
  });
  return v1;
}

function listed({ id, ownedBy }: Model, { since }: Gateway) {
  return { id, object: 'model', created: since, owned_by: ownedBy };
}

const exposed = [
  'x-farebox-receipt, x-farebox-charge, x-farebox-clamped, idempotency-replayed, x-request-id, retry-after',
  ...['retry-after-ms', 'x-should-retry', ...rateHeaderNames, ...anthropicHeaderNames],
].join(', ');

/** Any page may call with a key that it was given; cookies count for nothing here, so none are asked for. */
const anyOrigin: MiddlewareHandler<Env> = async (c, next) => {
  c.header('access-control-allow-origin', '*');
  c.header('access-control-expose-headers', exposed);
  if (c.req.method !== 'OPTIONS') return next();
  c.header('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS');
  c.header('access-control-allow-headers', c.req.header('access-control-request-headers') ?? '*');
  c.header('access-control-max-age', '86400');
  return c.body(null, 204);
};
