import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/index.ts';
import { playReplay } from './run.ts';

/** A busy machine may take long to start a server. */
const PATIENCE_MS = 240_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
}, PATIENCE_MS);
afterAll(() => database?.drop());

test('a part of the trace leaves receipts, sums and balances that agree', { timeout: PATIENCE_MS }, async () => {
  const { lines, journal, findings } = await playReplay({
    ...{ databaseUrl: database.url, rows: 400, users: 200, seed: 7, speed: 15, atOnce: 64 },
    ...{ sabotage: null, tell: () => undefined },
  });
  expect(lines.at(-1), lines.join('\n')).toBe('all is well');
  expect(findings).toEqual([]);
  expect(journal.underWay).toBeGreaterThan(0);
  expect(new Set(journal.told.map(({ end }) => end))).toEqual(new Set(['whole', 'left', 'refused', 'broken']));
});
