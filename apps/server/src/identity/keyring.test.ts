import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, connect, newId, systemClock } from '@farebox/kit';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/database.ts';
import { connectServer, type Tables } from '../database/index.ts';
import { hashKey, newKey } from './key-format.ts';
import { createKeyring, type Keyring } from './keyring.ts';

interface Server {
  pool: pg.Pool;
  keyring: Keyring;
  /** Statements sent for keys so far. */
  asked(): number;
}

let database: TestDatabase;
let admin: pg.Pool;
const servers: Server[] = [];

beforeAll(async () => {
  database = await testDatabase();
  admin = connect({ url: database.url, max: 4 });
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.keyring.close();
    await server.pool.end();
  }
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

/** A server process of its own, as far as keys are concerned. */
function startServer(clock: Clock = systemClock): Server {
  const pool = connectServer({ url: database.url, size: 4, statementTimeoutMs: 10_000 });
  let asked = 0;
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: () => void asked++ });
  const keyring = createKeyring({ pool, db, clock, log: pino({ level: 'silent' }) });
  servers.push({ pool, keyring, asked: () => asked });
  return servers.at(-1) as Server;
}

async function makeKey(expiresAt: Date | null = null): Promise<{ key: string; id: string; userId: string }> {
  const [key, id, userId] = [newKey(), newId(), newId()];
  await admin.query('insert into farebox.users (id, email) values ($1, $2)', [userId, `${userId}@example.com`]);
  await admin.query(
    "insert into farebox.api_keys (id, user_id, name, prefix, last4, hash, expires_at) values ($1, $2, 'k', 'fb-', '1234', $3, $4)",
    [id, userId, hashKey(key), expiresAt],
  );
  return { key, id, userId };
}

/** Asks until the server answers the key without a query: it listens now, and has heard everything so far. */
async function warm({ keyring, asked }: Server, key: string): Promise<void> {
  await until(async () => {
    await keyring.find(key);
    const before = asked();
    await keyring.find(key);
    return asked() === before;
  });
}

