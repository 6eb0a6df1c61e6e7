import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { rateLimit } from '../../http/limits.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../../http/schemas.ts';
import { asRole, userOf } from '../../http/who-may.ts';
import { changeSettings } from './change.ts';
import { type ProviderMaker, testConnection } from './connection.ts';
import {
  ChangeProviderSettings,
  ConnectionTest,
  Name,
  ProviderSettings,
  ProviderSettingsList,
  TestProviderSettings,
} from './schemas.ts';
import { settingsPage, viewOf } from './view.ts';

/** Each asks somebody outside, with our keys. */
const TESTS = { count: 10, windowMs: 60_000 };

const params = z.object({ provider: Name });

const list = createRoute({
  method: 'get',
  path: '/api/admin/payments/settings',
  operationId: 'listProviderSettings',
  tags: ['Payments'],
  summary: 'The settings of every payment provider, without their secrets',
  middleware: [asRole('root')] as const,
  responses: { 200: jsonAnswer(ProviderSettingsList, 'All of them.'), ...refusals(401, 404) },
});

const change = createRoute({
  method: 'put',
  path: '/api/admin/payments/settings/{provider}',
  operationId: 'changeProviderSettings',
  tags: ['Payments'],
  summary: 'Change settings of a provider; they hold at once',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(ChangeProviderSettings) },
  responses: { 200: jsonAnswer(ProviderSettings, 'As they are now.'), ...refusals(400, 401, 404, 409) },
});

const test = createRoute({
  method: 'post',
  path: '/api/admin/payments/settings/{provider}/test',
  operationId: 'testProviderSettings',
  tags: ['Payments'],
  summary: 'Ask the provider whether address and keys are right',
  middleware: [asRole('root'), rateLimit(TESTS)] as const,
  request: { params, body: jsonBody(TestProviderSettings) },
  responses: { 200: jsonAnswer(ConnectionTest, 'What the provider said.'), ...refusals(400, 401, 404, 429) },
});

/** The admin page's payment settings: for root alone, to others they do not exist. */
export function providerSettingsRoutes(deps: Deps, makeProvider: ProviderMaker): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(list, async (c) => c.json({ data: await settingsPage(deps) }, 200));
  routes.openapi(change, async (c) => {
    const { provider: name } = c.req.valid('param');
    const asked = { ...c.req.valid('json'), name, userId: userOf(c).userId };
    const { stored, resolved } = await changeSettings(deps, asked, requestOrigin(c));
    return c.json(viewOf(name, stored, resolved), 200);
  });
  routes.openapi(test, async (c) => {
    const { provider } = c.req.valid('param');
    return c.json(await testConnection(deps, makeProvider, provider, c.req.valid('json').values), 200);
  });
  return routes;
}
