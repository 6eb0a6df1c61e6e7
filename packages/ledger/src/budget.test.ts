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

describe.each(['key', 'member', 'feature', 'model'])('the budget of a %s', (subject) => {
  describe.each([
    ['day', '2026-03-02T23:59', '2026-03-03'],
    ['month', '2026-03-31T23:59', '2026-04-01'],
    ['total', '2026-12-31T23:59', ''],
  ])('per %s', (period, last, next) => {
    cases(
      'counts what is held and spent, and gives back what is released or refunded',
      `
      grant   g1 1000 paid               | ok | 1000/0
      budget  b1 ${subject}=x ${period} 100 |  | 1000/0
      hold    h1 60 ${subject}=x for=60     | ok | 940/60
      hold    h2 41 ${subject}=x            | budget_exceeded subject=${subject} period=${period} limit=100 remaining=40 | 940/60
      hold    h3 41 ${subject}=y            | ok | 899/101
      charge  x1 40 ${subject}=x            | ok | 859/101
      charge  x2 1 ${subject}=x             | budget_exceeded remaining=0 | 859/101
      capture c1 h1 50                   | ok returned=10 | 869/41
      charge  x3 11 ${subject}=x            | budget_exceeded remaining=10 | 869/41
      charge  x4 10 ${subject}=x            | ok | 859/41
      refund  f1 x1 5                    | ok | 864/41
      hold    h4 5 ${subject}=x for=60      | ok | 859/46
      at      +60s                       |    | 864/41
      hold    h5 5 ${subject}=x             | ok | 859/46
      release r5 h5                      | ok | 864/41
      charge  x5 5 ${subject}=x             | ok | 859/41
      at      ${last}                       |    | ${'900/0'}
      charge  x6 1 ${subject}=x             | budget_exceeded remaining=0 | 900/0
      ${next ? `at ${next}` : 'see'}                          |    | 900/0
      charge  x7 100 ${subject}=x           | ${next ? 'ok' : 'budget_exceeded'} | ${next ? 800 : 900}/0
      `,
    );
  });
});

