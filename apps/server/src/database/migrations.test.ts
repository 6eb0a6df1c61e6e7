import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/index.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { applyMigrations, pendingMigrations } from './migrations.ts';

let folder: string;
let database: TestDatabase;
let clients: pg.Client[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'farebox-migrations-'));
  clients = [];
  database = await testDatabase({ empty: true });
  write('0001-first.sql', 'create table farebox.first (id int4)');
  write('0002-second.sql', 'create table farebox.second (id int4); insert into farebox.second values (2);');
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), sql);
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  clients.push(client);
  return client;
}

async function apply(): Promise<string[]> {
  return applyMigrations(await connect(), readMigrations(folder));
}

test('each migration is applied once, in order', async () => {
  expect(await pendingMigrations(await connect(), readMigrations(folder))).toHaveLength(2);
  expect(await apply()).toEqual(['0001-first.sql', '0002-second.sql']);
  expect(await apply()).toEqual([]);
  write('0003-third.sql', 'alter table farebox.second add column name text');
  expect(await apply()).toEqual(['0003-third.sql']);
});

test('of two processes at once one applies, the other waits', async () => {
  write('0003-slow.sql', 'select pg_sleep(0.3)');
  const applied = await Promise.all([apply(), apply()]);
  expect(applied.map((names) => names.length).sort()).toEqual([0, 3]);
});

test('one that fails leaves nothing of itself, and the ones before it stay', async () => {
  write('0003-broken.sql', 'create table farebox.third (id int4); select 1/0;');
  await expect(apply()).rejects.toThrow('0003-broken.sql failed and was undone: division by zero');
  const { rows } = await (await connect()).query(
    "select to_regclass('farebox.second') is not null as second, to_regclass('farebox.third') is not null as third",
  );
  expect(rows[0]).toEqual({ second: true, third: false });
});

test('names must be qualified', async () => {
  write('0003-unqualified.sql', 'create table third (id int4)');
  await expect(apply()).rejects.toThrow('no schema has been selected');
});

describe('history that is not ours is refused', () => {
  test('a file changed after it was applied', async () => {
    await apply();
    write('0001-first.sql', 'create table farebox.first (id int8)');
    await expect(apply()).rejects.toThrow('0001-first.sql was changed after it was applied');
  });

  test('other line ends are no change', async () => {
    write('0003-lines.sql', 'select 1;\nselect 2;\n');
    await apply();
    write('0003-lines.sql', 'select 1;\r\nselect 2;\r\n');
    expect(await apply()).toEqual([]);
  });

  test('a database of a newer release', async () => {
    await apply();
    rmSync(join(folder, '0002-second.sql'));
    await expect(apply()).rejects.toThrow('migrated by a newer Farebox (0002-second.sql');
  });

  test('one that was put before what is applied', async () => {
    rmSync(join(folder, '0001-first.sql'));
    await apply();
    write('0001-first.sql', 'select 1');
    await expect(apply()).rejects.toThrow('0001-first.sql comes before 0002-second.sql');
  });

  test('two files with one number', () => {
    write('0002-other.sql', 'select 1');
    expect(() => readMigrations(folder)).toThrow('Two migrations have the number 0002');
  });
});

test('our own migrations, two processes at once on an empty database', async () => {
  const applied = await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(applied.filter((names) => names.length === 0)).toHaveLength(1);
  const { rows } = await (await connect()).query(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('farebox', 'ledger') and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)`);
  expect(rows).toEqual([]);
  expect(await migrate(database.url)).toEqual([]);
});
