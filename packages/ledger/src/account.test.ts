import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases as table } from '../test/cases.ts';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';

let database: LedgerDatabase;
beforeAll(async () => {
  database = await ledgerDatabase();
});
afterAll(() => database.close());

const cases = (name: string, text: string) => table(() => database, name, text);

describe('balance cap', () => {
  cases(
    'counts what is available and held, not what was spent',
    `
    set    cap=100             |    | 0/0
    grant  g1 101 paid         | balance_cap_exceeded cap=100 room=100 | 0/0
    grant  g2 60 paid          | ok | 60/0
    hold   h1 50               | ok | 10/50
    grant  g3 41 promotional   | balance_cap_exceeded room=40 | 10/50
    capture c1 h1 50           | ok | 10/0
    grant  g4 90 promotional   | ok | 100/0
    grant  g5 1 paid overcap=1 | ok | 101/0
    grant  g6 1 paid           | balance_cap_exceeded room=0 | 101/0
    refund f1 c1               | ok amount=50 | 151/0
    set    cap=200             |    | 151/0
    grant  g7 49 paid          | ok | 200/0
    grant  g8 9000000000000000 paid overcap=1 | balance_cap_exceeded room=0 | 200/0
    `,
  );
  cases(
    'an account opened again stays what it was',
    `
    account B cap=10    |    | 0/0
    grant   g1 10 paid  | ok | 10/0
    account B cap=1000  |    | 10/0
    grant   g2 1 paid   | balance_cap_exceeded cap=10 | 10/0
    `,
  );
});

describe('status', () => {
  cases(
    'a frozen account spends nothing new; what is under way ends; credits may come',
    `
    grant   g1 100 paid     | ok | 100/0
    hold    h1 40           | ok | 60/40
    hold    h2 40           | ok | 20/80
    charge  x1 5            | ok | 15/80
    set     status=frozen   |    | 15/80
    hold    h3 1            | account_not_active | 15/80
    charge  x2 1            | account_not_active | 15/80
    capture c1 h1 40        | ok | 15/40
    release r2 h2           | ok | 55/0
    refund  f1 x1           | ok amount=5 | 60/0
    grant   g2 1 paid       | ok | 61/0
    set     status=active   |    | 61/0
    hold    h4 61           | ok | 0/61
    hold    h3 1            | account_not_active | 0/61
    `,
  );
  cases(
    'a closed account takes no grants either, and no allowance',
    `
    grant     g1 100 paid     | ok | 100/0
    hold      h1 40           | ok | 60/40
    allowance a1 7 day        |    | 67/40
    set       status=closed   |    | 67/40
    grant     g2 1 paid       | account_not_active | 67/40
    hold      h2 1            | account_not_active | 67/40
    capture   c1 h1 10        | ok | 97/0
    at        +1d             |    | 90/0
    see                       |    | 90/0
    refund    f1 c1           | ok amount=10 | 100/0
    `,
  );
});

test('there is no other status, and no time zone that nobody knows', async () => {
  const id = newId();
  await database.ledger.openAccount({ id });
  await expect(database.ledger.setAccount({ id, status: 'gone' as 'closed' })).rejects.toThrow();
  await expect(database.ledger.setAccount({ id, timeZone: 'Mars/Base' })).rejects.toThrow();
  await expect(database.ledger.setAccount({ id, cap: -1n })).rejects.toThrow();
  await expect(database.ledger.openAccount({ id: newId(), timeZone: 'Mars/Base' })).rejects.toThrow();
  expect(await database.ledger.balance(id)).toMatchObject({ status: 'active', timeZone: 'UTC', cap: 50_000_000_000n });
});

test('an account that was never opened is told apart', async () => {
  const id = newId();
  expect(await database.ledger.balance(id)).toBeNull();
  await expect(database.ledger.setAccount({ id, cap: 1n })).rejects.toMatchObject({ code: 'account_not_found' });
  for (const kind of ['hold', 'charge', 'grant'] as const) {
    const asked = database.ledger[kind]({ id: newId(), accountId: id, amount: 1n, category: 'paid' });
    await expect(asked).rejects.toMatchObject({ code: 'account_not_found' });
  }
});
