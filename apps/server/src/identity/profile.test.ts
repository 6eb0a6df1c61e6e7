import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';

let server: TestServer;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1_000 } } } });
});
afterAll(() => server?.close());

function change(cookie: string, body: object) {
  return ask(server, '/api/me', { cookie, body, method: 'PATCH' });
}

test('name and time zone are changed, the account turns its days with them, and it is written down', async () => {
  const { cookie, userId } = await signUp(server.app);
  const changed = await change(cookie, { name: ' Ada Lovelace ', timeZone: 'Asia/Shanghai' });
  expect(changed).toMatchObject({ status: 200, body: { id: userId, name: 'Ada Lovelace', timeZone: 'Asia/Shanghai' } });
  expect((await ask(server, '/api/me', { cookie })).body).toEqual(changed.body);
  expect(await server.deps.ledger.balance(userId)).toMatchObject({ timeZone: 'Asia/Shanghai' });
  await change(cookie, { name: 'Ada Lovelace' });
  const { rows } = await server.deps.pool.query(
    "select actor_id, before, after from farebox.audit_logs where account_id = $1 and action = 'user.changed'",
    [userId],
  );
  expect(rows).toEqual([
    {
      actor_id: userId,
      before: { name: 'Ada', timeZone: 'UTC' },
      after: { name: 'Ada Lovelace', timeZone: 'Asia/Shanghai' },
    },
  ]);
});

test('what is not said stays', async () => {
  const { cookie } = await signUp(server.app);
  await change(cookie, { timeZone: 'America/Argentina/Buenos_Aires' });
  expect((await change(cookie, { name: 'Eva' })).body).toMatchObject({
    name: 'Eva',
    timeZone: 'America/Argentina/Buenos_Aires',
  });
  expect((await change(cookie, {})).body).toMatchObject({ name: 'Eva', timeZone: 'America/Argentina/Buenos_Aires' });
});

test.each([
  ['an unknown zone', { timeZone: 'Mars/Olympus' }],
  ['an offset', { timeZone: '+08:00' }],
  ['a path', { timeZone: '../etc/passwd' }],
  ['an empty zone', { timeZone: '' }],
  ['an empty name', { name: ' ' }],
  ['a name of 101 letters', { name: 'x'.repeat(101) }],
])('%s is refused', async (_, body) => {
  const { cookie } = await signUp(server.app);
  expect(await change(cookie, body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
});

test('nobody without a session reads or changes a profile', async () => {
  expect((await ask(server, '/api/me')).status).toBe(401);
  expect((await ask(server, '/api/me', { method: 'PATCH', body: { name: 'x' } })).status).toBe(401);
});
