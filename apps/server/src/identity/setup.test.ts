import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, TEST_PASSWORD, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { prepareIdentity, setupLink, setupNeeded } from './setup.ts';

let server: TestServer;

beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function tokenOf(link: Promise<string | null>): Promise<string> {
  return new URL((await link) as string).searchParams.get('token') as string;
}

function complete(token: string, email = 'root@example.com', password = TEST_PASSWORD) {
  return ask(server, '/api/setup', { body: { token, name: 'Root', email, password } });
}

function rows(statement: string, ...values: unknown[]) {
  return server.deps.pool.query(statement, values).then((result) => result.rows);
}

async function signsInAs(email: string): Promise<string> {
  const { headers } = await ask(server, '/api/auth/sign-in/email', { body: { email, password: TEST_PASSWORD } });
  const cookie = headers.getSetCookie()[0]?.split(';')[0];
  const { body } = await ask(server, '/api/me', { cookie });
  return (body as { role: string }).role;
}

test('the link makes the first root, who signs in and has an account, once', async () => {
  expect((await ask(server, '/api/config')).body).toMatchObject({ setupNeeded: true });
  const link = await setupLink(server.deps);
  expect(link).toMatch(/^http:\/\/localhost:3000\/setup\?token=[\w-]{43}$/);
  const token = await tokenOf(Promise.resolve(link));
  const { status, body } = await complete(token);
  expect(status).toBe(201);
  const { id } = body as { id: string };
  expect(body).toEqual({ id, role: 'root' });
  expect(await signsInAs('root@example.com')).toBe('root');
  expect(await server.deps.ledger.balance(id)).toMatchObject({ available: 3_000_000n });
  expect(await complete(token, 'second@example.com')).toMatchObject({
    status: 404,
    body: { error: { code: 'setup_not_found' } },
  });
  expect(await setupNeeded(server.deps)).toBe(false);
  expect(await setupLink(server.deps)).toBeNull();
  expect(await rows("select actor_id, ip, after from farebox.audit_logs where action = 'user.made_root'")).toEqual([
    { actor_id: id, ip: null, after: { role: 'root', email: 'root@example.com' } },
  ]);
});

test('of ten people with the link one becomes root', async () => {
  const token = await tokenOf(setupLink(server.deps));
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => complete(token, `root-${n}@example.com`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(404)]);
  expect(await rows("select from farebox.users where role = 'root'")).toHaveLength(1);
});

test('each start makes a new link and ends the one before; only the hash is kept', async () => {
  const first = await tokenOf(setupLink(server.deps));
  const second = await tokenOf(setupLink(server.deps));
  const kept = await rows("select value from farebox.verifications where identifier = 'setup'");
  expect(kept).toEqual([{ value: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect((await complete(first)).status).toBe(404);
  expect((await complete(second)).status).toBe(201);
});

test('a link older than a day is no good', async () => {
  const token = await tokenOf(setupLink(server.deps));
  const [{ hours }] = await rows(
    'select round(extract(epoch from expires_at - now()) / 3600)::int as hours from farebox.verifications',
  );
  expect(hours).toBe(24);
  await rows("update farebox.verifications set expires_at = now() - interval '1 s'");
  expect((await complete(token)).status).toBe(404);
});

test('a guess is no good', async () => {
  await setupLink(server.deps);
  expect((await complete('setup')).status).toBe(404);
  expect(await rows("select from farebox.users where role = 'root'")).toEqual([]);
});

test('an account that exists becomes root with its own password, and with no other', async () => {
  const { email, userId } = await signUp(server.app);
  const token = await tokenOf(setupLink(server.deps));
  expect(await complete(token, email, 'not the password')).toMatchObject({
    status: 409,
    body: { error: { code: 'email_taken' } },
  });
  expect((await complete(token, email)).body).toEqual({ id: userId, role: 'root' });
  expect(await signsInAs(email)).toBe('root');
});

test('the configuration can name the first root instead, who stays who he is', async () => {
  const named = (email: string) => ({ ...server.deps.config, identity: { root: { email, password: TEST_PASSWORD } } });
  await prepareIdentity({ ...server.deps, config: named('boss@example.com') });
  await prepareIdentity({ ...server.deps, config: named('other@example.com') });
  expect(await rows("select email from farebox.users where role = 'root'")).toEqual([{ email: 'boss@example.com' }]);
  expect(await signsInAs('boss@example.com')).toBe('root');
  expect(await setupLink(server.deps)).toBeNull();
});

test('the welcome of the configuration is what a new account gets', async () => {
  const credits = { ...server.deps.config.credits, cap: 9_000_000n };
  await prepareIdentity({
    ...server.deps,
    config: { ...server.deps.config, credits: { ...credits, welcome: 7_500_000n } },
  });
  const { userId } = await signUp(server.app);
  expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 7_500_000n, cap: 9_000_000n });
  await prepareIdentity({ ...server.deps, config: { ...server.deps.config, credits: { ...credits, welcome: 0n } } });
  const { userId: later } = await signUp(server.app);
  expect(await server.deps.ledger.balance(later)).toMatchObject({ available: 0n, granted: 0n });
  expect(await server.deps.ledger.balance(userId)).toMatchObject({ available: 7_500_000n });
});
