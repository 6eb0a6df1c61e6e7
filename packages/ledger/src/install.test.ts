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

test('what calls cost before roll-ups knew it is added up', async () => {
  const accountId = newId();
  await database.ledger.openAccount({ id: accountId });
  await database.ledger.grant({ id: newId(), accountId, amount: 100n, category: 'paid' });
  for (const cost of ['1.000001', '0.5', 'unknown', undefined]) {
    await database.ledger.charge({ id: newId(), accountId, amount: 1n, usage: { model: 'm', details: { cost } } });
  }
  await pool.query(`drop index ledger.usage_daily_day;
    alter table ledger.usage_daily drop column cost, drop column costed_requests;
    delete from ledger.module where name in ('tables/0004-usage-cost.sql', 'functions')`);
  await install('ledger');
  const { rows } = await pool.query(
    'select requests, cost, costed_requests from ledger.usage_daily where account_id = $1',
    [accountId],
  );
  expect(rows).toEqual([{ requests: 4n, cost: 1_500_001n, costed_requests: 2n }]);
  expect(await verify(pool)).toEqual([]);
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

test('a ledger of before accounts and models could be watched keeps its budgets, and watches both', async () => {
  const schema = 'ledger_before';
  await install(schema);
  await pool.query(`
    alter table ${schema}.budget drop constraint budget_subject_check;
    alter table ${schema}.budget add constraint budget_subject_check check (subject in ('key', 'member', 'feature'));
    alter type ${schema}.budget_line drop attribute model;
    delete from ${schema}.module where name = 'tables/0003-more-budgets.sql';
    update ${schema}.module set hash = 'of an earlier version' where name = 'functions';
  `);
  const accountId = newId();
  await pool.query(`select ${schema}.open_account($1)`, [accountId]);
  await pool.query(`select ${schema}.set_budget($1, $2, 'feature', 'chat', 'day', 50)`, [newId(), accountId]);
  await install(schema);

  const serverPool = connect(asServer(database.url));
  const ledger = await createLedger({ connection: asServer(database.url), pool: serverPool, schema });
  await ledger.grant({ id: newId(), accountId, amount: 1000n, category: 'paid' });
  await ledger.setBudget({ id: newId(), accountId, subject: 'model', subjectId: 'm', period: 'day', limit: 60n });
  await ledger.setBudget({ id: newId(), accountId, subject: 'account', subjectId: '', period: 'day', limit: 70n });
  const hold = (amount: bigint, feature: string, model: string) =>
    ledger.hold({ id: newId(), accountId, amount, feature, model });
  await expect(hold(51n, 'chat', 'n')).rejects.toMatchObject({ details: { subject: 'feature' } });
  await expect(hold(61n, 'draw', 'm')).rejects.toMatchObject({ details: { subject: 'model' } });
  await expect(hold(71n, 'draw', 'n')).rejects.toMatchObject({ details: { subject: 'account' } });
  await hold(50n, 'chat', 'm');
  expect(await verify(pool, schema)).toEqual([]);
  await ledger.close();
  await serverPool.end();
});
