import { formatCredits } from '@farebox/kit';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from './context.ts';
import { type Env, router } from './http/router.ts';
import { CreditsOut, jsonAnswer } from './http/schemas.ts';
import { setupNeeded } from './identity/index.ts';
import { offeredProviders } from './payments/index.ts';

const PublicConfig = z
  .object({
    name: z.string(),
    currency: z.string(),
    creditsPerUnit: z.record(z.string(), CreditsOut),
    providers: z.array(z.string()),
    paymentMethods: z.array(
      z.object({
        provider: z.string().openapi({ example: 'epay' }),
        method: z.string().nullable().openapi({ example: 'alipay' }),
        label: z.string().nullable(),
        colour: z.string().nullable(),
        currencies: z.array(z.string()),
        recurring: z.boolean(),
      }),
    ),
    currencies: z.record(
      z.string(),
      z.object({
        minorUnits: z.number(),
        creditsPerUnit: CreditsOut,
        minTopUp: z.string(),
        maxTopUp: z.string(),
        quickAmounts: z.array(z.string()),
      }),
    ),
    balancePaysPlans: z.boolean().openapi({ description: 'Whether plans may be paid for with credits.' }),
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
    currencies,
    balancePaysPlans: config.payments.balance.enabled,
    quickAmounts,
    minTopUp,
    maxTopUp,
    welcomeCredits: formatCredits(config.credits.welcome),
    production: config.server.production,
  };
  const routes = router();
  routes.openapi(route, async (c) => {
    const offered = await offeredProviders(deps);
    const paid = {
      providers: offered.map(({ name }) => name),
      paymentMethods: methodsOf(offered, Object.keys(currencies)),
    };
    return c.json({ ...fixed, ...paid, setupNeeded: await setupNeeded(deps) }, 200);
  });
  return routes;
}

/** A line for each thing that a customer can choose to pay with. */
function methodsOf(offered: Awaited<ReturnType<typeof offeredProviders>>, configured: string[]) {
  return offered.flatMap(({ name: provider, methods, currencies, recurring }) => {
    const taken = configured.filter((code) => currencies === null || currencies.includes(code));
    const choices = methods.length ? methods : [{ id: null, label: null, colour: null }];
    return choices.map(({ id: method, label, colour }) => ({
      provider,
      method,
      label,
      colour,
      currencies: taken,
      recurring,
    }));
  });
}
