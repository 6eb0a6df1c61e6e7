import { newId } from '@farebox/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Buyer, codeIn, openShop, type Shop } from './shop.fixture.ts';

let shop: Shop;
let ann: Buyer;

beforeAll(async () => {
  shop = await openShop({ at: '2027-01-31T10:00:00Z' });
  await shop.plan('small', { level: 1, dailyLimit: '5' });
  await shop.plan('large', { level: 2, grantAmount: '4000', prices: { CNY: { amount: '100.00' } } });
  await shop.plan('yearly', {
    ...{ level: 1, interval: 'year', grantAmount: '100', grantEvery: 'month' },
    prices: { CNY: { amount: '300.00' } },
  });
  await shop.plan('pack', { interval: 'once', grantAmount: '500' });
  await shop.plan('gift', { grantAmount: '7', prices: { CNY: { amount: '0.00' } } });
});
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

const day = (moment: string | undefined) => moment?.slice(0, 10);

describe('a plan that is paid ahead', () => {
  it('is ordered with all that was sold, and in force when it is paid', async () => {
    const { status, body } = await ann.buy('small', { provider: 'mockpay' });
    expect([status, body.order]).toMatchObject([
      201,
      { kind: 'plan', status: 'pending', amount: '30.00', credits: '1000', title: 'Plan small', planId: 'small' },
    ]);
    expect((await ann.see()).subscription).toBeNull();
    await shop.pay(body.order.id, '30.00');
    await shop.pay(body.order.id, '30.00');
    const [order] = await shop.rows<{ status: string; snapshot: object }>(
      'select status, snapshot from farebox.orders where id = $1',
      [body.order.id],
    );
    expect(order).toMatchObject({
      status: 'fulfilled',
      snapshot: { plan: 'Plan small', planId: 'small', version: 1, interval: 'month', price: '30.00', dailyLimit: '5' },
    });
    expect((await ann.see()).subscription).toMatchObject({
      status: 'active',
      provider: 'mockpay',
      plan: { id: 'small' },
    });
    expect(await ann.balance()).toBe('1008');
  });

  it('goes on for two years of month ends and a leap day', async () => {
    await ann.buyPaid('small');
    const ends: (string | undefined)[] = [];
    for (let month = 1; month <= 24; month += 1) {
      const { subscription } = await ann.see();
      ends.push(day(subscription?.currentPeriodEnd));
      await shop.pass(new Date(Date.parse(subscription?.currentPeriodEnd as string) - 3_600_000));
      const { kind, credits } = await ann.buyPaid('small');
      expect([kind, credits]).toEqual(['plan', '1000']);
      await shop.pass(subscription?.currentPeriodEnd as string);
      expect((await ann.see()).subscription?.status).toBe('active');
      // What the last period left is gone, what this one brings is there, and today's five.
      expect(await ann.balance()).toBe('1008');
    }
    expect(ends.slice(0, 3)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
    expect(ends[12]).toBe('2028-02-29');
    const periods = await shop.rows('select id from farebox.subscription_periods where user_id = $1', [ann.userId]);
    expect(periods).toHaveLength(25);
    const { subscription } = await ann.see();
    expect(subscription?.paidUntil).toBe('2029-02-28T10:00:00.000Z');
    await shop.pass(subscription?.paidUntil as string);
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'expired' }] });
    // The welcome's three, and the five of the last day, which is a whole one.
    expect(await ann.balance()).toBe('8');
  });

  it('is the version that was bought, whatever becomes of the plan', async () => {
    await shop.plan('old', {});
    await ann.buyPaid('old');
    const prices = { CNY: { amount: '60.00' } };
    const edit = await shop.server.app.request('/api/admin/plans/old', {
      method: 'PATCH',
      headers: { cookie: shop.root.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: JSON.stringify({ prices, active: false }),
    });
    expect(edit.status).toBe(200);
    expect(await ann.buyPaid('old')).toMatchObject({ amount: '30.00' });
    const bob = await shop.buyer();
    expect(codeIn(await bob.buy('old', { provider: 'mockpay' }))).toBe('plan_not_found');
  });

  it('drips where it says so, after one payment', async () => {
    expect(await ann.buyPaid('yearly')).toMatchObject({ amount: '300.00', credits: '1200' });
    expect(await ann.balance()).toBe('103');
    const { subscription } = await ann.see();
    await shop.pass(new Date(Date.parse(subscription?.currentPeriodStart as string) + 32 * 86_400_000));
    expect(await ann.balance()).toBe('103');
    const grants = await shop.rows<{ amount: bigint }>(
      `select granted from ledger."grant" where account_id = $1 and source = 'subscription' and reference is not null`,
      [ann.userId],
    );
    expect(grants).toHaveLength(2);
  });

  it('is bought once and for ever, beside a subscription', async () => {
    await ann.buyPaid('small');
    expect(await ann.buyPaid('pack')).toMatchObject({ kind: 'plan' });
    await ann.buyPaid('pack');
    expect((await ann.see()).subscription?.plan.id).toBe('small');
    expect(await ann.balance()).toBe('2008');
  });

  it('costs nothing where its price is nothing, one at a time', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => ann.buy('gift')));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter((one) => one.status !== 201).map(codeIn)).toEqual(Array(9).fill('already_subscribed'));
    expect(await ann.balance()).toBe('10');
    const { subscription } = await ann.see();
    await shop.pass(new Date(Date.parse(subscription?.currentPeriodEnd as string) - 3_600_000));
    await shop.pass(subscription?.currentPeriodEnd as string);
    expect([(await ann.see()).subscription?.status, await ann.balance()]).toEqual(['active', '10']);
    await ann.buyPaid('small');
    expect((await ann.see()).subscription?.plan.id).toBe('small');
  });
});

