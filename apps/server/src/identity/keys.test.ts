import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askServer, type Question } from '../../../../tools/testing/ask.ts';
import { signUp, type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { createKeyring, type Keyring } from './keyring.ts';

interface Created {
  id: string;
  key: string;
}

const noLimits = {
  allowedModels: null,
  allowedAddresses: null,
  rpm: null,
  tpm: null,
  concurrency: null,
  spendLimits: { day: null, month: null, total: null },
};

let server: TestServer;
let keyring: Keyring;

beforeAll(async () => {
  server = await testServer({ config: { limits: { signIn: { count: 1000 } } } });
  keyring = createKeyring(server.deps);
});
afterAll(async () => {
  await keyring?.close();
  await server?.close();
});

function ask(path: string, question?: Question) {
  return askServer(server, path, question);
}

async function make(cookie: string, body: object = { name: 'laptop' }): Promise<Created> {
  return (await ask('/api/keys', { cookie, body })).body;
}

test('a key is shown once, works, and is listed without itself', async () => {
  const { cookie, userId } = await signUp(server.app);
  const expiresAt = '2030-01-01T08:00:00+08:00';
  const { status, body, headers } = await ask('/api/keys', { cookie, body: { name: ' laptop ', expiresAt } });
  expect(status).toBe(201);
  expect(headers.get('cache-control')).toBe('no-store');
  const { key, ...shown } = body as Created & Record<string, unknown>;
  expect(shown).toEqual({
    id: expect.any(String),
    name: 'laptop',
    prefix: key.slice(0, 7),
    last4: key.slice(-4),
    createdAt: expect.any(String),
    lastUsedAt: null,
    expiresAt: '2030-01-01T00:00:00.000Z',
    revokedAt: null,
    ...noLimits,
  });
  expect(await keyring.find(key)).toMatchObject({ keyId: shown.id, userId, accountId: userId, name: 'laptop' });
  expect((await ask('/api/keys', { cookie })).body).toEqual({ data: [shown], nextCursor: null });
  const stored = await server.deps.pool.query('select api_keys::text from farebox.api_keys');
  expect(JSON.stringify(stored.rows)).not.toContain(key.slice(8, -5));
});

test('keys are listed newest first, page by page', async () => {
  const { cookie } = await signUp(server.app);
  const made = [];
  for (let n = 0; n < 5; n++) made.unshift((await make(cookie, { name: `key ${n}` })).id);
  const listed: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await ask(`/api/keys?limit=2${cursor && `&cursor=${cursor}`}`, { cookie })).body as {
      data: { id: string }[];
      nextCursor: string | null;
    };
    expect(page.data.length).toBeLessThanOrEqual(2);
    listed.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(listed).toEqual(made);
});

test.each(['not-a-cursor', Buffer.from('["not-an-id"]').toString('base64url')])(
  'the cursor %s is refused',
  async (cursor) => {
    const { cookie } = await signUp(server.app);
    expect((await ask(`/api/keys?cursor=${cursor}`, { cookie })).status).toBe(400);
  },
);

test('a revoked key works no more and stays in the list; revoking again changes nothing', async () => {
  const { cookie } = await signUp(server.app);
  const { id, key } = await make(cookie);
  expect(await keyring.find(key)).not.toBeNull();
  const revoke = () => ask(`/api/keys/${id}`, { cookie, method: 'DELETE' });
  expect((await revoke()).status).toBe(204);
  const deadline = performance.now() + 1_000;
  while (await keyring.find(key)) expect(performance.now()).toBeLessThan(deadline);
  const list = () =>
    ask('/api/keys', { cookie }).then(({ body }) => (body as { data: { revokedAt: string | null }[] }).data);
  const [{ revokedAt } = { revokedAt: null }] = await list();
  expect(revokedAt).toEqual(expect.any(String));
  expect((await revoke()).status).toBe(204);
  expect(await list()).toMatchObject([{ id, revokedAt }]);
});

test("somebody else's key does not exist", async () => {
  const [ann, bob] = [await signUp(server.app), await signUp(server.app)];
  const { id, key } = await make(bob.cookie);
  expect(await ask(`/api/keys/${id}`, { cookie: ann.cookie, method: 'DELETE' })).toMatchObject({
    status: 404,
    body: { error: { code: 'key_not_found' } },
  });
  expect((await ask('/api/keys', { cookie: ann.cookie })).body).toEqual({ data: [], nextCursor: null });
  expect(await keyring.find(key)).not.toBeNull();
});

