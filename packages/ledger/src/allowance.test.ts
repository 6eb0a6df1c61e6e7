import { derivedId, newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases as table } from '../test/cases.ts';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';

let database: LedgerDatabase;
beforeAll(async () => {
  database = await ledgerDatabase();
});
afterAll(() => database.close());

const cases = (name: string, text: string) => table(() => database, name, text);

describe('days', () => {
  cases(
    'a new grant every day, the old one ends; days nobody came are not made up for',
    `
    at        2026-03-02T12:00 |    | 0/0
    allowance a1 10 day        |    | 10/0
    charge    x1 4             | ok | 6/0
    at        2026-03-02T23:59 |    | 6/0
    at        2026-03-03       |    | 10/0
    at        2026-03-09T08:00 |    | 10/0
    charge    x2 10            | ok | 0/0
    charge    x3 1             | insufficient_credits | 0/0
    at        2026-03-10       |    | 10/0
    end       a1               |    | 10/0
    at        2026-03-11       |    | 0/0
    charge    x4 1             | insufficient_credits | 0/0
    `,
  );
  cases(
    'in Shanghai the day turns at 16:00 UTC',
    `
    account   B zone=Asia/Shanghai |    | 0/0
    at        2026-03-02T15:59     |    | 0/0
    allowance a1 10 day            |    | 10/0
    charge    x1 10                | ok | 0/0
    at        2026-03-02T16:00     |    | 10/0
    charge    x2 10                | ok | 0/0
    at        2026-03-03T15:59     |    | 0/0
    at        2026-03-03T16:00     |    | 10/0
    `,
  );
  cases(
    'on Kiritimati it is tomorrow already',
    `
    account   B zone=Pacific/Kiritimati |    | 0/0
    at        2026-03-02T09:59          |    | 0/0
    allowance a1 10 day                 |    | 10/0
    charge    x1 3                      | ok | 7/0
    at        2026-03-02T10:00          |    | 10/0
    at        2026-03-03T09:59          |    | 10/0
    charge    x2 3                      | ok | 7/0
    at        2026-03-03T10:00          |    | 10/0
    `,
  );
  cases(
    'in New York the days of clock changes have 23 and 25 hours',
    `
    account   B zone=America/New_York |    | 0/0
    at        2026-03-08T05:00        |    | 0/0
    allowance a1 10 day               |    | 10/0
    charge    x1 10                   | ok | 0/0
    at        2026-03-09T03:59        |    | 0/0
    at        2026-03-09T04:00        |    | 10/0
    at        2026-11-01T04:00        |    | 10/0
    charge    x2 10                   | ok | 0/0
    at        2026-11-02T04:59        |    | 0/0
    at        2026-11-02T05:00        |    | 10/0
    `,
  );
  cases(
    'where midnight comes twice the day begins with the first, where there is none at one o’clock',
    `
    account   B zone=America/Havana |    | 0/0
    at        2026-10-31T12:00      |    | 0/0
    allowance a1 10 day             |    | 10/0
    charge    x1 10                 | ok | 0/0
    at        2026-11-01T03:59      |    | 0/0
    at        2026-11-01T04:00      |    | 10/0
    charge    x2 10                 | ok | 0/0
    budget    b1 feature=chat day 5 |    | 0/0
    at        2026-11-01T05:30      |    | 0/0
    at        2026-11-02T05:00      |    | 10/0
    at        2027-03-14T04:59      |    | 10/0
    charge    x3 10                 | ok | 0/0
    at        2027-03-14T05:00      |    | 10/0
    `,
  );
  cases(
    'another time zone gives no second grant for a date',
    `
    account   B zone=Asia/Shanghai  |    | 0/0
    at        2026-03-02T16:00      |    | 0/0
    allowance a1 10 day             |    | 10/0
    charge    x1 10                 | ok | 0/0
    set       zone=America/New_York |    | 10/0
    charge    x2 10                 | ok | 0/0
    set       zone=Asia/Shanghai    |    | 0/0
    set       zone=America/New_York |    | 0/0
    at        2026-03-03T05:00      |    | 0/0
    at        2026-03-04T05:00      |    | 10/0
    `,
  );
});

