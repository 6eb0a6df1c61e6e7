import { connect } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestServer, testServer } from '../../../tools/testing/index.ts';

let server: TestServer;
let owner: pg.Pool;
const done: unknown[] = [];
let failures = 0;

beforeAll(async () => {
  server = await testServer();
  owner = connect({ url: server.databaseUrl, max: 3 });
  await server.deps.work.run(server.databaseUrl, [
    {
      'test.note': async (payload) => {
        done.push(payload);
      },
      'test.fail_once': async (payload) => {
        if (failures++ === 0) throw new Error('not yet');
        done.push(payload);
      },
      crontab: '0 4 * * * test.note',
    },
  ]);
});
afterAll(async () => {
  await server.deps.work.stop();
  await owner.end();
  await server.close();
});

async function waiting(): Promise<number> {
  const { rows } = await owner.query<{ count: bigint }>('select count(*) as count from graphile_worker.jobs');
  return Number(rows[0]?.count);
}

test('a job that was added is done at once', async () => {
  await server.deps.work.add('test.note', { n: 1 });
  await vi.waitFor(() => expect(done).toContainEqual({ n: 1 }), { timeout: 5_000 });
});

test('a job of a transaction that was rolled back is never done', async () => {
  const { db, work } = server.deps;
  const change = db.transaction().execute(async (tx) => {
    await work.add('test.note', { n: 2 }, { within: tx });
    throw new Error('undone');
  });
  await expect(change).rejects.toThrow('undone');
  await db.transaction().execute((tx) => work.add('test.note', { n: 3 }, { within: tx }));
  await vi.waitFor(() => expect(done).toContainEqual({ n: 3 }), { timeout: 5_000 });
  expect(done).not.toContainEqual({ n: 2 });
});

test('of the jobs with one key one waits, and a job waits for its time', async () => {
  const runAt = new Date(Date.now() + 3_600_000);
  await server.deps.work.add('test.note', { n: 4 }, { key: 'one', runAt });
  await server.deps.work.add('test.note', { n: 5 }, { key: 'one', runAt });
  expect(await waiting()).toBe(1);
  expect(done).not.toContainEqual({ n: 5 });
});

test('a job that throws is kept and tried again', async () => {
  await server.deps.work.add('test.fail_once', { n: 6 });
  await vi.waitFor(() => expect(done).toContainEqual({ n: 6 }), { timeout: 15_000 });
  expect(failures).toBe(2);
});
