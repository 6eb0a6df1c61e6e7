import { newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';

const tables = [
  'account',
  'grant',
  'hold',
  'transaction',
  'entry',
  'usage_record',
  'usage_daily',
  'budget',
  'refusal',
  'allowance',
  'module',
];
const roles = ['service_role', 'authenticated', 'anon'] as const;
const DENIED = '42501';

let database: LedgerDatabase;
let mine: string;
let theirs: string;
beforeAll(async () => {
  database = await ledgerDatabase();
  [mine, theirs] = [await busyAccount(), await busyAccount()];
});
afterAll(() => database.close());

/** An account with rows in every table. */
async function busyAccount(): Promise<string> {
  const { ledger } = database;
  const accountId = newId();
  await ledger.openAccount({ id: accountId });
  await ledger.grant({ id: newId(), accountId, amount: 100n, category: 'paid' });
  await ledger.setAllowance({ id: newId(), accountId, rule: 'daily', amount: 1n, period: 'day' });
  await ledger.setBudget({ id: newId(), accountId, subject: 'feature', subjectId: 'x', period: 'day', limit: 5n });
  await ledger.hold({ id: newId(), accountId, amount: 1n });
  await ledger.charge({ id: newId(), accountId, amount: 1n, usage: { details: { channel: 'secret' } } });
  await expect(ledger.charge({ id: newId(), accountId, amount: 1000n })).rejects.toThrow();
  return accountId;
}

/** What somebody gets who has this role and says to be this user. */
async function as<T>(role: string, user: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.owner.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub: user, role })]);
    await client.query(`set local role ${role}`);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const refusedAs = (role: string, text: string) =>
  expect(
    as(role, mine, (client) => client.query(text)),
    `${role}: ${text}`,
  ).rejects.toMatchObject({ code: DENIED });

describe.each(roles)('%s', (role) => {
  test.each(tables)('cannot write "%s"', async (table) => {
    for (const text of [
      `insert into ledger."${table}" default values`,
      `delete from ledger."${table}"`,
      `truncate ledger."${table}" cascade`,
    ]) {
      await refusedAs(role, text);
    }
    const { rows } = await database.owner.query(
      "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and attidentity = ''",
      [`ledger."${table}"`],
    );
    for (const { attname } of rows) await refusedAs(role, `update ledger."${table}" set "${attname}" = "${attname}"`);
  });

  test('cannot change the schema, its clock or its rules', async () => {
    for (const text of [
      'create table ledger.mine (id int)',
      "create or replace function ledger.clock() returns timestamptz language sql as 'select now()'",
      'alter table ledger.account disable row level security',
      'create policy mine on ledger.account using (true)',
      'drop table ledger.entry',
      "select setval('ledger.transaction_seq_seq', 1)",
    ]) {
      await refusedAs(role, text);
    }
  });
});

describe('a signed-in user', () => {
  test.each(tables.filter((table) => table !== 'refusal' && table !== 'module'))(
    'sees own rows of "%s" only',
    async (table) => {
      const owner = table === 'account' ? 'id' : 'account_id';
      const text = `select distinct ${owner} as owner from ledger."${table}"`;
      const read = async (user: string) => (await as('authenticated', user, (client) => client.query(text))).rows;
      expect(await read(mine)).toEqual([{ owner: mine }]);
      expect(await read(theirs)).toEqual([{ owner: theirs }]);
      expect(await read(newId())).toEqual([]);
    },
  );

  test('sees no details of usage, no refusals, nothing without being signed in', async () => {
    await refusedAs('authenticated', 'select details from ledger.usage_record');
    await refusedAs('authenticated', 'select * from ledger.usage_record');
    await refusedAs('authenticated', 'select * from ledger.refusal');
    await refusedAs('authenticated', 'select * from ledger.module');
    const unsigned = await as('authenticated', mine, async (client) => {
      await client.query("select set_config('request.jwt.claims', '', true)");
      return client.query('select * from ledger.account');
    });
    expect(unsigned.rows).toEqual([]);
  });
});

test('anon sees nothing at all', async () => {
  for (const table of tables) await refusedAs('anon', `select * from ledger."${table}"`);
});

test('the server sees all', async () => {
  for (const table of tables) {
    const { rows } = await as('service_role', mine, (client) => client.query(`select * from ledger."${table}"`));
    expect(rows.length, table).toBeGreaterThan(1);
  }
});

/** What may be called from outside. */
const doors = [
  'apply',
  'balance',
  'balance_at',
  'budgets',
  'clock',
  'derived_id',
  'end_allowance',
  'new_id',
  'nil',
  'open_account',
  'post_one',
  'remove_budget',
  'set_account',
  'set_allowance',
  'set_budget',
  'sweep',
  'verify',
];

test.each([
  ['service_role', doors],
  ['authenticated', []],
  ['anon', []],
  ['public', []],
])('%s may call %j', async (role, allowed) => {
  const { rows } = await database.owner.query(
    `select distinct p.proname from pg_proc p
     where p.pronamespace = 'ledger'::regnamespace and has_function_privilege($1, p.oid, 'execute') order by 1`,
    [role],
  );
  expect(rows.map((row) => row.proname)).toEqual(allowed);
});

test('whoever calls in does so with a search path that is not the caller’s', async () => {
  const { rows } = await database.owner.query(
    `select p.proname, array(select s from unnest(p.proconfig) s where s like 'search_path=%') as path
     from pg_proc p where p.pronamespace = 'ledger'::regnamespace and p.prosecdef`,
  );
  expect(rows.length).toBeGreaterThan(8);
  for (const { proname, path } of rows) expect(path, proname).toEqual(['search_path=ledger, pg_temp']);
});