async function until(met: () => Promise<boolean>, withinMs = 5_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await met())) {
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms`);
    await pause(5);
  }
}

/** Milliseconds for which `key` was still accepted. Goes on a while after the first refusal: it must be the last word. */
async function acceptedFor({ keyring }: Server, key: string): Promise<number> {
  const start = performance.now();
  let last = 0;
  while (performance.now() - start < 1_500) {
    if (await keyring.find(key)) last = performance.now() - start;
    await pause(2);
  }
  return last;
}

function listenerPid(): Promise<number> {
  const find =
    "select pid from pg_stat_activity where application_name = 'farebox keys' and datname = current_database()";
  return admin.query(find).then(({ rows }) => rows[0].pid);
}

test('a known key is answered without a query', async () => {
  const { key, id, userId } = await makeKey();
  const server = startServer();
  await warm(server, key);
  const before = server.asked();
  const found = await Promise.all(Array.from({ length: 2_000 }, () => server.keyring.find(key)));
  expect(new Set(found)).toEqual(
    new Set([
      { keyId: id, userId, accountId: userId, name: 'k', expiresAt: null, priceGroup: 'default', limits: null },
    ]),
  );
  expect(server.asked()).toBe(before);
});

test('callers of one unknown key share a query; a malformed one costs none', async () => {
  const { key } = await makeKey();
  const server = startServer();
  await Promise.all(Array.from({ length: 50 }, () => server.keyring.find(key)));
  expect(server.asked()).toBe(1);
  expect(await server.keyring.find(key.slice(0, -1))).toBeNull();
  expect(await server.keyring.find(`fb-${'a'.repeat(49)}`)).toBeNull();
  expect(server.asked()).toBe(1);
});

test('a stranger is asked for once, and known as soon as the key exists', async () => {
  const { key: known, userId } = await makeKey();
  const server = startServer();
  await warm(server, known);
  const key = newKey();
  expect(await server.keyring.find(key)).toBeNull();
  const before = server.asked();
  expect(await server.keyring.find(key)).toBeNull();
  expect(server.asked()).toBe(before);
  await admin.query(
    "insert into farebox.api_keys (id, user_id, name, prefix, last4, hash) values ($1, $2, 'k', 'fb-', '1234', $3)",
    [newId(), userId, hashKey(key)],
  );
  await until(async () => (await server.keyring.find(key)) !== null, 1_000);
});

const ends: [what: string, statement: string][] = [
  ['revoked', 'update farebox.api_keys set revoked_at = now() where id = $1'],
  ['deleted', 'delete from farebox.api_keys where id = $1'],
  ['made to expire', "update farebox.api_keys set expires_at = now() - interval '1 s' where id = $1"],
  ['owner disabled', 'update farebox.users set disabled_at = now() where id = $1'],
  ['owner deleted', 'delete from farebox.users where id = $1'],
];

test('a key that is revoked, or its owner disabled, is refused within a second in every process', async () => {
  const both = [startServer(), startServer()];
  const cases = await Promise.all(ends.map(async ([what, statement]) => ({ what, statement, ...(await makeKey()) })));
  for (const server of both) for (const { key } of cases) await warm(server, key);
  const checks = cases.map(async ({ what, statement, key, id, userId }) => {
    await admin.query(statement, [what.startsWith('owner') ? userId : id]);
    for (const ms of await Promise.all(both.map((server) => acceptedFor(server, key)))) {
      expect(ms, what).toBeLessThan(1_000);
    }
  });
  await Promise.all(checks);
});

test('a key ends at its time without anybody telling', async () => {
  const soon = new Date(Date.now() + 60_000);
  const { key } = await makeKey(soon);
  let now = new Date();
  const server = startServer({ now: () => now });
  await warm(server, key);
  expect(await server.keyring.find(key)).toMatchObject({ expiresAt: soon });
  now = soon;
  expect(await server.keyring.find(key)).toBeNull();
});

test('a listener whose connection is cut does not keep a revoked key alive, and listens again', async () => {
  const { key, id } = await makeKey();
  const { key: other } = await makeKey();
  const server = startServer();
  await warm(server, key);
  await admin.query('select pg_terminate_backend($1)', [await listenerPid()]);
  await admin.query('update farebox.api_keys set revoked_at = now() where id = $1', [id]);
  expect(await acceptedFor(server, key)).toBeLessThan(1_000);
  await warm(server, other);
  expect(await server.keyring.find(key)).toBeNull();
});

test('a listener that is stopped does not keep a revoked key alive', async (context) => {
  const { key, id } = await makeKey();
  const server = startServer();
  await warm(server, key);
  const pid = await listenerPid();
  const stopped = trySignal(pid, 'SIGSTOP');
  if (!stopped) return context.skip('the database runs where its processes cannot be reached');
  try {
    await admin.query('update farebox.api_keys set revoked_at = now() where id = $1', [id]);
    expect(await acceptedFor(server, key)).toBeLessThan(1_000);
  } finally {
    trySignal(pid, 'SIGCONT');
  }
});

function trySignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

test('the last use is written in batches, once a minute for each key, and when closing', async () => {
  const { key, id } = await makeKey();
  let now = new Date('2026-05-01T12:00:00Z');
  const server = startServer({ now: () => now });
  const lastUsed = () =>
    admin
      .query('select last_used_at from farebox.api_keys where id = $1', [id])
      .then(({ rows }) => rows[0].last_used_at);
  await warm(server, key);
  expect(await lastUsed()).toBeNull();
  now = new Date('2026-05-01T12:00:30Z');
  await server.keyring.find(key);
  await server.keyring.close();
  expect(await lastUsed()).toEqual(new Date('2026-05-01T12:00:00Z'));
  expect(await server.keyring.find(key)).not.toBeNull();
  now = new Date('2026-05-01T12:01:00Z');
  await server.keyring.find(key);
  await server.keyring.close();
  expect(await lastUsed()).toEqual(now);
});
