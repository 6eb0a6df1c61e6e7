import { connect, newId } from '@farebox/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../../../tools/testing/ask.ts';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { signUp } from '../../../../tools/testing/sign-up.ts';
import { staffOf } from '../../../../tools/testing/staff.ts';
import { until } from '../../../../tools/testing/until.ts';
import type { CountRow } from './store.ts';

let first: TestServer;
let second: TestServer;
beforeAll(async () => {
  first = await testServer();
  second = await testServer({ databaseUrl: first.databaseUrl });
});
afterAll(async () => {
  await second?.close();
  await first?.close();
});

async function limitedKey(limits: object): Promise<{ key: string; id: string; userId: string }> {
  const { cookie, userId } = await signUp(first.app);
  const { body } = await ask(first, '/api/keys', { cookie, body: { name: 'shared', ...limits } });
  return { ...(body as { key: string; id: string }), userId };
}

const messages = [{ role: 'user', content: 'Hi [demo: delay=0]' }];
const call = (server: TestServer, key: string, more: object = {}) =>
  server.app.request('/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'demo-small', messages, max_tokens: 20, ...more }),
  });

/** What is left of a limit, as one server sees it. */
async function remaining(server: TestServer, key: string, kind: 'requests' | 'tokens'): Promise<number> {
  const { headers } = await server.app.request('/v1/models', { headers: { authorization: `Bearer ${key}` } });
  return Number(headers.get(`x-ratelimit-remaining-${kind}`));
}

const statuses = async (asked: (Response | Promise<Response>)[]) =>
  (await Promise.all(asked)).map(({ status }) => status).filter((status) => status === 200).length;

test('what one server let in counts at the other, tokens as they were used', async () => {
  const { key } = await limitedKey({ rpm: 10, tpm: 100_000 });
  expect(await statuses([1, 2, 3, 4, 5, 6].map(() => call(first, key)))).toBe(6);
  // The second server hears of a subject when it is in use there.
  expect((await call(second, key)).status).toBe(200);
  await until(async () => (await remaining(second, key, 'requests')) === 3);
  expect(await statuses(Array.from({ length: 9 }, () => call(second, key)))).toBe(3);
  await until(async () => (await call(first, key)).status === 429);
  await until(async () => (await remaining(first, key, 'tokens')) === (await remaining(second, key, 'tokens')));
});

test('both at once let in at most twice the limit, and no more once they heard', async () => {
  const { key } = await limitedKey({ rpm: 8 });
  const asked = Array.from({ length: 20 }, () => [call(first, key), call(second, key)]).flat();
  const passed = await statuses(asked);
  expect(passed).toBeGreaterThanOrEqual(8);
  expect(passed).toBeLessThanOrEqual(16);
  await until(async () => (await call(first, key)).status + (await call(second, key)).status === 858);
  expect(await statuses(Array.from({ length: 10 }, () => [call(first, key), call(second, key)]).flat())).toBe(0);
});

test('calls under way at one server keep their place at the other, and give it back', async () => {
  const { key } = await limitedKey({ concurrency: 1 });
  const content = 'Hi [demo: delay=0; endless=1]';
  const running = await call(first, key, { stream: true, messages: [{ role: 'user', content }] });
  const reader = running.body!.getReader();
  await reader.read();
  await call(second, key);
  await until(async () => (await call(second, key)).status === 429);
  await reader.cancel();
  await until(async () => (await call(second, key)).status === 200);
});

test('what the operator sets for a person counts at both within a second', async () => {
  const admin = await staffOf(first, 'admin');
  const { key, userId } = await limitedKey({});
  await Promise.all([call(first, key), call(second, key)]);
  const path = `/api/admin/users/${userId}/limits`;
  const set = (body: object) => ask(first, path, { cookie: admin.cookie, method: 'PUT', body });
  expect((await set({ rpm: 1 })).status).toBe(200);
  const since = performance.now();
  await until(
    async () => (await remaining(first, key, 'requests')) === 1 && (await remaining(second, key, 'requests')) === 1,
  );
  expect(performance.now() - since).toBeLessThan(1_000);
  expect((await call(first, key)).status).toBe(200);
  expect((await call(first, key)).status).toBe(429);
});

test('a server that is gone keeps no place, and its requests count until their minute is over', async () => {
  const { key, id } = await limitedKey({ rpm: 10, concurrency: 2 });
  const dead: CountRow = { subject: `key ${id}`, requests: [4], tokens: [], running: 2 };
  const { pool } = first.deps;
  const write = (ageSeconds: number) =>
    pool.query(
      `insert into farebox.quota_counts values ($1, $2, $3, $4, $5, clock_timestamp() - make_interval(secs => $6))`,
      [dead.subject, newId(), dead.requests, dead.tokens, dead.running, ageSeconds],
    );
  await write(30);
  await write(70);
  expect((await call(first, key)).status).toBe(200);
  await until(async () => (await remaining(first, key, 'requests')) === 5);
  expect((await call(first, key)).status).toBe(200);
});

test('without the table every server counts for itself, and goes on sharing when it is back', async () => {
  const { key } = await limitedKey({ rpm: 2 });
  const owner = connect({ url: first.databaseUrl, max: 1 });
  await owner.query('alter table farebox.quota_counts rename to quota_counts_away');
  expect(await statuses([1, 2, 3].map(() => call(first, key)))).toBe(2);
  expect(await statuses([1, 2, 3].map(() => call(second, key)))).toBe(2);
  await owner.query('alter table farebox.quota_counts_away rename to quota_counts');
  await owner.end();
  const other = await limitedKey({ rpm: 5 });
  expect(await statuses([1, 2, 3].map(() => call(first, other.key)))).toBe(3);
  await until(async () => {
    await call(second, other.key);
    return (await remaining(second, other.key, 'requests')) === 0;
  });
});

test('nobody else reads or writes the counts', async () => {
  const client = await first.deps.pool.connect();
  for (const role of ['anon', 'authenticated']) {
    await client.query('begin');
    await client.query(`set local role ${role}`);
    await expect(client.query('select * from farebox.quota_counts')).rejects.toThrow(/permission denied/);
    await client.query('rollback');
  }
  client.release();
});
