import { newId } from '@farebox/kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AutoTopUpShop, autoTopUpShop } from '../../../../../tools/testing/auto-topup-shop.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { paymentsTasks } from '../tasks.ts';
import { cardCallsOf, chargeAttempt, placeAttempt } from './attempt.ts';
import type { AutoTopUp } from './auto-topup.ts';
import { findAutoTopUp } from './store.ts';
import { runAutoTopUps } from './tasks.ts';

const tenDollars = 1_000_000_000n;

let shop: AutoTopUpShop;

beforeEach(async () => {
  shop = await autoTopUpShop(runAutoTopUps);
});

afterEach(() => shop.close());

async function ready(changes: object = {}): Promise<void> {
  await shop.saveCard();
  await shop.enable(changes);
}

const spend = (amount: bigint) => shop.server.deps.ledger.charge({ id: newId(), accountId: shop.userId, amount });

describe('an account that is low', () => {
  it('is topped up once, and told so', async () => {
    await ready();
    await shop.run();
    await shop.stripe.courier.flush();
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'fulfilled' }]);
    expect(await shop.intents()).toMatchObject([{ status: 'succeeded', amount: 1000 }]);
    expect(await shop.credited()).toBe(tenDollars);
    expect(await shop.topics()).toEqual(['auto_topup.succeeded']);
    expect(await shop.seen()).toMatchObject({ state: 'ready', usedThisMonth: 1, underWay: false, lastError: null });
  });

  it('is topped up once under twenty runs at a time on two servers', async () => {
    const { databaseUrl, deps } = shop.server;
    const other: TestServer = await testServer({ databaseUrl, config: { payments: deps.config.payments } });
    try {
      await ready();
      const runs = Array.from({ length: 20 }, (_, n) => runAutoTopUps(n % 2 ? deps : other.deps));
      await Promise.all(runs);
      await shop.stripe.courier.flush();
      await Promise.all([runAutoTopUps(deps), runAutoTopUps(other.deps)]);
      expect(await shop.orders()).toMatchObject([{ status: 'fulfilled' }]);
      expect(await shop.intents()).toHaveLength(1);
      expect(await shop.credited()).toBe(tenDollars);
    } finally {
      await other.close();
    }
  });

  it('gets one order from any number of workers that saw it low, also when one comes much later', async () => {
    await ready();
    const { deps } = shop.server;
    const row = (await findAutoTopUp(deps.db, shop.userId)) as AutoTopUp;
    const placed = await Promise.all(Array.from({ length: 10 }, () => placeAttempt(deps, row)));
    const [order, ...more] = placed.filter((one) => one !== null);
    expect(more).toEqual([]);
    const calls = await cardCallsOf(deps, 'stripe');
    if (!calls || !order) throw new Error('nothing to charge');
    await Promise.allSettled([chargeAttempt(deps, calls, row, order), chargeAttempt(deps, calls, row, order)]);
    expect(await shop.intents()).toHaveLength(1);
    expect(await shop.credited()).toBe(tenDollars);
    expect(await shop.topics()).toEqual(['auto_topup.succeeded']);
    expect(await placeAttempt(deps, row)).toBeNull();
    expect(await shop.orders()).toHaveLength(1);
  });

  it('is topped up again when it falls again, and never above the number of the month', async () => {
    await ready({ maxPerMonth: 2 });
    for (const _ of [1, 2, 3]) {
      await shop.due();
      await shop.run();
      await spend(await shop.credited()).catch(() => undefined);
    }
    expect(await shop.orders()).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
    expect(await shop.seen()).toMatchObject({ usedThisMonth: 2, state: 'ready' });
    await shop.rows(`update farebox.orders set paid_at = paid_at - interval '32 days' where user_id = $1`);
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toHaveLength(3);
  });

  it('has its month by the time zone of the account', async () => {
    await ready({ maxPerMonth: 1 });
    await shop.run();
    const month = `(date_trunc('month', now() at time zone 'Pacific/Kiritimati') at time zone 'Pacific/Kiritimati')`;
    await shop.server.deps.ledger.setAccount({ id: shop.userId, timeZone: 'Pacific/Kiritimati' });
    await shop.rows(`update farebox.orders set paid_at = ${month} where user_id = $1`);
    expect(await shop.seen()).toMatchObject({ usedThisMonth: 1 });
    await shop.rows(`update farebox.orders set paid_at = ${month} - interval '1 second' where user_id = $1`);
    expect(await shop.seen()).toMatchObject({ usedThisMonth: 0 });
  });
});

