import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asServer, type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { type DatabaseProxy, proxyTo } from '../test/proxy.ts';
import { until } from '../test/until.ts';
import type { Ledger, Posted } from './index.ts';

const CALLS = 600;
const FUNDS = 1_000_000n;

let database: LedgerDatabase;
let proxy: DatabaseProxy;
let ledger: Ledger;
let accountId: string;
beforeAll(async () => {
  database = await ledgerDatabase();
  proxy = await proxyTo(database.url);
  ledger = await database.another({ connection: asServer(proxy.url), lanes: 1, batchSize: 20, deadlineMs: 60_000 });
});
afterAll(async () => {
  await database.close();
  await proxy.close();
});
beforeEach(async () => {
  accountId = newId();
  await database.ledger.openAccount({ id: accountId });
  await database.ledger.grant({ id: newId(), accountId, amount: FUNDS, category: 'paid' });
});

/** Charges in twenty rows, and does `harm` after every sixty answers; every charge must be answered. */
async function chargeAll(harm: () => Promise<unknown>): Promise<Posted[]> {
  const ids = Array.from({ length: CALLS }, newId);
  const answers: Posted[] = [];
  const harms: Promise<unknown>[] = [];
  const row = async () => {
    for (let id = ids.pop(); id; id = ids.pop()) {
      const metadata = { fresh: true, at: answers.length };
      const answered = await ledger.charge({ id, accountId, amount: 1n, fresh: true, metadata });
      if (answers.push(answered) % 60 === 0) harms.push(harm());
    }
  };
  await Promise.all(Array.from({ length: 20 }, row));
  await Promise.all(harms);
  return answers;
}

/** Everything acknowledged is there once, and nothing else is. */
async function expectAllOnce(answers: Posted[]): Promise<void> {
  const { rows } = await database.owner.query("select id from transaction where account_id = $1 and kind = 'charge'", [
    accountId,
  ]);
  expect(rows.map((row) => row.id).sort()).toEqual(answers.map((answer) => answer.id).sort());
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(CALLS);
  expect(await database.ledger.balance(accountId)).toMatchObject({ available: FUNDS - BigInt(CALLS) });
}

const OURS = "application_name = 'farebox-ledger' and datname = current_database() and query like '%apply%'";

test('connections killed in the middle of statements: nothing lost, nothing twice, nothing called failed', async () => {
  let killed = 0;
  const answers = await chargeAll(async () => {
    const text = `select pg_terminate_backend(pid) from pg_stat_activity where ${OURS}`;
    killed += (await database.owner.query(text)).rowCount ?? 0;
  });
  expect(killed).toBeGreaterThan(2);
  await expectAllOnce(answers);
});

test('replies lost between the database and us: asked again, and the first answer heard', async () => {
  const before = proxy.swallowed();
  const answers = await chargeAll(async () => {
    proxy.swallowReplies(1);
  });
  proxy.swallowReplies(0);
  expect(proxy.swallowed() - before).toBeGreaterThan(2);
  expect(answers.filter((answer) => answer.replayed).length).toBeGreaterThan(0);
  await expectAllOnce(answers);
});

test('statements cancelled: tried again', async () => {
  const answers = await chargeAll(() =>
    database.owner.query(`select pg_cancel_backend(pid) from pg_stat_activity where ${OURS}`),
  );
  await expectAllOnce(answers);
});

test('while the database is away what waits is waited for until its deadline, and nothing of it happens after', async () => {
  const hasty = await database.another({ connection: asServer(proxy.url), deadlineMs: 200 });
  await hasty.charge({ id: newId(), accountId, amount: 1n });
  proxy.goDown(true);
  await until(() => hasty.health().lanesConnected === 0);
  const refused = Array.from({ length: 10 }, () => hasty.charge({ id: newId(), accountId, amount: 1n }));
  for (const answer of await Promise.allSettled(refused)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'deadline' } });
  }
  proxy.goDown(false);
  const { available } = await ledger.charge({ id: newId(), accountId, amount: 1n });
  expect(available).toBe(FUNDS - 2n);
});