describe('months', () => {
  cases(
    'anchored on the 31st: the last day where there is none',
    `
    at        2026-01-31T12:00         |    | 0/0
    allowance a1 10 month anchor=31    |    | 10/0
    charge    x1 10                    | ok | 0/0
    at        2026-02-27T23:59         |    | 0/0
    at        2026-02-28               |    | 10/0
    charge    x2 10                    | ok | 0/0
    at        2026-03-30T23:59         |    | 0/0
    at        2026-03-31               |    | 10/0
    charge    x3 10                    | ok | 0/0
    at        2026-04-30               |    | 10/0
    charge    x4 10                    | ok | 0/0
    at        2028-02-28               |    | 10/0
    charge    x5 10                    | ok | 0/0
    at        2028-02-29               |    | 10/0
    `,
  );
  cases(
    'a rule that begins later and ends within a month',
    `
    at        2026-03-02T12:00                                    |    | 0/0
    allowance a1 10 month anchor=15 starts=2026-04-20 ends=2026-05-20T06:00 |    | 0/0
    set       zone=Asia/Shanghai                                  |    | 0/0
    at        2026-04-19T23:59                                    |    | 0/0
    at        2026-04-20                                          |    | 10/0
    charge    x1 10                                               | ok | 0/0
    at        2026-05-14T16:00                                    |    | 10/0
    at        2026-05-20T06:00                                    |    | 0/0
    at        2026-07-20                                          |    | 0/0
    `,
  );
});

describe('with other credits', () => {
  cases(
    'burns before bought credits, and above the balance cap',
    `
    set       cap=20     |    | 0/0
    grant     g1 20 paid | ok | 20/0
    allowance a1 10 day  |    | 30/0
    charge    x1 15      | ok | 15/0 | g1=15/0/5
    `,
  );
  cases(
    'a paid one pays debt first, a promotional one does not',
    `
    grant     g1 20 paid               | ok | 20/0/0
    charge    x1 20                    | ok | 0/0/0
    revoke    v1 g1                    | ok amount=20 uncollected=20 | 0/0/20
    allowance a1 5 day                 |    | 5/0/20
    allowance a2 7 day category=paid   |    | 5/0/13
    at        +1d                      |    | 5/0/6
    grant     g2 1 promotional         | ok | 6/0/6
    at        +1d                      |    | 7/0/0
    `,
  );
  cases(
    'two rules of one account, changed and set again',
    `
    allowance a1 10 day |    | 10/0
    allowance a2 3 day  |    | 13/0
    allowance a1 20 day |    | 13/0
    at        +1d       |    | 23/0
    allowance a1 20 day |    | 23/0
    end       a2        |    | 23/0
    at        +1d       |    | 20/0
    allowance a2 3 day  |    | 23/0
    `,
  );
});

test('given once, whoever comes first: holds, charges, readers and sweepers at the same time', async () => {
  const { ledger, owner } = database;
  const others = [ledger, ...(await Promise.all([database.another(), database.another(), database.another()]))];
  const id = newId();
  await database.setClock(new Date('2026-06-01T23:00:00Z'));
  await ledger.openAccount({ id });
  await ledger.setAllowance({ id: derivedId(id, 'daily'), accountId: id, rule: 'daily', amount: 100n, period: 'day' });
  for (const day of [2, 3, 4, 5, 6]) {
    await database.setClock(new Date(Date.UTC(2026, 5, day, 0, 0, 1)));
    await Promise.all(
      others.flatMap((one) => [
        one.charge({ id: newId(), accountId: id, amount: 10n }),
        one.hold({ id: newId(), accountId: id, amount: 10n }),
        one.sweep(),
        one.balanceAt(id, new Date()),
      ]),
    );
    expect(await ledger.balance(id)).toMatchObject({ available: 20n, held: 40n, granted: BigInt(day) * 100n });
  }
  const { rows } = await owner.query('select reference from "grant" where account_id = $1 order by 1', [id]);
  expect(rows.map((row) => row.reference)).toEqual([1, 2, 3, 4, 5, 6].map((day) => `daily 2026-06-0${day}`));
});