describe('an order of a plan', () => {
  it('is the same for the same key, whatever happens in between', async () => {
    const key = newId();
    const first = await ann.buy('small', { provider: 'mockpay' }, key);
    await shop.pay(first.body.order.id, '30.00');
    const again = await ann.buy('small', { provider: 'mockpay' }, key);
    expect(again.body.order).toMatchObject({ id: first.body.order.id, status: 'fulfilled' });
    expect(codeIn(await ann.buy('large', { provider: 'mockpay' }, key))).toBe('idempotency_mismatch');
    expect(codeIn(await ann.buy('small', { provider: 'mockpay', discountCode: 'NO' }, key))).toBe(
      'idempotency_mismatch',
    );
  });

  it.each([
    ['a plan that is not there', { planId: 'nothing' }, 404, 'plan_not_found'],
    ['a currency without a price', { planId: 'small', currency: 'USD' }, 400, 'currency_not_offered'],
    ['a provider that is not set up', { planId: 'small', provider: 'stripe' }, 400, 'provider_not_offered'],
    [
      'a method that it does not have',
      { planId: 'small', provider: 'mockpay', method: 'x' },
      400,
      'provider_not_offered',
    ],
    ['a field that means nothing', { planId: 'small', amount: '1' }, 400, 'invalid_request'],
    ['a code that is none', { planId: 'small', provider: 'mockpay', discountCode: 'NONE' }, 404, 'discount_not_found'],
  ])('is refused for %s', async (_, body, status, code) => {
    const answer = await ann.post('/api/subscription/checkout', body);
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    expect(await ann.orders()).toEqual([]);
  });

  it('is refused where its credits have no room, and to who is not signed in', async () => {
    await shop.plan('huge', { grantAmount: '60000' });
    expect(codeIn(await ann.buy('huge', { provider: 'mockpay' }))).toBe('balance_cap_exceeded');
    const answer = await shop.server.app.request('/api/subscription/checkout', { method: 'POST' });
    expect(answer.status).toBe(401);
  });

  it('credits nothing when another amount is paid', async () => {
    const { body } = await ann.buy('small', { provider: 'mockpay' });
    await shop.pay(body.order.id, '0.01');
    expect(await ann.orders()).toMatchObject([{ status: 'pending', needsReview: true }]);
    expect([(await ann.see()).subscription, await ann.balance()]).toEqual([null, '3']);
  });
});

