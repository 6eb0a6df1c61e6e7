import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askServer, type Question } from '../../../../tools/testing/ask.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { signUp } from '../../../../tools/testing/sign-up.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';

let server: TestServer;
let admin: string;
beforeAll(async () => {
  const quotas = { user: { rpm: 600, tpm: null, concurrency: null }, models: {} };
  server = await testServer({ config: { quotas } });
  admin = (await staffOf(server, 'admin')).cookie;
});
afterAll(() => server?.close());

const ask = (path: string, question?: Question) => askServer(server, path, question);
const pathOf = (userId: string) => `/api/admin/users/${userId}/limits`;
const put = (userId: string, body: object, cookie = admin) => ask(pathOf(userId), { cookie, method: 'PUT', body });
const none = { day: null, month: null, total: null };

test('limits are set as a whole, and shown with what is used', async () => {
  const { userId } = await signUp(server.app);
  const free = { rpm: null, tpm: null, concurrency: null, spendLimits: none, models: {} };
  const defaults = { user: { rpm: 600, tpm: null, concurrency: null }, models: {} };
  expect(await ask(pathOf(userId), { cookie: admin })).toMatchObject({ status: 200, body: { ...free, defaults } });

  const models = { 'demo-small': { tpm: 50, spendLimits: { total: '2' } }, other: { spendLimits: { day: '1' } } };
  const made = await put(userId, { rpm: 'unlimited', concurrency: 4, spendLimits: { day: '1.5' }, models });
  const day = { limit: '1.5', used: '0', resetsAt: expect.any(String) };
  const limited = { rpm: null, tpm: null, concurrency: null };
  const shown = {
    ...{ rpm: 'unlimited', tpm: null, concurrency: 4, spendLimits: { ...none, day } },
    models: {
      'demo-small': { ...limited, tpm: 50, spendLimits: { ...none, total: { limit: '2', used: '0', resetsAt: null } } },
      other: { ...limited, spendLimits: { ...none, day: { ...day, limit: '1' } } },
    },
    defaults,
  };
  expect(made).toMatchObject({ status: 200, body: shown });
  await server.deps.ledger.charge({ id: userId, accountId: userId, amount: 250_000n, usage: { model: 'other' } });
  const { body } = await ask(pathOf(userId), { cookie: admin });
  expect(body).toMatchObject({
    spendLimits: { day: { used: '0.25' } },
    models: { other: { spendLimits: { day: { used: '0.25' } } } },
  });

  expect(await put(userId, {})).toMatchObject({ status: 200, body: free });
  expect(await server.deps.ledger.budgets(userId)).toEqual([]);
  const { rows } = await server.deps.pool.query(
    `select before, after from farebox.audit_logs where action = 'user.limits_set' and target_id = $1 order by id`,
    [userId],
  );
  expect(rows[0]).toMatchObject({
    before: {},
    after: { rpm: 0, concurrency: 4, spendLimits: { 'account day': '1.5', 'model demo-small total': '2' } },
  });
  expect(rows).toHaveLength(2);
});

test('a limit that others keep in the ledger is left alone', async () => {
  const { userId } = await signUp(server.app);
  const own = { id: userId, accountId: userId, subject: 'account', subjectId: '', period: 'day', limit: 5n } as const;
  await server.deps.ledger.setBudget(own);
  expect((await put(userId, { spendLimits: { day: '1' } })).status).toBe(200);
  expect((await put(userId, {})).status).toBe(200);
  expect(await server.deps.ledger.budgets(userId)).toMatchObject([{ id: userId }]);
});

test.each([
  ['nothing', { rpm: 0 }],
  ['a word', { rpm: 'many' }],
  ['an unknown field', { rps: 1 }],
  ['a model that cannot be', { models: { 'a b': { rpm: 1 } } }],
  ['a spend limit of nothing', { spendLimits: { day: '0' } }],
  ['too many models', { models: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`m${n}`, { rpm: 1 }])) }],
])('a limit cannot be %s', async (_, body) => {
  const { userId } = await signUp(server.app);
  expect(await put(userId, body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
});

test('only admins set and see them, of people who are there', async () => {
  const { userId, cookie } = await signUp(server.app);
  expect((await put(userId, { rpm: 1 }, cookie)).status).toBe(404);
  expect((await put(userId, { rpm: 1 }, '')).status).toBe(401);
  const nobody = '00000000-0000-7000-8000-000000000000';
  expect(await put(nobody, { rpm: 1 })).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } });
  expect((await ask(pathOf(nobody), { cookie: admin })).status).toBe(404);
});

test('people read their own limits in the database, and write none', async () => {
  const [mine, other] = [await signUp(server.app), await signUp(server.app)];
  for (const { userId } of [mine, other]) await put(userId, { rpm: 7 });
  const client = await server.deps.pool.connect();
  await client.query('begin');
  await client.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify({ sub: mine.userId })]);
  await client.query('set local role authenticated');
  const { rows } = await client.query('select user_id, rates from farebox.user_limits');
  expect(rows).toEqual([{ user_id: mine.userId, rates: { rpm: 7 } }]);
  await expect(client.query('delete from farebox.user_limits')).rejects.toThrow(/permission denied/);
  await client.query('rollback');
  client.release();
});
