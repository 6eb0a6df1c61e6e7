import { setTimeout as pause } from 'node:timers/promises';
import { connect, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/index.ts';

const [ann, bob] = [newId(), newId()];
let database: TestDatabase;
let admin: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  admin = connect({ url: database.url, max: 4 });
  for (const id of [ann, bob]) {
    await admin.query('insert into farebox.users (id, name, email) values ($1, $2, $3)', [
      id,
      'x',
      `${id}@example.com`,
    ]);
    await admin.query(
      "insert into farebox.sessions (user_id, token, expires_at) values ($1, $2, now() + interval '1 day')",
      [id, `t-${id}`],
    );
    await admin.query(
      "insert into farebox.credentials (user_id, provider_id, account_id, password_hash) values ($1, 'credential', $2, 'h')",
      [id, id],
    );
    await admin.query(
      "insert into farebox.api_keys (id, user_id, name, prefix, last4, hash) values ($1, $2, 'k', 'fb-', '1234', sha256($3::bytea))",
      [newId(), id, id],
    );
  }
  await admin.query(
    "insert into farebox.verifications (identifier, value, expires_at) values ('setup', 'x', now() + interval '1 day')",
  );
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

/** Runs a statement as a Supabase client would: under a role, with the claims of a person. */
async function as(role: string, sub: string | null, statement: string): Promise<Record<string, unknown>[] | string> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub, role })]);
    await client.query(`set local role ${role}`);
    return (await client.query(statement)).rows;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('a signed-in person', () => {
  test.each([
    ['users', 'select id from farebox.users', 'id'],
    ['sessions', 'select user_id from farebox.sessions', 'user_id'],
    ['api_keys', 'select user_id from farebox.api_keys', 'user_id'],
  ])('reads only own rows of %s', async (_, statement, column) => {
    expect(await as('authenticated', ann, statement)).toEqual([{ [column]: ann }]);
    expect(await as('authenticated', newId(), statement)).toEqual([]);
    expect(await as('authenticated', null, statement)).toEqual([]);
  });

  test.each([
    'select token from farebox.sessions',
    'select * from farebox.sessions',
    'select hash from farebox.api_keys',
    'select * from farebox.api_keys',
    'select * from farebox.credentials',
    'select * from farebox.verifications',
    'select * from farebox.app_settings',
    "update farebox.users set role = 'root'",
    'update farebox.users set disabled_at = null',
    "insert into farebox.users (email) values ('eve@example.com')",
    'delete from farebox.users',
    "insert into farebox.sessions (user_id, token, expires_at) values (gen_random_uuid(), 't', now())",
    "update farebox.sessions set expires_at = 'infinity'",
    'delete from farebox.sessions',
    "update farebox.api_keys set revoked_at = null, name = 'x'",
    "insert into farebox.api_keys (id, user_id, name, prefix, last4, hash) values (gen_random_uuid(), auth.uid(), 'k', 'f', '1', sha256('x'))",
    'delete from farebox.api_keys',
    "update farebox.app_settings set value = '1e12'",
    'select farebox.open_user_account()',
    'select farebox.handle_new_user()',
    "select ledger.open_account(gen_random_uuid(), 'UTC')",
  ])('may not: %s', async (statement) => {
    expect(await as('authenticated', ann, statement)).toMatch(/permission denied/);
    expect(await as('anon', null, statement)).toMatch(/permission denied/);
  });
});

test("the server's role reads and writes them all", async () => {
  for (const table of ['users', 'sessions', 'credentials', 'verifications', 'app_settings', 'api_keys']) {
    expect(await as('service_role', null, `select count(*)::int > 0 as some from farebox.${table}`), table).toEqual([
      { some: true },
    ]);
  }
  expect(
    await as('service_role', null, `update farebox.users set name = 'y' where id = '${ann}' returning name`),
  ).toEqual([{ name: 'y' }]);
});

describe('a person in auth.users', () => {
  async function appears(email: string | null, meta: object = {}): Promise<string> {
    const { rows } = await admin.query(
      'insert into auth.users (email, raw_user_meta_data) values ($1, $2) returning id',
      [email, meta],
    );
    return rows[0].id;
  }

  const found = (id: string) =>
    admin
      .query(
        `select email, name, role, account.available, (select count(*)::int from ledger."grant" where account_id = $1) as grants
           from farebox.users left join ledger.account using (id) where id = $1`,
        [id],
      )
      .then(({ rows }) => rows);

  test('gets an account and one welcome, and no role of their own choosing', async () => {
    const id = await appears('Carol@Example.com', { full_name: 'Carol', role: 'root' });
    const carol = { email: 'carol@example.com', name: 'Carol', role: 'user', available: 3_000_000n, grants: 1 };
    expect(await found(id)).toEqual([carol]);
    await admin.query("insert into farebox.users (id, email) values ($1, 'carol@example.com') on conflict do nothing", [
      id,
    ]);
    await admin.query('update auth.users set email_confirmed_at = now() where id = $1', [id]);
    expect(await found(id)).toEqual([carol]);
  });

  test('may have no e-mail', async () => {
    expect(await found(await appears(null))).toMatchObject([{ email: null, name: '', available: 3_000_000n }]);
  });

  test('is not kept out by what goes wrong here', async () => {
    expect(await found(await appears(`${ann}@example.com`))).toEqual([]);
    await admin.query('alter table farebox.app_settings rename to hidden');
    try {
      expect(await found(await appears('dave@example.com'))).toEqual([]);
    } finally {
      await admin.query('alter table farebox.hidden rename to app_settings');
    }
  });
});

test('no session slips in while its person is being disabled', async () => {
  const [disabling, signingIn] = [await admin.connect(), await admin.connect()];
  try {
    await disabling.query('begin');
    await disabling.query('update farebox.users set disabled_at = now() where id = $1', [bob]);
    const session = signingIn
      .query(
        "insert into farebox.sessions (user_id, token, expires_at) values ($1, 'late', now() + interval '1 day')",
        [bob],
      )
      .then(
        () => 'made',
        (error: pg.DatabaseError) => error.constraint,
      );
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    while ((await admin.query(waiting)).rows.length === 0) await pause(5);
    await disabling.query('commit');
    expect(await session).toBe('sessions_user_enabled');
    expect((await admin.query('select from farebox.sessions where user_id = $1', [bob])).rows).toEqual([]);
  } finally {
    disabling.release();
    signingIn.release();
  }
});