describe('a change in mid-period, paid ahead', () => {
  it('costs and brings what the preview says', async () => {
    await ann.buyPaid('small');
    const { subscription } = await ann.see();
    const [from, to] = [subscription?.currentPeriodStart, subscription?.currentPeriodEnd].map((at) =>
      Date.parse(at as string),
    );
    await shop.pass(new Date(((from as number) + (to as number)) / 2));
    const preview = await ann.post('/api/subscription/preview', { planId: 'large' });
    // Half of what is between 100 and 30, and between 4000 and 1000.
    expect(preview.body).toMatchObject({ kind: 'upgrade', amount: '35.00', credits: '1500', currency: 'CNY' });
    const key = newId();
    type Answer = { kind: string; order: { id: string; amount: string; credits: string; kind: string } };
    const changed = await ann.post<Answer>('/api/subscription/change', { planId: 'large' }, key);
    expect(changed.body).toMatchObject({
      kind: 'upgrade',
      order: { kind: 'upgrade', amount: '35.00', credits: '1500' },
    });
    expect(codeIn(await ann.post('/api/subscription/change', { planId: 'large' }, newId()))).toBe('change_in_progress');
    const again = await ann.post<Answer>('/api/subscription/change', { planId: 'large' }, key);
    expect(again.body.order.id).toBe(changed.body.order.id);
    await shop.pay(changed.body.order.id, '35.00');
    expect((await ann.see()).subscription).toMatchObject({
      plan: { id: 'large' },
      currentPeriodEnd: subscription?.currentPeriodEnd,
    });
    expect(await ann.balance()).toBe('2508');
    expect(codeIn(await ann.post('/api/subscription/preview', { planId: 'large' }))).toBe('plan_change_not_possible');
  });

  it('to less comes with the next period, and is taken back', async () => {
    await ann.buyPaid('large');
    const less = await ann.post('/api/subscription/change', { planId: 'small' });
    expect(less.body).toMatchObject({
      kind: 'downgrade',
      order: null,
      effectiveAt: (await ann.see()).subscription?.currentPeriodEnd,
    });
    expect((await ann.see()).subscription?.nextPlan?.id).toBe('small');
    expect((await ann.post('/api/subscription/change', { planId: 'large' })).body).toMatchObject({ kind: 'withdrawn' });
    expect((await ann.see()).subscription?.nextPlan).toBeNull();
  });

  it('is refused to who has no plan, for another currency, and for a plan that is bought once', async () => {
    expect(codeIn(await ann.post('/api/subscription/change', { planId: 'large' }))).toBe('subscription_not_found');
    await ann.buyPaid('small');
    expect(codeIn(await ann.post('/api/subscription/preview', { planId: 'large', currency: 'USD' }))).toBe(
      'plan_change_not_possible',
    );
    expect(codeIn(await ann.post('/api/subscription/change', { planId: 'pack' }))).toBe('plan_change_not_possible');
    expect(codeIn(await ann.post('/api/subscription/change', { planId: 'no' }))).toBe('plan_not_found');
  });
});

describe('cancelling', () => {
  it('lets the paid time run out, and is taken back', async () => {
    await ann.buyPaid('small');
    expect((await ann.post('/api/subscription/cancel')).body).toMatchObject({
      subscription: { cancelAtPeriodEnd: true },
    });
    expect((await ann.post('/api/subscription/resume')).body).toMatchObject({
      subscription: { cancelAtPeriodEnd: false },
    });
    await ann.post('/api/subscription/cancel');
    const { subscription } = await ann.see();
    await shop.pass(subscription?.currentPeriodEnd as string);
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'cancelled' }] });
    expect(codeIn(await ann.post('/api/subscription/resume'))).toBe('subscription_not_found');
    expect(codeIn(await ann.post('/api/subscription/portal'))).toBe('portal_not_available');
  });

  it('is done at once by the operator, who says why', async () => {
    await ann.buyPaid('small');
    const { subscription } = await ann.see();
    const path = `/api/admin/subscriptions/${subscription?.id}/cancel`;
    expect((await ann.post(path, { reason: 'I want it' })).status).toBe(404);
    expect(codeIn(await shop.root.post(path, { now: true }))).toBe('invalid_request');
    expect((await shop.root.post(path, { reason: 'Asked by mail', now: true })).body).toMatchObject({
      status: 'cancelled',
    });
    expect(codeIn(await shop.root.post(path, { reason: 'Asked by mail', now: true }))).toBe('subscription_not_live');
    expect((await ann.see()).subscription).toBeNull();
    const audit = await shop.rows('select after from farebox.audit_logs where action = $1 and account_id = $2', [
      'subscription.cancelled_by_hand',
      ann.userId,
    ]);
    expect(audit).toEqual([{ after: { now: true, reason: 'Asked by mail' } }]);
  });
});
