import { derivedId, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { type Ledger, verify } from './index.ts';

let database: LedgerDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
});
afterAll(() => database.close());

const names = ['g1', 'g2', 'open', 'captured', 'capture', 'released', 'charge', 'refund', 'revoke', 'budget'] as const;
type Ids = Record<(typeof names)[number] | 'account', string>;

/** An account in which everything happened once. */
async function scene(): Promise<Ids> {
  const account = newId();
  const ids = { account, ...Object.fromEntries(names.map((name) => [name, derivedId(account, name)])) } as Ids;
  const base = (name: keyof Ids) => ({ id: ids[name], accountId: account });
  await ledger.openAccount({ id: account });
  await ledger.grant({ ...base('g1'), amount: 100n, category: 'promotional' });
  await ledger.grant({ ...base('g2'), amount: 100n, category: 'paid', expiresAt: new Date('2199-01-01') });
  await ledger.setBudget({ ...base('budget'), subject: 'feature', subjectId: 'chat', period: 'total', limit: 500n });
  for (const name of ['open', 'captured', 'released'] as const) {
    await ledger.hold({ ...base(name), amount: 20n, feature: 'chat' });
  }
  await ledger.capture({ ...base('capture'), holdId: ids.captured, amount: 15n });
  await ledger.release({ id: newId(), accountId: account, holdId: ids.released });
  await ledger.charge({ ...base('charge'), amount: 30n, usage: { feature: 'chat', inputTokens: 3 } });
  await ledger.refund({ ...base('refund'), transactionId: ids.charge, amount: 10n });
  await ledger.revoke({ ...base('revoke'), grantId: ids.g1 });
  expect(await verify(database.owner)).toEqual([]);
  return ids;
}

