import { newId } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/index.ts';
import { connectServer, typed } from '../database/index.ts';
import { writeAudit } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Client;

const me = newId();
const somebodyElse = newId();

beforeAll(async () => {
  database = await testDatabase();
  pool = connectServer({ url: database.url, size: 2, statementTimeoutMs: 10_000 });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  for (const accountId of [me, somebodyElse]) {
    await writeAudit(typed(pool), {
      actor: { kind: 'user', id: accountId },
      action: 'api_key.created',
      target: { kind: 'api_key', id: newId() },
      accountId,
      ip: '203.0.113.9',
      userAgent: 'a browser',
      after: { name: 'laptop' },
    });
  }
});
afterAll(async () => {
  await owner.end();
  await pool.end();
  await database.drop();
});

/** Runs a statement as one of Supabase's roles, with the claims of a signed-in user. */
async function as(role: string, userId: string, statement: string): Promise<unknown[]> {
  await owner.query('begin');
  try {
    await owner.query(`set local role ${role}`);
    await owner.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub: userId })]);
    return (await owner.query(statement)).rows;
  } finally {
    await owner.query('rollback');
  }
}

test('a row tells who, what, whom, when, from where, before and after', async () => {
  const row = await typed(pool)
    .selectFrom('audit_logs')
    .selectAll()
    .where('account_id', '=', me)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    actor_kind: 'user',
    actor_id: me,
    action: 'api_key.created',
    target_kind: 'api_key',
    ip: '203.0.113.9',
    user_agent: 'a browser',
    before: null,
    after: { name: 'laptop' },
  });
  expect(row.at).toBeInstanceOf(Date);
});

test('it is written with the change it tells of, or not at all', async () => {
  const before = await as('service_role', me, 'select from farebox.audit_logs');
  const change = typed(pool)
    .transaction()
    .execute(async (tx) => {
      await writeAudit(tx, { actor: { kind: 'system' }, action: 'user.changed', target: { kind: 'user', id: me } });
      throw new Error('the change failed');
    });
  await expect(change).rejects.toThrow('the change failed');
  expect(await as('service_role', me, 'select from farebox.audit_logs')).toHaveLength(before.length);
});

describe('append-only', () => {
  const changes = [
    "update farebox.audit_logs set action = 'a.b'",
    'delete from farebox.audit_logs',
    'truncate farebox.audit_logs',
  ];

  test.each(changes)('the server may not: %s', async (statement) => {
    await expect(as('service_role', me, statement)).rejects.toThrow(/permission denied/);
  });

  test.each(changes)('nor may the owner: %s', async (statement) => {
    await expect(owner.query(statement)).rejects.toThrow('farebox.audit_logs is append-only');
  });
});

describe('row level security', () => {
  test('a signed-in user reads the rows about their own account', async () => {
    const rows = await as('authenticated', me, 'select account_id from farebox.audit_logs');
    expect(rows).toEqual([{ account_id: me }]);
  });

  test('and writes none', async () => {
    const insert = `insert into farebox.audit_logs (id, actor_kind, action, target_kind, target_id)
      values (gen_random_uuid(), 'user', 'a.b', 'c', 'd')`;
    await expect(as('authenticated', me, insert)).rejects.toThrow(/permission denied/);
  });

  test('nobody signed in reads nothing', async () => {
    await expect(as('anon', me, 'select * from farebox.audit_logs')).rejects.toThrow(/permission denied/);
  });
});
