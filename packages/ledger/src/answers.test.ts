import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cases as table } from '../test/cases.ts';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import type { Grant, Ledger } from './index.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let accountId: string;
beforeAll(async () => {
  database = await ledgerDatabase();
  ledger = database.ledger;
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.setClock(null);
  accountId = newId();
  await ledger.openAccount({ id: accountId });
  await ledger.grant({ id: newId(), accountId, amount: 1000n, category: 'paid' });
});

const cases = (name: string, text: string) => table(() => database, name, text);

describe('the same request again', () => {
  cases(
    'gives the first answer, whatever happened since',
    `
    grant   g1 100 paid        | ok | 100/0
    hold    h1 60              | ok | 40/60
    hold    h1 60              | ok again | 40/60
    capture c1 h1 70           | ok | 30/0
    hold    h1 60              | ok again | 30/0
    capture c1 h1 70           | ok again returned=0 | 30/0
    charge  x1 30              | ok | 0/0
    charge  x1 30              | ok again | 0/0
    refund  f1 x1 10           | ok | 10/0
    refund  f1 x1 10           | ok again | 10/0
    hold    h2 10              | ok | 0/10
    release r2 h2              | ok returned=10 | 10/0
    release r2 h2              | ok again returned=10 | 10/0
    revoke  v1 g1 100          | ok uncollected=90 | 0/0/90
    revoke  v1 g1 100          | ok again uncollected=90 | 0/0/90
    grant   g1 100 paid        | ok again | 0/0/90
    `,
  );
  cases(
    'a refusal stays one for a day, also after funds arrive',
    `
    charge  x1 10           | insufficient_credits available=0 required=10 | 0/0
    grant   g1 100 paid     | ok | 100/0
    charge  x1 10           | insufficient_credits available=0 required=10 | 100/0
    charge  x2 10           | ok | 90/0
    refund  f1 x2 11        | refund_exceeds_charge refundable=10 | 90/0
    revoke  v1 g1 101       | revoke_exceeds_grant revocable=100 | 90/0
    at      +23h            |    | 90/0
    charge  x1 10           | insufficient_credits | 90/0
    charge  x1 11           | idempotency_mismatch | 90/0
    `,
  );
  cases(
    'what only found the request wrong may be asked again',
    `
    refund  f1 x1           | transaction_not_found | 0/0
    release r1 h1           | hold_not_found | 0/0
    revoke  v1 g1           | grant_not_found | 0/0
    grant   g1 100 paid     | ok | 100/0
    charge  x1 10           | ok | 90/0
    hold    h1 10           | ok | 80/10
    refund  f1 x1           | ok amount=10 | 90/10
    release r1 h1           | ok | 100/0
    revoke  v1 g1           | ok amount=100 | 0/0
    `,
  );
  cases(
    'an id is its account’s own',
    `
    grant   g1 100 paid | ok | 100/0
    charge  x1 10       | ok | 90/0
    account B           |    | 0/0
    grant   g1 50 paid  | ok | 50/0
    charge  x1 20       | ok | 30/0
    account A           |    | 90/0
    charge  x1 10       | ok again | 90/0
    `,
  );
});

