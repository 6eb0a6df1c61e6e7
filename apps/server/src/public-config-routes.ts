import { formatCredits } from '@farebox/kit';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from './context.ts';
import { type Env, router } from './http/router.ts';
import { CreditsOut, jsonAnswer } from './http/schemas.ts';
import { setupNeeded } from './identity/index.ts';
import { providerNames } from './payments/index.ts';

const PublicConfig = z
  .object({
    name: z.string(),
    currency: z.string(),
    creditsPerUnit: z.record(z.string(), CreditsOut),
    providers: z.array(z.string()),
    quickAmounts: z.array(z.string()),
    minTopUp: z.string(),
    maxTopUp: z.string(),
    welcomeCredits: CreditsOut,
    production: z.boolean(),
    setupNeeded: z.boolean(),
  })
  .openapi('PublicConfig');

const route = createRoute({
  method: 'get',
  path: '/api/config',
  operationId: 'getConfig',
  tags: ['Server'],
  summary: 'What the pages must know before anybody signs in',
  responses: { 200: jsonAnswer(PublicConfig, 'The public part of the configuration.') },
});

/** What anybody may know of how this server is set up. */
export function publicConfigRoutes(deps: Deps): OpenAPIHono<Env> {
  const { config } = deps;
  const { currency, currencies } = config.payments;
  const { quickAmounts, minTopUp, maxTopUp } = currencies[currency] as (typeof currencies)[string];
  const fixed = {
    name: config.name,
    currency,
    creditsPerUnit: Object.fromEntries(Object.entries(currencies).map(([code, one]) => [code, one.creditsPerUnit])),
    providers: providerNames(deps),
    quickAmounts,
    minTopUp,
    maxTopUp,
    welcomeCredits: formatCredits(config.credits.welcome),
    production: config.server.production,
  };
  const routes = router();
  routes.openapi(route, async (c) => c.json({ ...fixed, setupNeeded: await setupNeeded(deps) }, 200));
  return routes;
}