test.each([
  ['no name', { name: '  ' }, 'invalid_request'],
  ['a name of 101 letters', { name: 'x'.repeat(101) }, 'invalid_request'],
  ['an end in the past', { name: 'late', expiresAt: '2020-01-01T00:00:00Z' }, 'key_expires_in_past'],
  ['an end without a zone', { name: 'vague', expiresAt: '2030-01-01T00:00:00' }, 'invalid_request'],
])('%s is refused', async (_, body, code) => {
  const { cookie } = await signUp(server.app);
  expect(await ask('/api/keys', { cookie, body })).toMatchObject({ status: 400, body: { error: { code } } });
});

test('nobody has more than a hundred live keys, also when asking for many at once', async () => {
  const { cookie, userId } = await signUp(server.app);
  const insert = `
    insert into farebox.api_keys (id, user_id, name, prefix, last4, hash, revoked_at)
    select gen_random_uuid(), $1::uuid, 'k', 'fb-', '1234', sha256(($2 || $1::uuid || n)::bytea), $3 from generate_series(1, $4) n`;
  await server.deps.pool.query(insert, [userId, 'live', null, 97]);
  await server.deps.pool.query(insert, [userId, 'revoked', new Date(), 50]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => ask('/api/keys', { cookie, body: { name: 'more' } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    error: { code: 'too_many_keys', details: { limit: 100 } },
  });
});

test('nobody without a session makes, lists or revokes keys', async () => {
  const { key, id } = await make((await signUp(server.app)).cookie);
  expect((await ask('/api/keys')).status).toBe(401);
  expect((await ask('/api/keys', { body: { name: 'x' } })).status).toBe(401);
  expect((await ask(`/api/keys/${id}`, { method: 'DELETE' })).status).toBe(401);
  const withKey = await server.app.request('/api/keys', { headers: { authorization: `Bearer ${key}` } });
  expect(withKey.status).toBe(401);
});

test('making and revoking are written down, the key is not', async () => {
  const { cookie, userId } = await signUp(server.app);
  const { id, key } = await make(cookie);
  for (let n = 0; n < 2; n++) await ask(`/api/keys/${id}`, { cookie, method: 'DELETE' });
  const { rows } = await server.deps.pool.query(
    "select action, actor_id, target_id, before, after, request_id from farebox.audit_logs where account_id = $1 and target_kind = 'api_key' order by id",
    [userId],
  );
  expect(rows).toMatchObject([
    {
      action: 'api_key.created',
      actor_id: userId,
      target_id: id,
      before: null,
      after: { name: 'laptop', revokedAt: null },
    },
    {
      action: 'api_key.revoked',
      actor_id: userId,
      target_id: id,
      before: { revokedAt: null },
      after: { revokedAt: expect.any(String) },
    },
  ]);
  expect(rows[0].request_id).toEqual(expect.any(String));
  expect(JSON.stringify(rows)).not.toContain(key.slice(8, -5));
});

test('a key is made with limits, shows them, and loses those that are set to null', async () => {
  const { cookie } = await signUp(server.app);
  const limits = {
    allowedModels: ['demo-small', 'demo-small'],
    allowedAddresses: ['10.0.0.0/8', '2001:DB8::1'],
    rpm: 60,
    tpm: 10_000,
    concurrency: 3,
    spendLimits: { day: '1.5', total: '20' },
  };
  const made: Record<string, unknown> = (await ask('/api/keys', { cookie, body: { name: 'app', ...limits } })).body;
  const shown = {
    allowedModels: ['demo-small'],
    allowedAddresses: ['10.0.0.0/8', '2001:db8::1/128'],
    rpm: 60,
    tpm: 10_000,
    concurrency: 3,
    spendLimits: {
      day: { limit: '1.5', used: '0', resetsAt: expect.stringMatching(/T/) },
      month: null,
      total: { limit: '20', used: '0', resetsAt: null },
    },
  };
  expect(made).toMatchObject(shown);
  const path = `/api/keys/${made.id}`;
  const change = { tpm: null, allowedModels: null, spendLimits: { day: null, month: '5' } };
  const changed = await ask(path, { cookie, method: 'PATCH', body: change });
  const month = { limit: '5', used: '0', resetsAt: expect.stringMatching(/T/) };
  const spendLimits = { ...shown.spendLimits, day: null, month };
  expect(changed).toMatchObject({
    status: 200,
    body: { ...shown, name: 'app', tpm: null, allowedModels: null, spendLimits },
  });
  expect((await ask('/api/keys', { cookie })).body).toMatchObject({ data: [changed.body] });
});

test.each([
  ['no model', { allowedModels: [] }, 'allowedModels'],
  ['what no model is called', { allowedModels: ['a b'] }, 'allowedModels.0'],
  ['no network', { allowedAddresses: [] }, 'allowedAddresses'],
  ['half a network', { allowedAddresses: ['10.0.0.0/8', '10.0.0.0/40'] }, 'allowedAddresses.1'],
  ['a rate of nothing', { rpm: 0 }, 'rpm'],
  ['half a request', { rpm: 1.5 }, 'rpm'],
  ['a rate as text', { tpm: '5' }, 'tpm'],
  ['too many at once', { concurrency: 3_000_000_000 }, 'concurrency'],
  ['a spend limit of nothing', { spendLimits: { day: '0' } }, 'spendLimits.day'],
  ['an unknown period', { spendLimits: { week: '1' } }, 'spendLimits'],
  ['a misspelt limit', { rmp: 5 }, ''],
])('a key cannot have %s', async (_, wrong, place) => {
  const { cookie } = await signUp(server.app);
  const { id } = await make(cookie);
  for (const answer of [
    await ask('/api/keys', { cookie, body: { name: 'x', ...wrong } }),
    await ask(`/api/keys/${id}`, { cookie, method: 'PATCH', body: wrong }),
  ]) {
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
    const { error }: { error: { details: { issues: { path: string }[] } } } = answer.body;
    expect(error.details.issues[0]?.path).toBe(place);
  }
  expect((await ask('/api/keys', { cookie })).body).toMatchObject({ data: [noLimits] });
});

test('only the owner changes a key, only a live one, and only to something else; the audit log tells', async () => {
  const [owner, other] = [await signUp(server.app), await signUp(server.app)];
  const { id } = await make(owner.cookie);
  const change = (cookie: string, body: object) => ask(`/api/keys/${id}`, { cookie, method: 'PATCH', body });
  expect(await change(other.cookie, { rpm: 5 })).toMatchObject({
    status: 404,
    body: { error: { code: 'key_not_found' } },
  });
  expect((await change('', { rpm: 5 })).status).toBe(401);
  expect((await change(owner.cookie, {})).status).toBe(400);
  expect((await change(owner.cookie, { rpm: 5, name: 'renamed', spendLimits: { day: '2' } })).status).toBe(200);
  expect((await change(owner.cookie, { rpm: 5 })).status).toBe(200);
  const { rows } = await server.deps.pool.query(
    `select before, after from farebox.audit_logs where action = 'api_key.changed' and target_id = $1`,
    [id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].before).not.toHaveProperty('rpm');
  expect(rows[0]).toMatchObject({
    before: { name: 'laptop' },
    after: { name: 'renamed', rpm: 5, spendLimits: { day: '2' } },
  });
  await ask(`/api/keys/${id}`, { cookie: owner.cookie, method: 'DELETE' });
  expect(await change(owner.cookie, { rpm: 6 })).toMatchObject({
    status: 409,
    body: { error: { code: 'key_revoked' } },
  });
  expect(await server.deps.ledger.budgets(owner.userId)).toEqual([]);
});

test('a key of before there were limits has none', async () => {
  const { cookie, userId } = await signUp(server.app);
  const { id, key } = await make(cookie);
  expect((await keyring.find(key))?.limits).toBeNull();
  await server.deps.pool.query('select ledger.set_budget($1, $2, $3, $4, $5, 5)', [id, userId, 'feature', 'x', 'day']);
  expect((await ask('/api/keys', { cookie })).body).toMatchObject({ data: [{ id, ...noLimits }] });
});