/** Breaks one row as only a superuser can, looks, and puts everything back. */
async function foundAfter(damage: string, ids: Ids): Promise<{ rule: string; account_id: string; row_id: string }[]> {
  const client: pg.PoolClient = await database.owner.connect();
  try {
    await client.query('begin');
    const text = damage.replace(/:(\w+)/g, (_, name: keyof Ids) => `'${ids[name]}'`);
    const { rowCount } = await client.query(text);
    expect(rowCount, text).toBe(1);
    return (await client.query('select rule, account_id, row_id from verify()')).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const grants = 'grant buckets are the sums of their entries';
const chain = 'balances after a transaction follow from those before';

/** What is broken, the row that is named, and every rule that must say so. */
const damages: [damage: string, row: keyof Ids | 'other', rules: string[]][] = [
  [
    'update "grant" set spent = spent + 1, available = available - 1 where id = :g2',
    'g2',
    [grants, 'an account is the sum of its grants'],
  ],
  [
    'update "grant" set granted = granted + 1, expired = expired + 1 where id = :g2',
    'g2',
    [grants, 'a grant was made by its transaction', 'an account is the sum of its grants'],
  ],
  ['update "grant" set owed = owed + 1 where id = :g1', 'account', ['an account is the sum of its grants']],
  ['delete from "grant" where id = :g2', 'g2', [grants, 'an account is the sum of its grants']],
  [
    'update account set available = available + 1 where id = :account',
    'account',
    ['an account is the sum of its grants'],
  ],
  [
    'update account set debt = debt + 1 where id = :account',
    'account',
    ['an account is the sum of its grants', 'debt is what was revoked and not yet returned'],
  ],
  ['update account set spent = spent + 1 where id = :account', 'account', ['an account is the sum of its grants']],
  [
    'update account set held = held + 1 where id = :account',
    'account',
    ['an account is the sum of its grants', 'what is held is the sum of open holds'],
  ],
  ['delete from account where id = :account', 'account', ['a grant belongs to an account']],
  [
    "update account set due_at = 'infinity' where id = :account",
    'account',
    ['an account falls due with the first thing it has'],
  ],
  ['update account set has_budgets = false where id = :account', 'budget', ['an account knows that it has budgets']],
  [
    'update transaction set amount = amount + 1 where id = :g2',
    'g2',
    ['a transaction moved what it says', 'a grant was made by its transaction'],
  ],
  [
    'update transaction set amount = amount + 1 where id = :refund',
    'refund',
    ['a transaction moved what it says', 'what was refunded is the sum of refunds'],
  ],
  [
    'update transaction set amount = amount + 1 where id = :revoke',
    'revoke',
    ['a transaction moved what it says', 'debt is what was revoked and not yet returned'],
  ],
  ['update transaction set available_after = available_after + 1 where id = :charge', 'charge', [chain]],
  ['update transaction set held_after = held_after + 1 where id = :captured', 'captured', [chain]],
  ['update transaction set debt_after = debt_after + 1 where id = :charge', 'charge', [chain]],
  [
    'delete from transaction where id = :charge',
    'charge',
    ['an entry belongs to a transaction', 'a charge has its usage record'],
  ],
  [
    'update entry set amount = amount + 1 where transaction_id = :charge',
    'charge',
    [grants, 'a transaction moved what it says', chain],
  ],
  ['delete from entry where transaction_id = :open', 'open', [grants, 'a transaction moved what it says', chain]],
  [
    "update hold set status = 'released', settled_at = created_at where id = :open",
    'open',
    [
      'what is held is the sum of open holds',
      'an ended hold has the transaction that ended it',
      'a budget counts its holds and charges',
    ],
  ],
  [
    'update hold set captured = captured + 1 where id = :captured',
    'captured',
    ['an ended hold has the transaction that ended it'],
  ],
  ['update hold set amount = amount + 1 where id = :released', 'released', ['a hold was made by its transaction']],
  [
    'update usage_record set amount = amount + 1 where transaction_id = :capture',
    'capture',
    [
      'a charge has its usage record',
      'a daily roll-up is the sum of its records',
      'a budget counts its holds and charges',
    ],
  ],
  [
    'update usage_record set refunded = refunded + 1 where transaction_id = :charge',
    'charge',
    [
      'what was refunded is the sum of refunds',
      'a daily roll-up is the sum of its records',
      'a budget counts its holds and charges',
    ],
  ],
  [
    'update usage_daily set requests = requests + 1 where account_id = :account',
    'account',
    ['a daily roll-up is the sum of its records'],
  ],
  [
    'update usage_daily set input_tokens = 0 where account_id = :account',
    'account',
    ['a daily roll-up is the sum of its records'],
  ],
  [
    'update usage_daily set cost = cost + 1, costed_requests = costed_requests + 1 where account_id = :account',
    'account',
    ['a daily roll-up is the sum of its records'],
  ],
  ['update budget set spent = spent + 1 where id = :budget', 'budget', ['a budget counts its holds and charges']],
  ['update budget set held = held - 1 where id = :budget', 'budget', ['a budget counts its holds and charges']],
];

test.each(damages)('%s is found', async (damage, row, rules) => {
  const ids = await scene();
  const found = await foundAfter(damage, ids);
  for (const rule of rules) expect(found.map((finding) => finding.rule)).toContain(rule);
  expect(found.map((finding) => finding.row_id)).toContain(ids[row as keyof Ids]);
  for (const finding of found) expect(finding.account_id).toBe(ids.account);
});

test('every rule there is was broken above', async () => {
  const { rows } = await database.owner.query("select prosrc from pg_proc where proname like 'verify\\_%'");
  const written = rows.flatMap(({ prosrc }) =>
    [...prosrc.matchAll(/select '([a-z ,-]+)', /g)].map((match) => match[1]),
  );
  const broken = new Set(damages.flatMap(([, , rules]) => rules));
  expect(written.filter((rule) => !broken.has(rule))).toEqual([]);
  expect(written.length).toBeGreaterThan(14);
});

test('a database that was never wrong is never said to be, while writers are busy', async () => {
  const ids = await scene();
  let isDone = false;
  const writing = Promise.all(
    Array.from({ length: 20 }, async () => {
      while (!isDone) {
        const hold = { id: newId(), accountId: ids.account, amount: 2n };
        await ledger.hold(hold);
        await ledger.capture({ id: newId(), accountId: ids.account, holdId: hold.id, amount: 0n });
      }
    }),
  );
  for (let round = 0; round < 20; round++) expect(await verify(database.owner)).toEqual([]);
  isDone = true;
  await writing;
});
