import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../order.ts';
import { type Buyer, codeIn, openShop, type Shop } from '../plans/shop.fixture.ts';
import { offeredProviders } from '../providers.ts';
import { findOrder } from '../store.ts';
import { sweepPayments } from '../tasks.ts';
import { payFromBalance } from './pay.ts';

let shop: Shop;
let ann: Buyer;

beforeAll(async () => {
  shop = await openShop({ at: '2027-01-31T10:00:00Z' });
  // 30 CNY are 3000 credits.
  await shop.plan('small', { level: 1, grantAmount: '3100' });
  await shop.plan('large', { level: 2, grantAmount: '11000', prices: { CNY: { amount: '100.00' } } });
  const yearly = {
    interval: 'year',
    grantAmount: '10',
    grantEvery: 'month',
    prices: { CNY: { amount: '1.00' } },
  } as const;
  await shop.plan('yearly', { level: 1, ...yearly });
});
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

const buy = (planId = 'small', more: object = {}, key = newId()) =>
  ann.buy(planId, { provider: 'balance', ...more }, key);
const endOf = async () => (await ann.see()).subscription?.currentPeriodEnd as string;
const before = (moment: string, hours: number) => new Date(Date.parse(moment) - hours * 3_600_000);

const grantsOf = (source: string) =>
  shop.rows<{ category: string; granted: bigint }>(
    'select category, granted from ledger."grant" where account_id = $1 and source = $2 order by created_at',
    [ann.userId, source],
  );
const charges = () =>
  shop.rows<{ amount: bigint }>(
    `select amount from ledger.transaction where account_id = $1 and kind = 'charge' order by seq`,
    [ann.userId],
  );