describe('budgets', () => {
  cases(
    'set while holds are open and after spending: both count; changed and removed',
    `
    grant    g1 1000 paid            | ok | 1000/0
    hold     h1 60 feature=chat      | ok | 940/60
    charge   x1 30 feature=chat      | ok | 910/60
    budget   b1 feature=chat day 100 |    | 910/60
    hold     h2 11 feature=chat      | budget_exceeded remaining=10 | 910/60
    budget   b1 feature=chat day 120 |    | 910/60
    hold     h3 30 feature=chat      | ok | 880/90
    budget   b1 feature=chat day 10  |    | 880/90
    charge   x2 1 feature=chat       | budget_exceeded remaining=0 limit=10 | 880/90
    release  r1 h1                   | ok | 940/30
    charge   x3 1 feature=chat       | budget_exceeded remaining=0 | 940/30
    unbudget b1                      |    | 940/30
    charge   x4 500 feature=chat     | ok | 440/30
    `,
  );
  cases(
    'every budget that watches must allow it; the others are told of it too',
    `
    grant   g1 1000 paid                    | ok | 1000/0
    budget  b1 key=k day 50                 |    | 1000/0
    budget  b2 feature=chat day 80          |    | 1000/0
    hold    h1 50 key=k feature=chat        | ok | 950/50
    hold    h2 1 key=k feature=draw         | budget_exceeded subject=key | 950/50
    hold    h3 31 key=l feature=chat        | budget_exceeded subject=feature remaining=30 | 950/50
    hold    h4 30 key=l feature=chat        | ok | 920/80
    capture c1 h1 70                        | ok | 900/30
    release r4 h4                           | ok | 930/0
    charge  x1 10 key=l feature=chat        | ok | 920/0
    charge  x2 1 key=l feature=chat         | budget_exceeded | 920/0
    `,
  );
  cases(
    'what a capture turned out to be for is what counts',
    `
    grant   g1 1000 paid              | ok | 1000/0
    budget  b1 feature=chat day 100   |    | 1000/0
    budget  b2 feature=draw day 100   |    | 1000/0
    hold    h1 100 feature=chat       | ok | 900/100
    capture c1 h1 90 feature=draw     | ok | 910/0
    charge  x1 100 feature=chat       | ok | 810/0
    charge  x2 11 feature=draw        | budget_exceeded remaining=10 | 810/0
    hold    h2 10 feature=draw        | ok | 800/10
    capture c2 h2 30 feature=chat     | ok | 780/0
    refund  f1 c1                     | ok amount=90 | 870/0
    charge  x3 100 feature=draw       | ok | 770/0
    `,
  );
  cases(
    'a refund after the period turned is not spent again',
    `
    grant   g1 1000 paid             | ok | 1000/0
    budget  b1 feature=chat day 100  |    | 1000/0
    charge  x1 100 feature=chat      | ok | 900/0
    hold    h1 0000100 feature=draw for=200000 | ok | 800/100
    at      +1d                      |    | 800/100
    charge  x2 60 feature=chat       | ok | 740/100
    refund  f1 x1                    | ok amount=100 | 840/100
    charge  x3 41 feature=chat       | budget_exceeded remaining=40 | 840/100
    charge  x4 40 feature=chat       | ok | 800/100
    `,
  );
  cases(
    'held over the turn of a day: counted where it is settled',
    `
    grant   g1 1000 paid            | ok | 1000/0
    budget  b1 feature=chat day 100 |    | 1000/0
    at      2026-03-02T23:55        |    | 1000/0
    hold    h1 80 feature=chat      | ok | 920/80
    at      2026-03-03              |    | 920/80
    hold    h2 21 feature=chat      | budget_exceeded remaining=20 | 920/80
    capture c1 h1 80                | ok | 920/0
    charge  x1 20 feature=chat      | ok | 900/0
    `,
  );
  cases(
    'a change of time zone moves the turn, and forgets no turn that was due',
    `
    grant   g1 1000 paid            | ok | 1000/0
    budget  b1 feature=chat day 100 |    | 1000/0
    charge  x1 100 feature=chat     | ok | 900/0
    at      2026-03-03T00:30        |    | 900/0
    set     zone=Asia/Shanghai      |    | 900/0
    charge  x2 100 feature=chat     | ok | 800/0
    at      2026-03-03T15:59        |    | 800/0
    charge  x3 1 feature=chat       | budget_exceeded | 800/0
    at      2026-03-03T16:00        |    | 800/0
    charge  x4 100 feature=chat     | ok | 700/0
    `,
  );
  cases(
    'the budget of an account watches everything that it spends',
    `
    grant    g1 1000 paid                        | ok | 1000/0
    budget   b1 account=own day 100              |    | 1000/0
    hold     h1 40 key=k feature=chat model=m    | ok | 960/40
    hold     h2 61                               | budget_exceeded subject=account limit=100 used=40 remaining=60 | 960/40
    charge   x1 60                               | ok | 900/40
    charge   x2 1 feature=draw                   | budget_exceeded remaining=0 used=100 | 900/40
    release  r1 h1                               | ok | 940/0
    refund   f1 x1 20                            | ok | 960/0
    hold     h3 60 model=n                       | ok | 900/60
    capture  c3 h3 75                            | ok | 885/0
    hold     h4 1                                | budget_exceeded remaining=0 used=115 | 885/0
    unbudget b1                                  |    | 885/0
    hold     h5 1                                | ok | 884/1
    `,
  );
  cases(
    'a capture for another model counts there',
    `
    grant   g1 1000 paid          | ok | 1000/0
    budget  b1 model=m total 100  |    | 1000/0
    budget  b2 model=n total 50   |    | 1000/0
    hold    h1 50 model=m         | ok | 950/50
    hold    h2 51 model=m         | budget_exceeded subject=model used=50 | 950/50
    capture c1 h1 50 model=n      | ok | 950/0
    hold    h3 1 model=n          | budget_exceeded subject=model limit=50 used=50 | 950/0
    hold    h4 100 model=m        | ok | 850/100
    capture c4 h4 120             | ok | 830/0
    hold    h5 1 model=m          | budget_exceeded used=120 | 830/0
    hold    h6 100                | ok | 730/100
    `,
  );
  cases(
    'nobody watches what has no name',
    `
    grant   g1 100 paid       | ok | 100/0
    budget  b1 feature= day 5 |    | 100/0
    hold    h1 10             | ok | 90/10
    charge  x1 10             | ok | 80/10
    capture c1 h1 10          | ok | 80/0
    refund  f1 x1             | ok amount=10 | 90/0
    `,
  );
});

test.each(['key', 'model', 'account'] as const)(
  'no more than the budget of a %s allows, however many ask at once',
  async (subject) => {
    const { ledger } = database;
    const [accountId, keyId] = [newId(), newId()];
    await ledger.openAccount({ id: accountId });
    await ledger.grant({ id: newId(), accountId, amount: 10_000n, category: 'paid' });
    const budget = { id: derivedId(accountId), accountId, subject, period: 'day', limit: 500n } as const;
    const subjectId = { key: keyId.toUpperCase(), model: 'gpt', account: '' }[subject];
    await ledger.setBudget({ ...budget, subjectId });
    const asked = Array.from({ length: 20 }, () =>
      ledger.hold({ id: newId(), accountId, amount: 75n, keyId, model: 'gpt' }),
    );
    const answers = await Promise.allSettled(asked);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(6);
    expect(await ledger.balance(accountId)).toMatchObject({ available: 9550n, held: 450n });
  },
);
