import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../http/schemas.ts';
import { asRole, userOf } from '../http/who-may.ts';
import { PutUserLimits, UserLimitsBody, userLimitsBody, wantedOf } from './schemas.ts';
import { readUserLimits, setUserLimits } from './user-limits.ts';

const tags = ['Limits'];
const middleware = asRole('admin');
const params = z.object({ userId: Uuid });

const get = createRoute({
  method: 'get',
  path: '/api/admin/users/{userId}/limits',
  operationId: 'getUserLimits',
  summary: 'What limits a person, and how much of it is used',
  tags,
  middleware,
  request: { params },
  responses: { 200: jsonAnswer(UserLimitsBody, 'The limits.'), ...refusals(400, 401, 404) },
});

const put = createRoute({
  method: 'put',
  path: '/api/admin/users/{userId}/limits',
  operationId: 'setUserLimits',
  summary: 'Set what limits a person, in place of what was set before',
  tags,
  middleware,
  request: { params, body: jsonBody(PutUserLimits) },
  responses: { 200: jsonAnswer(UserLimitsBody, 'The limits from now on.'), ...refusals(400, 401, 404) },
});

/** People's limits, for admins. */
export function quotasRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  const settings = deps.config.quotas;
  routes.openapi(get, async (c) => {
    return c.json(userLimitsBody(await readUserLimits(deps, c.req.valid('param').userId), settings), 200);
  });
  routes.openapi(put, async (c) => {
    const editor = { actor: { kind: 'user' as const, id: userOf(c).userId }, ...requestOrigin(c) };
    const { userId } = c.req.valid('param');
    const limits = await setUserLimits(deps, userId, wantedOf(c.req.valid('json')), editor);
    return c.json(userLimitsBody(limits, settings), 200);
  });
  return routes;
}
