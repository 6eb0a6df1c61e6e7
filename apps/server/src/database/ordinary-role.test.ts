import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signUp, type TestDatabase, testDatabase, testServer } from '../../../../tools/testing/index.ts';
import { migrate } from './migrate.ts';

// What a hosted PostgreSQL gives: a login role that owns its database and is no superuser.

const role = `shop_${randomBytes(4).toString('hex')}`;
let database: TestDatabase;
let admin: pg.Client;
let url: string;

beforeAll(async () => {
  database = await testDatabase({ empty: true });
  const address = new URL(database.url);
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`create role ${role} login nosuperuser password 'test'`);
  await admin.query(`alter database ${address.pathname.slice(1)} owner to ${role}`);
  address.username = role;
  address.password = 'test';
  url = address.toString();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
  const server = new pg.Client({ connectionString: inject('postgres').url });
  await server.connect();
  await server.query(`drop role ${role}`);
  await server.end();
});

test('a role that may not act as the server is told what a superuser must do; then everything works', async () => {
  await expect(migrate(url)).rejects.toThrow(`grant service_role to ${role}`);
  await admin.query(`grant service_role to ${role}`);
  expect(await migrate(url)).not.toEqual([]);

  const server = await testServer({ databaseUrl: url });
  const { cookie } = await signUp(server.app);
  const answer = await server.app.request('/api/billing/summary', { headers: { cookie } });
  expect(await answer.json()).toMatchObject({ available: '3' });
  expect(await server.deps.ledger.sweep()).toBeGreaterThanOrEqual(0);
  await server.deps.work.run(url, []);
  await server.deps.work.add('test.later', {}, { runAt: new Date(Date.now() + 60_000) });
  await server.deps.work.stop();
  await server.close();
});
