import { FareboxError } from '@farebox/kit';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { rateLimit } from '../http/limits.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../http/schemas.ts';
import { ADDRESS_HEADER, type Auth, authOf } from './auth.ts';
import { errors } from './errors.ts';
import { ChangePassword, CurrentSession, RevokeSession, Session, SignedIn, SignIn, SignUp } from './schemas.ts';
import { findUserByEmail } from './store.ts';

const tags = ['Identity'];
const Done = z.object({ status: z.literal(true) });
const ended = { 200: jsonAnswer(Done, 'Ended.'), ...refusals(401, 403) };

const signUp = createRoute({
  method: 'post',
  path: '/api/auth/sign-up/email',
  operationId: 'signUp',
  tags,
  summary: 'Sign up with e-mail and password',
  request: { body: jsonBody(SignUp) },
  responses: { 200: jsonAnswer(SignedIn, 'Signed in; the cookie is set.'), ...refusals(400, 403, 409, 429) },
});

const signIn = createRoute({
  method: 'post',
  path: '/api/auth/sign-in/email',
  operationId: 'signIn',
  tags,
  summary: 'Sign in with e-mail and password',
  request: { body: jsonBody(SignIn) },
  responses: { 200: jsonAnswer(SignedIn, 'Signed in; the cookie is set.'), ...refusals(400, 401, 403, 429) },
});

const signOut = createRoute({
  method: 'post',
  path: '/api/auth/sign-out',
  operationId: 'signOut',
  tags,
  summary: 'End this session',
  responses: { 200: jsonAnswer(z.object({ success: z.boolean() }), 'Signed out.'), ...refusals(403) },
});

const getSession = createRoute({
  method: 'get',
  path: '/api/auth/get-session',
  operationId: 'getSession',
  tags,
  summary: 'The session of this cookie',
  responses: { 200: jsonAnswer(CurrentSession, 'The session; null when nobody is signed in.') },
});

const listSessions = createRoute({
  method: 'get',
  path: '/api/auth/list-sessions',
  operationId: 'listSessions',
  tags,
  summary: 'Where you are signed in',
  responses: { 200: jsonAnswer(z.array(Session), 'Live sessions.'), ...refusals(401) },
});

const revokeSession = createRoute({
  method: 'post',
  path: '/api/auth/revoke-session',
  operationId: 'revokeSession',
  tags,
  summary: 'End one of your sessions',
  request: { body: jsonBody(RevokeSession) },
  responses: ended,
});

const revokeSessions = createRoute({
  method: 'post',
  path: '/api/auth/revoke-sessions',
  operationId: 'revokeSessions',
  tags,
  summary: 'End all your sessions',
  responses: ended,
});

const revokeOtherSessions = createRoute({
  method: 'post',
  path: '/api/auth/revoke-other-sessions',
  operationId: 'revokeOtherSessions',
  tags,
  summary: 'End all your sessions but this',
  responses: ended,
});

const changePassword = createRoute({
  method: 'post',
  path: '/api/auth/change-password',
  operationId: 'changePassword',
  tags,
  summary: 'Change the password',
  request: { body: jsonBody(ChangePassword) },
  responses: { 200: jsonAnswer(SignedIn, 'Changed.'), ...refusals(400, 401, 403, 429) },
});

/**
 * The part of better-auth that we offer, route by route. Everything else it can do (linking, deleting, changing any
 * field of a user) is not mounted, and of a body only the declared fields reach it.
 */
export function authRoutes(deps: Deps): OpenAPIHono<Env> {
  const { count, windowSeconds } = deps.config.limits.signIn;
  const auth = authOf(deps);
  const routes = router();
  const guarded = rateLimit({ count, windowMs: windowSeconds * 1000 });
  for (const { path } of [signUp, signIn, changePassword]) routes.use(path, guarded);

  routes.openapi(signUp, async (c) => {
    const person = c.req.valid('json');
    try {
      return c.json(signedIn(await relay(auth, c, person)), 200);
    } catch (error) {
      // Two sign-ups at once: better-auth does not say why the insert failed.
      const unexplained = error instanceof FareboxError && error.code === 'internal';
      if (unexplained && (await findUserByEmail(deps.db, person.email))) throw errors.email_taken();
      throw error;
    }
  });
  routes.openapi(signIn, async (c) => c.json(signedIn(await relay(auth, c, c.req.valid('json'))), 200));
  routes.openapi(changePassword, async (c) => c.json(signedIn(await relay(auth, c, c.req.valid('json'))), 200));
  routes.openapi(signOut, async (c) => c.json(await relay<{ success: boolean }>(auth, c, {}), 200));
  routes.openapi(getSession, async (c) => c.json(await relay<z.infer<typeof CurrentSession>>(auth, c), 200));
  routes.openapi(listSessions, async (c) => c.json(await relay<z.infer<typeof Session>[]>(auth, c), 200));
  routes.openapi(revokeSession, async (c) =>
    c.json(await relay<z.infer<typeof Done>>(auth, c, c.req.valid('json')), 200),
  );
  routes.openapi(revokeSessions, async (c) => c.json(await relay<z.infer<typeof Done>>(auth, c, {}), 200));
  routes.openapi(revokeOtherSessions, async (c) => c.json(await relay<z.infer<typeof Done>>(auth, c, {}), 200));
  return routes;
}

/** The session's token stays in the cookie. */
function signedIn({ user }: z.infer<typeof SignedIn>): z.infer<typeof SignedIn> {
  return { user };
}

/** Asks better-auth what our caller asks, with a body of our making, and hands on the cookies that it sets. */
async function relay<Answer = z.infer<typeof SignedIn>>(auth: Auth, c: Context<Env>, body?: object): Promise<Answer> {
  const headers = new Headers(c.req.raw.headers);
  for (const name of ['content-length', ADDRESS_HEADER]) headers.delete(name);
  const address = c.get('address');
  if (address) headers.set(ADDRESS_HEADER, address);
  if (body) headers.set('content-type', 'application/json');
  // Our edge has let this pass on the browser's word that it is our own page; better-auth wants an Origin.
  if (!headers.has('origin') && headers.get('sec-fetch-site') === 'same-origin') headers.set('origin', auth.origin);
  const request = new Request(c.req.url, { method: c.req.method, headers, body: body && JSON.stringify(body) });
  const answer = await auth.handle(request);
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return (await answer.json()) as Answer;
}
