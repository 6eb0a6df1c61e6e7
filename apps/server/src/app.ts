import type { OpenAPIHono } from '@hono/zod-openapi';
import { accountsRoutes } from './accounts/index.ts';
import type { Deps } from './context.ts';
import { type Gateway, gatewayRoutes } from './gateway/index.ts';
import { edgeErrors } from './http/errors.ts';
import { maxBody } from './http/limits.ts';
import { measure } from './http/measure.ts';
import { renderProblem } from './http/problem.ts';
import { requestContext } from './http/request-context.ts';
import { type Env, router } from './http/router.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serviceToken } from './http/service-token.ts';
import { identityRoutes, readPrincipal } from './identity/index.ts';
import { operationsRoutes } from './operations-routes.ts';
import {
  autoTopUpRoutes,
  creemRoutes,
  epayRoutes,
  mockpayRoutes,
  paymentsAdminRoutes,
  paymentsRoutes,
  plansForSaleRoutes,
  stripeRoutes,
} from './payments/index.ts';
import { plansRoutes } from './plans/index.ts';
import { pricingRoutes } from './pricing/index.ts';
import { promotionsRoutes } from './promotions/index.ts';
import { publicConfigRoutes } from './public-config-routes.ts';
import { quotasRoutes } from './quotas/index.ts';
import type { ServerState } from './state.ts';
import { statementsRoutes } from './statements/index.ts';
import { subscriptionsRoutes } from './subscriptions/index.ts';
import { usageRoutes } from './usage/index.ts';
import { version } from './version.ts';
import { web } from './web.ts';

/** The whole HTTP side: the edge's rules in the order in which they apply, then every domain's routes. */
export function createApp(deps: Deps, state: ServerState, webRoot: string, gateway: Gateway): OpenAPIHono<Env> {
  const app = router();
  app.onError(renderProblem);
  addEdge(app, deps);
  addRoutes(app, deps, state, gateway);
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: deps.config.name, version },
    servers: [{ url: deps.config.server.publicUrl }],
  });
  app.use('*', web(webRoot));
  app.notFound(() => {
    throw edgeErrors.not_found();
  });
  return app;
}

/** Where a session's cookie counts: our own, and one name of an older design. */
const forPeople = ['/api/*', '/functions/v1/create-checkout-session'];

function addEdge(app: OpenAPIHono<Env>, deps: Deps): void {
  const { config, log, metrics } = deps;
  const { server, limits, secrets } = config;
  const read = readPrincipal(deps);
  app.use('*', requestContext(log, server.trustedProxies), measure(metrics), securityHeaders(server.publicUrl));
  app.use('*', serviceToken(secrets.internalApiKey));
  for (const path of forPeople) {
    app.use(path, maxBody(limits.bodyBytes), sameOrigin(server.publicUrl));
    app.use(path, async (c, next) => {
      if (c.get('principal') === null) c.set('principal', await read(c));
      await next();
    });
  }
}

function addRoutes(app: OpenAPIHono<Env>, deps: Deps, state: ServerState, gateway: Gateway): void {
  const all = [
    operationsRoutes(deps, state),
    publicConfigRoutes(deps),
    identityRoutes(deps),
    accountsRoutes(deps),
    usageRoutes(deps),
    statementsRoutes(deps),
    pricingRoutes(deps, gateway.prices),
    quotasRoutes(deps),
    plansRoutes(deps),
    subscriptionsRoutes(deps),
    promotionsRoutes(deps),
    paymentsRoutes(deps),
    autoTopUpRoutes(deps),
    plansForSaleRoutes(deps),
    stripeRoutes(deps),
    mockpayRoutes(deps),
    epayRoutes(deps),
    creemRoutes(deps),
    paymentsAdminRoutes(deps),
    gatewayRoutes(gateway),
  ];
  for (const routes of all) app.route('/', routes);
}
