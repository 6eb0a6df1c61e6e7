import { clientConfig } from '@farebox/kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { closedTables, databaseFindings, openFunctions } from './database.ts';
import { printed } from './finding.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(clientConfig({ url: database.url }));
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What is found with `sql` applied and was not found without it; undone afterwards. */
async function foundAfter(sql: string): Promise<string[]> {
  const before = (await databaseFindings(client)).map(printed);
  await client.query('begin');
  try {
    await client.query(sql);
    const after = (await databaseFindings(client)).map(printed);
    return after.filter((line) => !before.includes(line));
  } finally {
    await client.query('rollback');
  }
}

const policy = 'create policy server on farebox.fares to service_role using (true)';
const secured = 'alter table farebox.fares enable row level security, force row level security';
const closed = 'revoke execute on function farebox.fare() from public, anon, authenticated';

const broken: Record<string, { sql: string; says: string[] }> = {
  'a table without row level security': {
    sql: 'create table farebox.fares (id int)',
    says: ['farebox.fares rls: row level security is not enabled'],
  },
  'a table that does not force it': {
    sql: `create table farebox.fares (id int); alter table farebox.fares enable row level security; ${policy}`,
    says: ['farebox.fares rls: row level security is not forced'],
  },
  'a table without a policy': {
    sql: `create table farebox.fares (id int); ${secured}`,
    says: ['farebox.fares rls: row level security without a policy'],
  },
  'a table that people may write': {
    sql: `create table farebox.fares (id int); ${secured}; ${policy}; grant insert, update on farebox.fares to authenticated`,
    says: ['farebox.fares write: authenticated may write it'],
  },
  'a ledger table that the server may write': {
    sql: 'grant insert on ledger.entry to service_role',
    says: ['ledger.entry write: service_role may write it'],
  },
  'a table for everybody': {
    sql: `create table farebox.fares (id int); ${secured}; ${policy}; grant select on farebox.fares to public`,
    says: ['farebox.fares anonymous: anon or everybody may read it'],
  },
  "a view with its owner's rights": {
    sql: 'create view farebox.fares as select 1 as id',
    says: ["farebox.fares invoker: a view without security_invoker reads with its owner's rights"],
  },
  'a definer without a search path': {
    sql: `create function farebox.fare() returns int language sql security definer as 'select 1'; ${closed}`,
    says: ['farebox.fare() definer: security definer without a fixed search_path'],
  },
  "a definer with everybody's schema on its path": {
    sql: `create function farebox.fare() returns int language sql security definer set search_path = farebox, public as 'select 1'; ${closed}`,
    says: ['farebox.fare() definer: security definer without a fixed search_path'],
  },
  'a function that everybody may call': {
    sql: `create function farebox.fare() returns int language sql as 'select 1'`,
    says: ['farebox.fare() execute: anon may execute it', 'farebox.fare() execute: authenticated may execute it'],
  },
};

describe('the migrated database', () => {
  it('gives nobody more than the rules allow', async () => {
    expect((await databaseFindings(client)).map(printed)).toEqual([]);
  });

  it.each(Object.entries(broken))('is told of %s', async (_, { sql, says }) => {
    expect((await foundAfter(sql)).sort()).toEqual(says.sort());
  });

  it('has everything that the exceptions name', async () => {
    for (const name of Object.keys(openFunctions)) {
      const { rows } = await client.query('select to_regprocedure($1) is not null as there', [name]);
      expect(rows, name).toEqual([{ there: true }]);
    }
    for (const name of Object.keys(closedTables)) {
      const { rows } = await client.query('select to_regclass($1) is not null as there', [name]);
      expect(rows, name).toEqual([{ there: true }]);
    }
  });
});
