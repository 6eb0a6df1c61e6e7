import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canariesInDatabase, canariesInTexts, keptLog } from './canaries.ts';
import { type TestDatabase, testDatabase } from './index.ts';

const canary = 'canary-7f3a/+ü91';
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase({ empty: true });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    create schema nest;
    create table nest.clean (note text);
    create table nest.places (note text, bytes bytea, document jsonb);
    insert into nest.clean values ('nothing here')`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test.each([
  ['text', `insert into nest.places (note) values ('before ' || $1 || ' after')`],
  ['bytes', `insert into nest.places (bytes) values (convert_to('ab' || $1, 'UTF8'))`],
  ['a document', `insert into nest.places (document) values (jsonb_build_object('a', jsonb_build_array($1::text)))`],
  ['base64', `insert into nest.places (note) values (encode(convert_to($1, 'UTF8'), 'base64'))`],
  ['base64 of more', `insert into nest.places (note) values (encode(convert_to('x' || $1 || 'yz', 'UTF8'), 'base64'))`],
])('finds a canary in %s', async (_, insert) => {
  await client.query('truncate nest.places');
  await client.query(insert, [canary]);
  expect(await canariesInDatabase(['another-canary', canary], database.url)).toEqual([
    'nest.places: canary 1 in 1 rows',
  ]);
});

test('finds none where there is none', async () => {
  await client.query('truncate nest.places');
  expect(await canariesInDatabase([canary], database.url)).toEqual([]);
});

test('finds it in what was logged and answered', () => {
  const { log, text } = keptLog();
  log.debug({ path: `/notify?key=${encodeURIComponent(canary)}` }, 'asked');
  expect(canariesInTexts([canary], { log: text(), answer: '{}' })).toEqual(['log: canary 0']);
});

test('does not look for what is too short to mean anything', () => {
  expect(() => canariesInTexts(['abc'], { log: '' })).toThrow(/at least 8/);
});