describe('the background work', () => {
  it('has the task', async () => {
    await ready();
    const { deps, databaseUrl } = shop.server;
    await deps.work.run(databaseUrl, [paymentsTasks(deps)]);
    try {
      await deps.work.add('payments.auto_topup', {});
      await expect.poll(() => shop.orders(), { timeout: 10_000 }).toMatchObject([{ status: 'fulfilled' }]);
    } finally {
      await deps.work.stop();
    }
  });
});

describe('an account whose last credits have expired, though nobody has swept it yet', () => {
  it('is low', async () => {
    await ready({ threshold: '2' });
    await shop.run();
    expect(await shop.orders()).toEqual([]);
    const { ledger } = shop.server.deps;
    await spend(3_000_000n);
    const grant = { accountId: shop.userId, amount: 9_000_000n, category: 'paid' as const, reason: 'test' };
    await ledger.grant({ ...grant, id: newId(), expiresAt: new Date(Date.now() + 1000) });
    await expect.poll(async () => (await ledger.balance(shop.userId))?.available, { timeout: 5000 }).toBe(0n);
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toMatchObject([{ status: 'fulfilled' }]);
  });
});

describe('nothing is charged', () => {
  it.each([
    ['while it is switched off', () => shop.call('PUT', '/api/auto-topup', { enabled: false })],
    ['while the account is frozen', () => shop.server.deps.ledger.setAccount({ id: shop.userId, status: 'frozen' })],
    ['while the account is closed', () => shop.server.deps.ledger.setAccount({ id: shop.userId, status: 'closed' })],
    ['above the threshold', () => shop.enable({ threshold: '3' })],
    ['where there is no room below the cap', () => shop.server.deps.ledger.setAccount({ id: shop.userId, cap: 4n })],
    ['without the card', () => shop.call('DELETE', '/api/auto-topup/card')],
    [
      'before the next try',
      () =>
        shop.rows(`update farebox.auto_topups set next_try_at = now() + interval '9 s'
                                              where user_id = $1`),
    ],
  ])('%s', async (_, change) => {
    await ready();
    await change();
    await shop.run();
    expect(await shop.orders()).toEqual([]);
    expect(await shop.intents()).toEqual([]);
  });

  it('any more after terms that are not sold any more: it is stopped', async () => {
    await ready();
    shop.server.deps.config.payments.currencies = {
      USD: { minorUnits: 2, creditsPerUnit: '100', minTopUp: '50', maxTopUp: '100', quickAmounts: [] },
    };
    await shop.run();
    expect(await shop.seen()).toMatchObject({ state: 'stopped', lastError: 'invalid_payment_amount' });
    expect(await shop.topics()).toEqual(['auto_topup.stopped']);
    expect(await shop.orders()).toEqual([]);
  });
});

describe('money that went back', () => {
  it.each([
    ['a refund', 'refunded', (payment: string) => shop.stripe.refund(payment)],
    ['a part of it', 'refunded', (payment: string) => shop.stripe.refund(payment, 100)],
    ['a dispute', 'disputed', (payment: string) => shop.stripe.dispute(payment)],
  ])('by %s switches it off, until its owner switches it on', async (_, lastError, happens) => {
    await ready({ threshold: '1001', amount: '10.00' });
    await shop.run();
    const [paid] = await shop.intents();
    happens(paid?.id as string);
    await shop.stripe.courier.flush();
    expect(await shop.seen()).toMatchObject({ enabled: false, state: 'stopped', lastError });
    await shop.due();
    await shop.run();
    expect(await shop.orders()).toHaveLength(1);
    await shop.enable();
    expect(await shop.seen()).toMatchObject({ enabled: true, state: 'ready', lastError: null });
  });
});
