import { connect, newId, transaction } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asServer, type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { createLedger, installLedger, setClock, verify } from './index.ts';

const LOCK = 20_260_101;

let database: LedgerDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await ledgerDatabase();
  pool = connect({ url: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

/** As a server does at its start: one after the other, whoever comes at the same time. */
async function install(schema: string): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await installLedger(client, { schema, reader: 'auth.uid()' });
  });
}

/** Everything the schema is made of, with the transaction that last wrote it. */
async function parts(schema: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select 'class' as kind, relname::text as name, xmin::text from pg_class where relnamespace = $1::regnamespace
     union all select 'function', proname || oid, xmin::text from pg_proc where pronamespace = $1::regnamespace
     union all select 'policy', polname || polrelid, p.xmin::text from pg_policy p
       join pg_class c on c.oid = polrelid where relnamespace = $1::regnamespace order by 1, 2`,
    [schema],
  );
  return rows;
}

test('installed again, nothing is touched', async () => {
  const before = await parts('ledger');
  await install('ledger');
  expect(await parts('ledger')).toEqual(before);
  expect(before.length).toBeGreaterThan(60);
});

test('two at once make one', async () => {
  await Promise.all([install('ledger_twice'), install('ledger_twice'), install('ledger_twice')]);
  const { rows } = await pool.query('select count(*) from ledger_twice.module');
  expect(rows[0].count).toBeGreaterThan(2n);
  await pool.query('drop schema ledger_twice cascade');
});

test('leaves the caller’s session as it was', async () => {
  await transaction(pool, async (client) => {
    const path = async () => (await client.query("select current_setting('search_path') as path")).rows;
    const before = await path();
    await installLedger(client, { schema: 'ledger', reader: 'auth.uid()' });
    expect(await path()).toEqual(before);
  });
});

test('a table file that was changed after it had been applied stops the installation', async () => {
  const applied = await pool.query("select name, hash from ledger.module where name like 'tables/%' order by name");
  const { name, hash } = applied.rows[0];
  await pool.query("update ledger.module set hash = 'other' where name = $1", [name]);
  await expect(install('ledger')).rejects.toThrow(`${name} was changed after it had been applied`);
  await pool.query('update ledger.module set hash = $2 where name = $1', [name, hash]);
});

test('a second cell in the same database lives for itself', async () => {
  await install('ledger_01');
  const serverPool = connect(asServer(database.url));
  const cell = await createLedger({ connection: asServer(database.url), pool: serverPool, schema: 'ledger_01' });
  const [accountId, id] = [newId(), newId()];
  const grant = { id, accountId, amount: 10n, category: 'paid' } as const;
  await cell.openAccount({ id: accountId });
  await cell.grant(grant);
  expect(await database.ledger.balance(accountId)).toBeNull();
  await expect(database.ledger.grant(grant)).rejects.toMatchObject({ code: 'account_not_found' });

  await database.ledger.openAccount({ id: accountId });
  await database.ledger.grant({ ...grant, amount: 500n });
  await setClock(pool, new Date('2030-01-01T00:00:00Z'), 'ledger_01');
  await cell.setAllowance({ id: newId(), accountId, rule: 'daily', amount: 5n, period: 'day' });
  const hold = await cell.hold({ id: newId(), accountId, amount: 12n });
  expect((await cell.findHold(hold.id))?.createdAt).toEqual(new Date('2030-01-01T00:00:00Z'));
  expect(await cell.balance(accountId)).toMatchObject({ available: 3n, held: 12n });
  await setClock(pool, new Date('2030-01-02T00:00:00Z'), 'ledger_01');
  expect(await cell.sweep()).toBe(1);
  expect(await cell.balance(accountId)).toMatchObject({ available: 15n, held: 0n });
  expect(await database.ledger.balance(accountId)).toMatchObject({ available: 500n, held: 0n });
  expect([await verify(pool, 'ledger_01'), await verify(pool)]).toEqual([[], []]);
  await cell.close();
  await serverPool.end();
});

test('an upgrade replaces functions that returned something else, and drops those that are no more', async () => {
  await install('ledger_upgraded');
  await pool.query(`
    drop function ledger_upgraded.sweep(int);
    create function ledger_upgraded.sweep(p_limit int) returns text language sql as $$ select 'old' $$;
    create function ledger_upgraded.forgotten() returns int language sql as $$ select 1 $$;
    update ledger_upgraded.module set hash = 'of an earlier version' where name = 'functions';
  `);
  await install('ledger_upgraded');
  const { rows } = await pool.query(
    "select proname, prorettype::regtype::text as type from pg_proc where pronamespace = 'ledger_upgraded'::regnamespace and proname in ('sweep', 'forgotten')",
  );
  expect(rows).toEqual([{ proname: 'sweep', type: 'integer' }]);
});
