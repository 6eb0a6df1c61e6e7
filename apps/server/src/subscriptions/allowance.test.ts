import { formatCredits, newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../tools/testing/index.ts';
import { cancelPeriod, recordPaidPeriod } from './index.ts';
import { beginLife, type Life } from './life.fixture.ts';
import { system } from './moves.ts';

let server: TestServer;
let life: Life;
let daily: string;
let better: string;

beforeAll(async () => {
  server = await testServer();
  life = await beginLife(server.deps, server.databaseUrl);
  daily = await life.plan('t-daily', { daily_limit: '5' });
  better = await life.plan('t-better', { daily_limit: '9', level: 2 });
});
afterAll(async () => {
  await life.end();
  await server.close();
});

const spend = (userId: string, amount: bigint) =>
  server.deps.ledger.charge({ id: newId(), accountId: userId, amount: amount * 1_000_000n });

/** What is left, in the order in which it burns. */
const lots = async (userId: string) =>
  (await server.deps.ledger.grants(userId)).map(({ source, available }) => `${source} ${formatCredits(available)}`);

describe('what is spent', () => {
  it('is the day’s allowance first, then the plan’s credits, then the balance', async () => {
    const ann = await life.person();
    await life.at('2026-03-10T08:00:00.000Z');
    await server.deps.ledger.grant({
      id: newId(),
      accountId: ann,
      amount: 50_000_000n,
      category: 'paid',
      reason: 'purchase',
    });
    await life.buy(ann, daily, '100');
    expect(await lots(ann)).toEqual(['allowance 5', 'subscription 100', 'welcome 3', 'purchase 50']);
    await spend(ann, 4n);
    expect(await lots(ann)).toEqual(['allowance 1', 'subscription 100', 'welcome 3', 'purchase 50']);
    await spend(ann, 90n);
    expect(await lots(ann)).toEqual(['subscription 11', 'welcome 3', 'purchase 50']);
    await spend(ann, 20n);
    expect(await lots(ann)).toEqual(['purchase 44']);
    await life.pass('2026-03-11T00:00:01.000Z');
    expect(await lots(ann)).toEqual(['allowance 5', 'purchase 44']);
  });

  it('without a subscription is the balance', async () => {
    const bob = await life.person();
    await server.deps.ledger.grant({
      id: newId(),
      accountId: bob,
      amount: 50_000_000n,
      category: 'paid',
      reason: 'purchase',
    });
    await spend(bob, 10n);
    expect(await lots(bob)).toEqual(['purchase 43']);
  });
});

describe('the daily allowance', () => {
  it('ends with the day on which the plan ends, swept or not', async () => {
    const ann = await life.person();
    await life.at('2026-03-10T08:00:00.000Z');
    await life.buy(ann, daily, '0');
    await life.at('2026-04-10T07:00:00.000Z');
    expect(await life.credits(ann)).toBe('8');
    await life.pass('2026-04-10T09:00:00.000Z');
    expect([await life.live(ann), await life.credits(ann)]).toEqual([null, '8']);
    await life.at('2026-04-11T00:00:00.000Z');
    expect(await life.credits(ann)).toBe('3');
  });

  it('of a plan that ends at midnight is not given for the day that begins', async () => {
    const ann = await life.person();
    await life.at('2026-03-10');
    await life.buy(ann, daily, '0');
    await life.at('2026-04-09T23:59:59.000Z');
    expect(await life.credits(ann)).toBe('8');
    await life.pass('2026-04-10');
    expect(await life.credits(ann)).toBe('3');
  });

  it('goes on over the day of a renewal, in the time zone of the account', async () => {
    const ann = await life.person();
    await server.deps.ledger.setAccount({ id: ann, timeZone: 'Asia/Shanghai' });
    await life.at('2026-03-10T08:00:00.000Z');
    await life.buy(ann, daily, '0');
    await life.pass('2026-04-10T07:00:00.000Z');
    await life.buy(ann, daily, '0', { kind: 'renewal' });
    await life.pass('2026-04-10T15:59:00.000Z');
    expect(await life.credits(ann)).toBe('8');
    await spend(ann, 5n);
    await life.pass('2026-04-10T16:00:00.000Z');
    expect(await life.credits(ann)).toBe('8');
    const { allowanceUntil } = (await life.live(ann)) ?? {};
    expect(allowanceUntil?.toISOString()).toBe('2026-05-10T16:00:00.000Z');
  });

  it('is set by the sweep when a crash came between record and close', async () => {
    const ann = await life.person();
    await life.at('2026-03-10');
    await life.inTransaction((tx) => recordPaidPeriod(tx, life.paidPeriod(ann, daily, '0')));
    expect(await life.credits(ann)).toBe('3');
    await Promise.all(Array.from({ length: 10 }, () => life.sweep()));
    expect(await life.credits(ann)).toBe('8');
  });

  it('follows the plan: a better one from the next day, none after a refund', async () => {
    const ann = await life.person();
    await life.at('2026-03-10');
    await life.buy(ann, daily, '0');
    const { orderId } = await life.buy(ann, better, '0', { kind: 'upgrade' });
    await life.pass('2026-03-11');
    expect(await life.credits(ann)).toBe('12');
    await life.inTransaction((tx) => cancelPeriod(tx, orderId, system));
    expect((await life.live(ann))?.planVersionId).toBe(daily);
    await life.sweep();
    await life.pass('2026-03-12');
    expect(await life.credits(ann)).toBe('8');
  });

  it('of a plan that was bought once has no end', async () => {
    const lifetime = await life.plan('t-lifetime', { interval: 'once', daily_limit: '2' });
    const ann = await life.person();
    await life.at('2026-03-10');
    await life.buy(ann, lifetime, '0');
    await life.pass('2031-03-10');
    expect(await life.credits(ann)).toBe('5');
  });
});