describe('a plan that is bought with credits', () => {
  it('takes its price from the balance and is in force at once', async () => {
    await ann.fund('3000');
    const key = newId();
    const { status, body } = await buy('small', {}, key);
    expect([status, body.order]).toMatchObject([
      201,
      { kind: 'plan', status: 'fulfilled', amount: '30.00', provider: 'balance' },
    ]);
    expect((await buy('small', {}, key)).body.order.id).toBe(body.order.id);
    expect(await charges()).toEqual([{ amount: 3_000_000_000n }]);
    expect([await ann.balance(), (await ann.see()).subscription?.status]).toEqual(['3103', 'active']);
  });

  it('is refused with too little balance before anything begins, and paid under the same key later', async () => {
    await ann.fund('2990');
    const key = newId();
    const answer = await buy('small', {}, key);
    expect([answer.status, answer.body]).toMatchObject([
      402,
      { error: { code: 'insufficient_credits', details: { available: '2993', required: '3000' } } },
    ]);
    expect(await ann.orders()).toMatchObject([{ status: 'failed' }]);
    expect([await ann.see(), await charges()]).toMatchObject([{ subscription: null, periods: [] }, []]);
    await ann.fund('10');
    expect((await buy('small', {}, key)).body.order.status).toBe('fulfilled');
    expect(await ann.balance()).toBe('3103');
  });

  it('is charged once, however many ask at once', async () => {
    await ann.fund('9000');
    const key = newId();
    const all = await Promise.all(Array.from({ length: 12 }, () => buy('small', {}, key)));
    expect(all.map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect(await charges()).toHaveLength(1);
    expect(await ann.balance()).toBe('9103');
  });

  it('has charge and period together when the process dies, and the credits after', async () => {
    const { db, ledger } = shop.server.deps;
    await buy();
    const [failed] = await ann.orders();
    await ann.fund('3000');
    const order = (await findOrder(db, failed?.id ?? '')) as Order;
    const gone = { ...ledger, grant: () => Promise.reject(new Error('the process is gone')) };
    await expect(payFromBalance({ ...shop.server.deps, ledger: gone }, order)).rejects.toThrow('gone');
    expect([await ann.balance(), (await ann.orders())[0]?.status, (await charges()).length]).toEqual(['3', 'paid', 1]);
    await shop.rows(`update farebox.orders set retry_at = now() where id = $1`, [order.id]);
    await Promise.all([sweepPayments(shop.server.deps), sweepPayments(shop.server.deps)]);
    expect([await ann.balance(), (await ann.orders())[0]?.status, (await charges()).length]).toEqual([
      '3103',
      'fulfilled',
      1,
    ]);
  });

  it('brings credits that pay no debt, its monthly ones too', async () => {
    await ann.fund('3000');
    await buy('yearly');
    await shop.pass(before(await endOf(), 330 * 24));
    const granted = await grantsOf('subscription');
    expect(granted.length).toBeGreaterThan(1);
    expect(new Set(granted.map(({ category }) => category))).toEqual(new Set(['promotional']));
  });

  it('is not for top-ups, has no methods, and is not offered where it is switched off', async () => {
    const topUp = await ann.post('/api/payments/create', { amount: '10.00', provider: 'balance' });
    expect(codeIn(topUp)).toBe('provider_not_offered');
    expect((await offeredProviders(shop.server.deps)).map(({ name }) => name)).toEqual(['mockpay']);
    expect(codeIn(await buy('small', { method: 'alipay' }))).toBe('provider_not_offered');
    expect((await ann.get<{ balancePaysPlans: boolean }>('/api/config')).body.balancePaysPlans).toBe(true);
    const off = await openShop({ config: { payments: { balance: { enabled: false } } } });
    const bob = await off.buyer();
    await off.plan('small');
    expect(codeIn(await bob.buy('small', { provider: 'balance' }))).toBe('provider_not_offered');
    await off.close();
  });

  it('that was given up is not charged any more', async () => {
    const key = newId();
    await buy('small', {}, key);
    const [order] = await ann.orders();
    // As a person who gives up the order while it is open.
    await shop.rows(`alter table farebox.orders disable trigger user`);
    await shop.rows(`update farebox.orders set status = 'cancelled' where id = $1`, [order?.id]);
    await shop.rows(`alter table farebox.orders enable trigger user`);
    await ann.fund('3000');
    expect(codeIn(await buy('small', {}, key))).toBe('order_not_open');
    expect(await ann.balance()).toBe('3003');
  });

  it('gives its price back when it is refunded, and takes its credits', async () => {
    await ann.fund('3000');
    const { body } = await buy();
    const refund = (amount?: string) =>
      shop.root.post(
        `/api/admin/orders/${body.order.id}/refunds`,
        { reason: 'Asked for it', ...(amount && { amount }) },
        newId(),
      );
    await refund('10.00');
    // A third of both.
    expect(await ann.balance()).toBe('3069.666667');
    await refund();
    expect([await ann.balance(), (await ann.see()).subscription]).toEqual(['3003', null]);
    expect(await ann.orders()).toMatchObject([{ status: 'refunded' }]);
  });

  it('is changed in mid-period with credits, too', async () => {
    await ann.fund('20000');
    await buy();
    const preview = await ann.post<{ amount: string; credits: string }>('/api/subscription/preview', {
      planId: 'large',
    });
    expect(preview.body).toMatchObject({ amount: '70.00', credits: '7900' });
    const changed = await ann.post('/api/subscription/change', { planId: 'large' }, newId());
    expect(changed.body).toMatchObject({ kind: 'upgrade', order: { status: 'fulfilled', provider: 'balance' } });
    expect(await ann.balance()).toBe(String(20003 - 3000 + 3100 - 7000 + 7900));
  });
});

describe('renewing from the balance', () => {
  it('goes on by itself for two years, once for each period', async () => {
    await ann.fund('45000');
    await buy();
    const ends: string[] = [];
    for (let month = 1; month <= 24; month += 1) {
      const end = await endOf();
      ends.push(end.slice(0, 10));
      await shop.pass(before(end, 12));
      await Promise.all([shop.sweep(), sweepPayments(shop.server.deps), sweepPayments(shop.server.deps)]);
      await shop.pass(end);
      if (month % 6 === 0) await ann.fund('18000');
    }
    expect([ends[0]?.slice(8), new Set(ends).size]).toEqual([expect.any(String), 24]);
    const orders = await ann.orders();
    expect(orders.filter(({ kind, status }) => kind === 'renewal' && status === 'fulfilled')).toHaveLength(24);
    expect(await charges()).toHaveLength(25);
    expect((await ann.see()).subscription?.status).toBe('active');
  });

  it('waits for too little balance while it is past due, tries daily, and goes on without a gap', async () => {
    await ann.fund('3000');
    await buy();
    const end = await endOf();
    // The plan's own credits are spent.
    await shop.operator.post('/api/billing/deduct', { userId: ann.userId, amount: '3100' }, newId());
    await shop.pass(before(end, 12));
    await shop.sweep();
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', status: 'failed' }, {}]);
    await shop.pass(end);
    expect((await ann.see()).subscription?.status).toBe('past_due');
    await ann.fund('3000');
    await shop.pass(before(end, -20));
    await shop.sweep();
    expect((await ann.see()).subscription).toMatchObject({ status: 'active', currentPeriodStart: end });
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', status: 'fulfilled' }, { kind: 'plan' }]);
    expect(
      await shop.rows('select outcome, refusal from farebox.renewal_attempts where order_id = $1 order by event_id', [
        (await ann.orders())[0]?.id,
      ]),
    ).toEqual([
      { outcome: 'refused', refusal: 'insufficient_credits' },
      { outcome: 'renewed', refusal: null },
    ]);
  });

  it('ends when the days of grace are over, and takes nothing after', async () => {
    await ann.fund('3000');
    await buy();
    const end = await endOf();
    await shop.operator.post('/api/billing/deduct', { userId: ann.userId, amount: '3100' }, newId());
    for (const hours of [12, 0, -24, -48, -73]) await shop.pass(before(end, hours));
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'expired' }] });
    await ann.fund('3000');
    await shop.sweep();
    expect(await charges()).toHaveLength(2);
  });

  it('is not asked of who cancelled, or who paid by hand meanwhile', async () => {
    await ann.fund('9000');
    await buy();
    await ann.post('/api/subscription/cancel');
    const end = await endOf();
    await shop.pass(before(end, 12));
    await ann.post('/api/subscription/resume');
    await ann.buyPaid('small');
    await shop.sweep();
    await shop.pass(end);
    expect(await charges()).toHaveLength(1);
    expect((await ann.see()).subscription).toMatchObject({ status: 'active', currentPeriodStart: end });
  });

  it('follows a change to less', async () => {
    await ann.fund('30000');
    await buy('large');
    await ann.post('/api/subscription/change', { planId: 'small' });
    const end = await endOf();
    await shop.pass(before(end, 12));
    await shop.sweep();
    await shop.pass(end);
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'small' }, nextPlan: null, status: 'active' });
    expect((await charges()).map(({ amount }) => amount)).toEqual([10_000_000_000n, 3_000_000_000n]);
  });
});