describe('another request under the same id is refused and changes nothing', () => {
  cases(
    'of the same or of another kind',
    `
    grant   g1 100 paid             | ok | 100/0
    grant   g1 101 paid             | idempotency_mismatch | 100/0
    grant   g1 100 promotional      | idempotency_mismatch | 100/0
    grant   g1 100 paid priority=3  | idempotency_mismatch | 100/0
    grant   g1 100 paid ends=+1h    | idempotency_mismatch | 100/0
    hold    h1 60 feature=a         | ok | 40/60
    hold    h1 61 feature=a         | idempotency_mismatch | 40/60
    hold    h1 60 feature=b         | idempotency_mismatch | 40/60
    hold    h1 60 feature=a key=k   | idempotency_mismatch | 40/60
    hold    h1 60 feature=a for=9   | idempotency_mismatch | 40/60
    hold    h1 60 feature=a reason=other | idempotency_mismatch | 40/60
    charge  h1 60 feature=a         | idempotency_mismatch | 40/60
    capture c1 h1 60                | ok | 40/0
    capture c1 h1 60 overrun=cap    | idempotency_mismatch | 40/0
    release c1 h1                   | idempotency_mismatch | 40/0
    charge  x1 41                   | insufficient_credits | 40/0
    charge  x1 40                   | idempotency_mismatch | 40/0
    charge  x2 10 model=m           | ok | 30/0
    charge  x2 10 model=n           | idempotency_mismatch | 30/0
    refund  f1 x2                   | ok amount=10 | 40/0
    refund  f1 x2 10                | idempotency_mismatch | 40/0
    `,
  );

  test('what is written beside is not part of it: the details of usage', async () => {
    const id = newId();
    await ledger.charge({ id, accountId, amount: 5n, usage: { details: { took: 5 } } });
    const again = await ledger.charge({ id, accountId, amount: 5n, usage: { details: { took: 9 } } });
    expect(again).toMatchObject({ replayed: true, available: 995n });
  });

  test('metadata counts by what it says, not by the order of its fields', async () => {
    const charge = { id: newId(), accountId, amount: 5n };
    await ledger.charge({ ...charge, metadata: { a: 1, b: [true, null] } });
    expect(await ledger.charge({ ...charge, metadata: { b: [true, null], a: 1 } })).toMatchObject({ replayed: true });
    const other = ledger.charge({ ...charge, metadata: { a: 2, b: [true, null] } });
    await expect(other).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  test('a session with another time zone asks the same request', async () => {
    const grant: Grant = { id: newId(), accountId, amount: 5n, category: 'paid', expiresAt: new Date('2099-01-01') };
    await ledger.grant(grant);
    const client = await database.owner.connect();
    await client.query("set timezone = 'Asia/Shanghai'; set datestyle = 'German'");
    const op = {
      kind: 'grant',
      id: grant.id,
      account_id: accountId,
      amount: 5,
      category: 'paid',
      expires_at: grant.expiresAt,
    };
    const { rows } = await client.query('select code, replayed from post_one($1)', [op]);
    client.release(true);
    expect(rows).toEqual([{ code: 'ok', replayed: true }]);
  });
});

describe('`fresh`', () => {
  test('with an id that exists ends in the first answer', async () => {
    const charge = { id: newId(), accountId, amount: 5n, fresh: true };
    const first = await ledger.charge(charge);
    expect(await ledger.charge(charge)).toEqual({ ...first, replayed: true });
    const [again, neighbour] = await Promise.all([
      ledger.charge(charge),
      ledger.charge({ id: newId(), accountId, amount: 7n, fresh: true }),
    ]);
    expect(again).toEqual({ ...first, replayed: true });
    expect(neighbour).toMatchObject({ amount: 7n, available: 988n });
    await expect(ledger.charge({ ...charge, amount: 6n })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    expect(await ledger.balance(accountId)).toMatchObject({ available: 988n });
  });

  test('with an id that was refused is refused again', async () => {
    const charge = { id: newId(), accountId, amount: 1001n, fresh: true };
    await expect(ledger.charge(charge)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await expect(ledger.charge(charge)).rejects.toMatchObject({ code: 'insufficient_credits' });
  });
});

test('refusals are forgotten after a day, and by the sweeper', async () => {
  await database.setClock(new Date('2026-03-01T00:00:00Z'));
  await expect(ledger.charge({ id: newId(), accountId, amount: 1001n })).rejects.toThrow();
  const count = async () => {
    await ledger.sweep();
    const { rows } = await database.owner.query('select count(*) from refusal where account_id = $1', [accountId]);
    return rows[0].count;
  };
  await database.setClock(new Date('2026-03-02T00:00:00Z'));
  expect(await count()).toBe(1n);
  await database.setClock(new Date('2026-03-02T00:00:01Z'));
  expect(await count()).toBe(0n);
});
