import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { type Env, router } from '../http/router.ts';
import type { Model } from './catalog.ts';
import { documentV1 } from './documentation.ts';
import { endpoints } from './endpoints.ts';
import { gatewayErrors } from './errors.ts';
import type { Gateway } from './gateway.ts';
import { authenticate, meteredRoute } from './metered-route.ts';
import { renderOpenAiError } from './openai-error.ts';

/** What OpenAI's clients call, below `/v1`. Everything here answers errors in OpenAI's shape. */
export function v1Routes(gateway: Gateway): OpenAPIHono<Env> {
  const { config } = gateway.deps;
  const { models } = gateway.catalog;
  const v1 = router();
  v1.onError((error, c) => renderOpenAiError(error, c, `${config.server.publicUrl}/topup`));
  documentV1(v1);
  v1.use('*', anyOrigin);
  for (const endpoint of endpoints) v1.post(endpoint.path, (c) => meteredRoute(c, gateway, endpoint));
  v1.get('/models', async (c) => {
    const { priceGroup } = await authenticate(c, gateway);
    const sold = await Promise.all([...models.values()].map(({ id }) => gateway.prices.sale(id, priceGroup)));
    const data = [...models.values()].filter((_, at) => sold[at]).map((model) => listed(model, gateway));
    return c.json({ object: 'list', data });
  });
  v1.get('/models/:id{.+}', async (c) => {
    await authenticate(c, gateway);
    const model = models.get(c.req.param('id'));
    if (!model) throw gatewayErrors.model_not_found({ param: 'model' });
    return c.json(listed(model, gateway));
  });
  v1.all('*', (c) => {
    throw gatewayErrors.unknown_route({}, `There is no ${c.req.method} ${c.req.path}.`);
  });
  return v1;
}

function listed({ id, ownedBy }: Model, { since }: Gateway) {
  return { id, object: 'model', created: since, owned_by: ownedBy };
}

const exposed = 'x-farebox-receipt, x-farebox-charge, x-request-id, retry-after';

/** Any page may call with a key that it was given; cookies count for nothing here, so none are asked for. */
const anyOrigin: MiddlewareHandler<Env> = async (c, next) => {
  c.header('access-control-allow-origin', '*');
  c.header('access-control-expose-headers', exposed);
  if (c.req.method !== 'OPTIONS') return next();
  c.header('access-control-allow-methods', 'GET, POST, OPTIONS');
  c.header('access-control-allow-headers', c.req.header('access-control-request-headers') ?? '*');
  c.header('access-control-max-age', '86400');
  return c.body(null, 204);
};
