import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askServer, cookieOf, type Question } from '../../../../tools/testing/ask.ts';
import { signUp, TEST_PASSWORD, type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 10_000 } } } });
});
afterAll(() => server?.close());

function ask(path: string, question?: Question) {
  return askServer(server, path, question);
}

function signIn(email: string, password = TEST_PASSWORD) {
  return ask('/api/auth/sign-in/email', { body: { email, password } });
}

function isSignedIn(cookie: string): Promise<boolean> {
  return ask('/api/me', { cookie }).then(({ status }) => status === 200);
}

function rows(statement: string, ...values: unknown[]) {
  return server.deps.pool.query(statement, values).then((result) => result.rows);
}

test('signing out ends the session', async () => {
  const { cookie } = await signUp(server.app);
  expect(await isSignedIn(cookie)).toBe(true);
  const answer = await ask('/api/auth/sign-out', { cookie, body: {} });
  expect(answer.status).toBe(200);
  expect(cookieOf(answer)).toMatch(/farebox\.session_token=(;|$)/);
  expect(await isSignedIn(cookie)).toBe(false);
});

test('sessions are listed, and ended one by one or all but this', async () => {
  const { cookie, email } = await signUp(server.app);
  const second = cookieOf(await signIn(email));
  const third = cookieOf(await signIn(email));
  const listed = (await ask('/api/auth/list-sessions', { cookie })).body as { token: string }[];
  expect(listed).toHaveLength(3);
  const token = listed.map((one) => one.token).find((one) => second.includes(encodeURIComponent(one)));
  expect((await ask('/api/auth/revoke-session', { cookie, body: { token } })).body).toEqual({ status: true });
  expect([await isSignedIn(cookie), await isSignedIn(second), await isSignedIn(third)]).toEqual([true, false, true]);
  await ask('/api/auth/revoke-other-sessions', { cookie, body: {} });
  expect([await isSignedIn(cookie), await isSignedIn(third)]).toEqual([true, false]);
});

test("somebody else's session cannot be ended", async () => {
  const [ann, bob] = [await signUp(server.app), await signUp(server.app)];
  const [{ token }] = await rows('select token from farebox.sessions where user_id = $1', bob.userId);
  await ask('/api/auth/revoke-session', { cookie: ann.cookie, body: { token } });
  expect(await isSignedIn(bob.cookie)).toBe(true);
});

test('a cookie is nothing without the signature of this server', async () => {
  const { cookie } = await signUp(server.app);
  const [name, value = ''] = cookie.split('=');
  const [token] = decodeURIComponent(value).split('.');
  for (const forged of [
    `${name}=${token}`,
    `${name}=${token}.`,
    `${name}=${token}.${'A'.repeat(43)}%3D`,
    `${name}=x`,
  ]) {
    expect(await isSignedIn(forged), forged).toBe(false);
  }
});

test('a session ends by itself, and is extended while in use', async () => {
  const { cookie, userId } = await signUp(server.app);
  const moveEnd = (to: string) =>
    rows(`update farebox.sessions set expires_at = now() + interval '${to}' where user_id = $1`, userId);
  const { headers: untouched } = await ask('/api/me', { cookie });
  expect(untouched.getSetCookie()).toEqual([]);
  await moveEnd('28 days');
  const { headers } = await ask('/api/me', { cookie });
  expect(headers.getSetCookie()[0]).toMatch(/^farebox\.session_token=.+Max-Age=2592000/);
  const [{ days }] = await rows(
    'select round(extract(epoch from expires_at - now()) / 86400)::int as days from farebox.sessions where user_id = $1',
    userId,
  );
  expect(days).toBe(30);
  await moveEnd('-1 s');
  expect(await isSignedIn(cookie)).toBe(false);
});

test('a changed password needs the old one, and ends the other sessions when asked', async () => {
  const { cookie, email } = await signUp(server.app);
  const other = cookieOf(await signIn(email));
  const change = (currentPassword: string) =>
    ask('/api/auth/change-password', {
      cookie,
      body: { currentPassword, newPassword: 'another long password', revokeOtherSessions: true },
    });
  expect(await change('not my password')).toMatchObject({ status: 400, body: { error: { code: 'wrong_password' } } });
  const changed = await change(TEST_PASSWORD);
  expect(changed.status).toBe(200);
  expect([await isSignedIn(other), await isSignedIn(cookieOf(changed))]).toEqual([false, true]);
  expect((await signIn(email)).status).toBe(401);
  expect((await signIn(email, 'another long password')).status).toBe(200);
});

test('the sessions of a disabled person stop at once, and no new one begins', async () => {
  const { cookie, userId, email } = await signUp(server.app);
  await rows('update farebox.users set disabled_at = now() where id = $1', userId);
  expect(await isSignedIn(cookie)).toBe(false);
  expect(await signIn(email)).toMatchObject({ status: 403, body: { error: { code: 'user_disabled' } } });
  expect(await rows('select from farebox.sessions where user_id = $1', userId)).toEqual([]);
  await rows('update farebox.users set disabled_at = null where id = $1', userId);
  expect((await signIn(email)).status).toBe(200);
});

test('the address of a session is what our edge saw, not what the caller says', async () => {
  const { email, userId } = await signUp(server.app);
  await server.app.request('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-farebox-address': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' },
    body: JSON.stringify({ email, password: TEST_PASSWORD }),
  });
  const seen = await rows('select ip_address from farebox.sessions where user_id = $1', userId);
  expect(seen).toHaveLength(2);
  for (const { ip_address } of seen) expect(ip_address).not.toBe('6.6.6.6');
});

test('the audit log tells of it all', async () => {
  const { cookie, userId } = await signUp(server.app);
  await ask('/api/auth/change-password', {
    cookie,
    body: { currentPassword: TEST_PASSWORD, newPassword: 'another long password' },
  });
  await ask('/api/auth/sign-out', { cookie, body: {} });
  const logged = await rows(
    'select action, actor_kind, actor_id from farebox.audit_logs where account_id = $1 order by id',
    userId,
  );
  const own = (action: string) => ({ action, actor_kind: 'user', actor_id: userId });
  expect(logged).toEqual(['user.created', 'session.created', 'user.password_changed', 'session.ended'].map(own));
});
