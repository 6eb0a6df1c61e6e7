import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tools/testing/index.ts';
import { loadConfig } from '../config.ts';
import { checkDatabase } from './check-database.ts';
import { checkMachine, checkNode } from './check-machine.ts';

test.each([
  ['18.20.0', 'WRONG'],
  ['20.18.3', 'WRONG'],
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

test('a fresh machine has nothing wrong', () => {
  const dir = mkdtempSync(join(tmpdir(), 'farebox-doctor-'));
  expect(checkMachine(loadConfig({}, dir)).filter(({ state }) => state === 'WRONG')).toEqual([]);
  rmSync(dir, { recursive: true });
});

describe('a database', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
  });
  afterEach(() => owner.query('drop table if exists farebox.open'));
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const wrongs = async () => {
    const checks = await checkDatabase(database.url);
    return checks.filter(({ name, state }) => state === 'WRONG' && name !== 'durability');
  };

  test('that is migrated has nothing wrong but that the tests do not wait for the disk', async () => {
    expect(await wrongs()).toEqual([]);
  });

  test('with a table that anybody may read is found out', async () => {
    await owner.query('create table farebox.open (id int4)');
    expect(await wrongs()).toEqual([
      { name: 'row security', state: 'WRONG', said: expect.stringContaining('farebox.open') },
    ]);
  });

  test('that confirms what is not on disk is found out', async () => {
    const durability = async () => (await checkDatabase(database.url)).find(({ name }) => name === 'durability')?.said;
    expect(await durability()).not.toContain('synchronous_commit is off');
    await owner.query(`alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = off`);
    expect(await durability()).toContain('synchronous_commit is off, so an answer may be lost');
  });

  test('that does not answer is told in a line', async () => {
    const [check] = await checkDatabase(database.url.replace(/\/farebox_test_\w+/, '/nowhere'));
    expect(check).toMatchObject({ state: 'WRONG', said: expect.stringContaining('check DATABASE_URL') });
  });
});
