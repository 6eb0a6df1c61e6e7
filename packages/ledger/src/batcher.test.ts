import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LedgerDatabase, ledgerDatabase } from '../test/ledger-database.ts';
import { until } from '../test/until.ts';
import type { Ledger } from './index.ts';

let database: LedgerDatabase;
let ledger: Ledger;
let batches: number[];
let accountId: string;
beforeAll(async () => {
  database = await ledgerDatabase({ lanes: 1, onBatch: ({ size }) => batches.push(size) });
  ledger = database.ledger;
});
afterAll(() => database.close());
beforeEach(async () => {
  accountId = newId();
  batches = [];
  await ledger.openAccount({ id: accountId });
  await ledger.grant({ id: newId(), accountId, amount: 1000n, category: 'paid' });
  batches = [];
});

const charge = (id = newId(), amount = 1n) => ({ id, accountId, amount });

/** Keeps the account locked while `work` runs, so that what is sent for it waits. */
async function whileLocked(work: (unlock: () => Promise<void>) => Promise<void>): Promise<void> {
  const client = await database.owner.connect();
  await client.query('begin');
  await client.query('select from account where id = $1 for no key update', [accountId]);
  let isLocked = true;
  const unlock = async () => {
    if (isLocked) await client.query('rollback');
    isLocked = false;
  };
  try {
    await work(unlock);
  } finally {
    await unlock();
    client.release();
  }
}

describe('what travels together', () => {
  test('a lone call goes at once; what arrives meanwhile goes in the next batch', async () => {
    await whileLocked(async (unlock) => {
      const first = ledger.charge(charge());
      await until(() => ledger.health().inFlight === 1);
      const rest = Array.from({ length: 50 }, () => ledger.charge(charge()));
      await until(() => ledger.health().queued === 50);
      await unlock();
      await Promise.all([first, ...rest]);
    });
    expect(batches).toEqual([1, 50]);
  });

  test('the same request twice at once is sent once, and both hear the answer', async () => {
    const id = newId();
    const [one, other] = await Promise.all([ledger.charge(charge(id)), ledger.charge(charge(id))]);
    expect(one).toEqual(other);
    expect(one?.replayed).toBe(false);
    expect(batches).toEqual([1]);
  });

  test('the same id for another request is a mismatch, in a batch of its own', async () => {
    const id = newId();
    const [one, other, same] = await Promise.allSettled([
      ledger.charge(charge(id)),
      ledger.charge(charge(id, 2n)),
      ledger.hold(charge(id, 3n)),
    ]);
    expect(one?.status).toBe('fulfilled');
    expect(other).toMatchObject({ reason: { code: 'idempotency_mismatch' } });
    expect(same).toMatchObject({ reason: { code: 'idempotency_mismatch' } });
    expect(batches).toEqual([1, 1, 1]);
    expect(await ledger.balance(accountId)).toMatchObject({ available: 999n, held: 0n });
  });

  test('a hold and what settles it come one after the other, in their order', async () => {
    const hold = charge(newId(), 10n);
    const about = () => ({ id: newId(), accountId, holdId: hold.id });
    const answers = await Promise.allSettled([
      ledger.hold(hold),
      ledger.capture({ ...about(), amount: 4n }),
      ledger.release(about()),
      ledger.charge(charge()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(answers[2]).toMatchObject({ reason: { code: 'hold_not_open', details: { status: 'captured' } } });
    expect(batches).toEqual([2, 1, 1]);
  });

  test('a refusal takes nothing from its neighbours', async () => {
    const sizes = [600n, 500n, 300n, 200n, 100n];
    const answers = await Promise.allSettled(sizes.map((amount) => ledger.charge(charge(newId(), amount))));
    expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, true]);
    expect(batches).toEqual([5]);
    expect(await ledger.balance(accountId)).toMatchObject({ available: 0n, spent: 1000n });
  });

  test('one that the database cannot take fails alone', async () => {
    const good = Array.from({ length: 20 }, () => ledger.charge(charge()));
    const poison = ledger.charge({ ...charge(), metadata: { text: 'a\u0000b' } });
    const more = Array.from({ length: 20 }, () => ledger.charge(charge()));
    await expect(poison).rejects.toThrow(/unicode|\\u0000/i);
    await Promise.all([...good, ...more]);
    expect(await ledger.balance(accountId)).toMatchObject({ available: 960n });
  });
});

describe('limits', () => {
  test('a full queue is busy at once, and takes more when it has room', async () => {
    const small = await database.another({ queueLimit: 3 });
    await whileLocked(async (unlock) => {
      const sent = small.charge(charge());
      await until(() => small.health().inFlight === 1);
      const waiting = [1, 2, 3].map(() => small.charge(charge()));
      await until(() => small.health().queued === 3);
      await expect(small.charge(charge())).rejects.toMatchObject({ code: 'busy', status: 503 });
      await unlock();
      await Promise.all([sent, ...waiting]);
    });
    await small.charge(charge());
    expect(await ledger.balance(accountId)).toMatchObject({ available: 995n });
  });

  test('past its deadline an operation is not started; what was sent is waited for', async () => {
    const hasty = await database.another({ deadlineMs: 80 });
    await whileLocked(async (unlock) => {
      const sent = hasty.charge(charge());
      await until(() => hasty.health().inFlight === 1);
      const late = expect(hasty.charge(charge())).rejects.toMatchObject({ code: 'deadline', status: 503 });
      const begun = performance.now();
      await until(() => performance.now() > begun + 120);
      await unlock();
      await late;
      expect((await sent).available).toBe(999n);
    });
    expect(await ledger.balance(accountId)).toMatchObject({ available: 999n });
  });
});

test('close() finishes what was asked and takes nothing more', async () => {
  const other = await database.another({ batchSize: 10 });
  const asked = Array.from({ length: 100 }, () => other.charge(charge()));
  const closed = other.close();
  await expect(other.charge(charge())).rejects.toMatchObject({ code: 'closing', status: 503 });
  await closed;
  expect(await Promise.all(asked)).toHaveLength(100);
  expect(other.health()).toEqual({ queued: 0, inFlight: 0, lanesConnected: 0 });
  expect(await ledger.balance(accountId)).toMatchObject({ available: 900n });
});
