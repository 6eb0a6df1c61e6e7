import { formatCredits } from '@farebox/kit';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { rateLimit } from '../http/limits.ts';
import { pageById, pageQuery, readIdCursor } from '../http/paging.ts';
import { requestOrigin } from '../http/request-context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, listOf, refusals, Uuid } from '../http/schemas.ts';
import { signedIn, userOf } from '../http/who-may.ts';
import { authRoutes } from './auth-routes.ts';
import { type SpendLimit, spendPeriods } from './key-limits.ts';
import { changeKey, createKey, type KeyState, listKeys, revokeKey } from './keys.ts';
import { changeProfile, readProfile } from './profile.ts';
import { ChangeKey, ChangeMe, CreatedKey, Key, Me, NewKey, Setup, SetupDone } from './schemas.ts';
import { completeSetup } from './setup.ts';
import type { UserRow } from './store.ts';

const setup = createRoute({
  method: 'post',
  path: '/api/setup',
  operationId: 'completeSetup',
  tags: ['Identity'],
  summary: 'Make the first root user',
  request: { body: jsonBody(Setup) },
  responses: { 201: jsonAnswer(SetupDone, 'Made; sign in with it.'), ...refusals(400, 404, 409, 429) },
});

const getMe = createRoute({
  method: 'get',
  path: '/api/me',
  operationId: 'getMe',
  tags: ['Identity'],
  summary: 'Who you are',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(Me, 'You.'), ...refusals(401) },
});

const patchMe = createRoute({
  method: 'patch',
  path: '/api/me',
  operationId: 'changeMe',
  tags: ['Identity'],
  summary: 'Change your name or time zone',
  middleware: [signedIn] as const,
  request: { body: jsonBody(ChangeMe) },
  responses: { 200: jsonAnswer(Me, 'You, after the change.'), ...refusals(400, 401) },
});

const getKeys = createRoute({
  method: 'get',
  path: '/api/keys',
  operationId: 'listKeys',
  tags: ['API keys'],
  summary: 'Your API keys, newest first',
  middleware: [signedIn] as const,
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(listOf(Key), 'One page.'), ...refusals(400, 401) },
});

const postKey = createRoute({
  method: 'post',
  path: '/api/keys',
  operationId: 'createKey',
  tags: ['API keys'],
  summary: 'Make an API key',
  middleware: [signedIn] as const,
  request: { body: jsonBody(NewKey) },
  responses: { 201: jsonAnswer(CreatedKey, 'Made. Keep `key`: it is not shown again.'), ...refusals(400, 401, 409) },
});

const patchKey = createRoute({
  method: 'patch',
  path: '/api/keys/{id}',
  operationId: 'changeKey',
  tags: ['API keys'],
  summary: 'Change what an API key may do',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }), body: jsonBody(ChangeKey) },
  responses: {
    200: jsonAnswer(Key, 'After the change; it counts everywhere within a second.'),
    ...refusals(400, 401, 404, 409),
  },
});

const deleteKey = createRoute({
  method: 'delete',
  path: '/api/keys/{id}',
  operationId: 'revokeKey',
  tags: ['API keys'],
  summary: 'Revoke an API key',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }) },
  responses: { 204: { description: 'Revoked; it works nowhere within a second.' }, ...refusals(400, 401, 404) },
});

/** Signing in and out, the first root, the signed-in person, and their keys. */
export function identityRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.route('/', authRoutes(deps));
  addSetup(routes, deps);
  addMe(routes, deps);
  addKeys(routes, deps);
  return routes;
}

function addSetup(routes: OpenAPIHono<Env>, deps: Deps): void {
  const { count, windowSeconds } = deps.config.limits.signIn;
  routes.use(setup.path, rateLimit({ count, windowMs: windowSeconds * 1000 }));
  routes.openapi(setup, async (c) => {
    const id = await completeSetup(deps, c.req.valid('json'), requestOrigin(c));
    return c.json({ id, role: 'root' as const }, 201);
  });
}

function addMe(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(getMe, async (c) => c.json(toMe(await readProfile(deps, userOf(c).userId)), 200));
  routes.openapi(patchMe, async (c) => {
    const user = await changeProfile(deps, userOf(c).userId, c.req.valid('json'), requestOrigin(c));
    return c.json(toMe(user), 200);
  });
}

function addKeys(routes: OpenAPIHono<Env>, deps: Deps): void {
  routes.openapi(getKeys, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const rows = await listKeys(deps, userOf(c).userId, limit + 1, readIdCursor(cursor));
    const { page, nextCursor } = pageById(rows, limit);
    return c.json({ data: page.map(toKey), nextCursor }, 200);
  });
  routes.openapi(postKey, async (c) => {
    const made = await createKey(deps, userOf(c).userId, c.req.valid('json'), requestOrigin(c));
    c.header('cache-control', 'no-store');
    return c.json({ ...toKey(made), key: made.key }, 201);
  });
  routes.openapi(patchKey, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(toKey(await changeKey(deps, userOf(c).userId, id, c.req.valid('json'), requestOrigin(c))), 200);
  });
  routes.openapi(deleteKey, async (c) => {
    await revokeKey(deps, userOf(c).userId, c.req.valid('param').id, requestOrigin(c));
    return c.body(null, 204);
  });
}

function toMe({ id, email, name, role, timeZone, createdAt }: UserRow): z.infer<typeof Me> {
  return { id, email, name, role, timeZone, createdAt: createdAt.toISOString() };
}

function toKey(key: KeyState): z.infer<typeof Key> {
  const { id, name, prefix, last4, createdAt, lastUsedAt, expiresAt, revokedAt } = key;
  const { allowedModels, allowedAddresses, rpm, tpm, concurrency } = key;
  return {
    id,
    name,
    prefix,
    last4,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    ...{ allowedModels, allowedAddresses, rpm, tpm, concurrency },
    spendLimits: toSpendLimits(key.spendLimits),
  };
}

function toSpendLimits(limits: readonly SpendLimit[]): z.infer<typeof Key>['spendLimits'] {
  const bodies = spendPeriods.map((period) => {
    const found = limits.find((one) => one.period === period);
    const body = found && {
      limit: formatCredits(found.limit),
      used: formatCredits(found.used),
      resetsAt: found.resetsAt?.toISOString() ?? null,
    };
    return [period, body ?? null];
  });
  return Object.fromEntries(bodies);
}
