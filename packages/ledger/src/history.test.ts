import { newId } from '@farebox/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import type { Ledger, TransactionRow } from './index.ts';

let database: LedgerDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
});
afterAll(() => database.close());

const minute = (at: number) => new Date(Date.UTC(2026, 2, 2, 12, at));

async function account(): Promise<string> {
  const id = newId();
  await database.setClock(minute(0));
  await ledger.openAccount({ id });
  return id;
}

async function walk(accountId: string, limit: number, kinds?: TransactionRow['kind'][]): Promise<TransactionRow[]> {
  const rows: TransactionRow[] = [];
  for (let before: bigint | undefined, more = true; more; ) {
    const page = await ledger.history(accountId, { before, limit, kinds });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    more = page.next !== null;
    before = page.next ?? undefined;
  }
  return rows;
}

test('pages by key: every transaction once, newest first, whatever the page size', async () => {
  const accountId = await account();
  const ids = [newId()];
  await ledger.grant({ id: ids[0] as string, accountId, amount: 100n, category: 'paid' });
  for (let n = 0; n < 9; n++) {
    const id = newId();
    ids.unshift(id);
    await (n % 3 === 0 ? ledger.hold({ id, accountId, amount: 1n }) : ledger.charge({ id, accountId, amount: 1n }));
  }
  for (const limit of [1, 2, 3, 5, 9, 10, 100]) {
    expect((await walk(accountId, limit)).map((row) => row.id)).toEqual(ids);
  }
  expect((await walk(accountId, 2, ['hold'])).map((row) => row.kind)).toEqual(['hold', 'hold', 'hold']);
  expect(await walk(newId(), 5)).toEqual([]);
});

test('what comes meanwhile does not move the pages', async () => {
  const accountId = await account();
  for (let n = 0; n < 4; n++) await ledger.grant({ id: newId(), accountId, amount: 1n, category: 'paid' });
  const first = await ledger.history(accountId, { limit: 2 });
  await ledger.grant({ id: newId(), accountId, amount: 1n, category: 'paid' });
  const second = await ledger.history(accountId, { limit: 2, before: first.next as bigint });
  expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(4);
  expect(second.next).toBeNull();
});

test('balances of the past, with what was written down later', async () => {
  const accountId = await account();
  const at = async (time: number, work: () => Promise<unknown>) => {
    await database.setClock(minute(time));
    await work();
  };
  const base = () => ({ id: newId(), accountId });
  await at(0, () => ledger.grant({ ...base(), amount: 100n, category: 'paid' }));
  await at(1, () => ledger.grant({ ...base(), amount: 50n, category: 'promotional', expiresAt: minute(10) }));
  await at(2, () => ledger.hold({ ...base(), amount: 30n, expiresInSeconds: 180 }));
  await at(3, () => ledger.hold({ ...base(), amount: 60n, expiresInSeconds: 3600 }));
  await at(20, () => ledger.charge({ ...base(), amount: 1n }));
  const told = await Promise.all(
    [-1, 0, 1, 2, 3, 4, 5, 9, 10, 19, 20, 90].map(async (time) => {
      const { available, held } = await ledger.balanceAt(accountId, minute(time));
      return `${time}: ${available}/${held}`;
    }),
  );
  expect(told).toEqual([
    '-1: 0/0',
    '0: 100/0',
    '1: 150/0',
    '2: 120/30',
    '3: 60/90',
    '4: 60/90',
    '5: 90/60',
    '9: 90/60',
    '10: 60/60',
    '19: 60/60',
    '20: 59/60',
    '90: 59/60',
  ]);
});

test('a transaction tells of its grants, and a hold of its end', async () => {
  const accountId = await account();
  const [g1, g2, hold, capture] = [newId(), newId(), newId(), newId()];
  await ledger.grant({
    id: g1,
    accountId,
    amount: 10n,
    category: 'promotional',
    reason: 'welcome',
    reference: 'first',
  });
  await ledger.grant({ id: g2, accountId, amount: 10n, category: 'paid', expiresAt: minute(60) });
  expect((await ledger.grants(accountId)).map((grant) => [grant.id, grant.source, grant.expiresAt])).toEqual([
    [g2, 'manual', minute(60)],
    [g1, 'welcome', null],
  ]);
  await ledger.hold({ id: hold, accountId, amount: 15n });
  expect(await ledger.findHold(hold)).toMatchObject({ status: 'open', settledAt: null, expiresAt: minute(15) });
  await ledger.capture({ id: capture, accountId, holdId: hold, amount: 12n });
  expect(await ledger.findHold(hold)).toMatchObject({ status: 'captured', captured: 12n, settledAt: minute(0) });
  expect(await ledger.findTransaction(capture)).toMatchObject({
    accountId,
    kind: 'capture',
    reference: hold,
    returned: 3n,
  });
  expect(await ledger.entries(capture)).toEqual([
    { transactionId: capture, grantId: g2, from: 'held', to: 'spent', amount: 10n },
    { transactionId: capture, grantId: g1, from: 'held', to: 'spent', amount: 2n },
    { transactionId: capture, grantId: g1, from: 'held', to: 'available', amount: 3n },
  ]);
  expect([await ledger.findHold(newId()), await ledger.findTransaction(newId())]).toEqual([null, null]);
});
