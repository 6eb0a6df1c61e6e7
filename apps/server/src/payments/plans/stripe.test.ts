import { newId } from '@farebox/kit';
import type { StripeSimulator } from '@farebox/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAtSilent } from './looks.ts';
import { type Bought, type Buyer, codeIn, openShop, type Shop } from './shop.fixture.ts';

let shop: Shop;
let stripe: StripeSimulator;
let ann: Buyer;

beforeAll(async () => {
  shop = await openShop({ providers: ['stripe'] });
  stripe = shop.stripe as StripeSimulator;
  await shop.plan('small', { level: 1, dailyLimit: '5' });
  await shop.plan('large', { level: 2, grantAmount: '4000', prices: { CNY: { amount: '100.00' } } });
  await shop.plan('yearly', {
    level: 1,
    interval: 'year',
    grantAmount: '12000',
    prices: { CNY: { amount: '300.00' } },
  });
  await shop.plan('gift', { grantAmount: '0', dailyLimit: '1', prices: { CNY: { amount: '0.00' } } });
}, 60_000);
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

const sessionOf = async (orderId: string) =>
  (await shop.rows<{ id: string }>('select provider_reference as id from farebox.orders where id = $1', [orderId]))[0]
    ?.id ?? '';

/** Orders and pays; the subscription's name at Stripe. */
async function subscribe(planId = 'small', more: object = {}, who = ann): Promise<string> {
  const { status, body } = await who.buy(planId, { provider: 'stripe', ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  stripe.pay(await sessionOf(body.order.id), { card: 'pm_card_visa' });
  await shop.arrive();
  return nameOf(who);
}

async function nameOf(who = ann): Promise<string> {
  const rows = await shop.rows<{ name: string }>(
    'select provider_subscription_id as name from farebox.subscriptions where user_id = $1 order by id desc limit 1',
    [who.userId],
  );
  return rows[0]?.name ?? '';
}

const endOf = async () => (await ann.see()).subscription?.currentPeriodEnd as string;
const grants = () =>
  shop.rows<{ granted: bigint }>(
    `select granted from ledger."grant" where account_id = $1 and source = 'subscription' and reference is not null`,
    [ann.userId],
  );
const openEvents = () =>
  shop.rows(`select type, last_error from farebox.provider_events where state in ('received', 'waiting', 'failed')`);

describe('a subscription that Stripe runs', () => {
  it('is ordered, paid, and in force when Stripe says so', async () => {
    const { status, body } = await ann.buy('small', { provider: 'stripe' });
    expect([status, body.order]).toMatchObject([201, { kind: 'subscription', status: 'pending', amount: '30.00' }]);
    expect(body.checkoutUrl).toContain(stripe.url);
    stripe.pay(await sessionOf(body.order.id));
    await shop.arrive();
    expect(await ann.orders()).toMatchObject([{ id: body.order.id, status: 'fulfilled' }]);
    expect(await ann.see()).toMatchObject({
      subscription: { status: 'active', provider: 'stripe', plan: { id: 'small' } },
      periods: [{ kind: 'first', orderId: body.order.id, credits: '1000' }],
    });
    expect([await ann.balance(), await openEvents()]).toEqual(['1008', []]);
  });

  it('renews for two years, once for each invoice, with copies of every event', async () => {
    const name = await subscribe();
    for (let month = 1; month <= 24; month += 1) {
      await shop.pass(await endOf());
      if (month % 8 === 0) for (const event of stripe.events().slice(-6)) stripe.resend(event.id);
      await shop.arrive();
    }
    const orders = await ann.orders();
    expect(orders.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      ...Array(24).fill('renewal fulfilled'),
      'subscription fulfilled',
    ]);
    expect(await grants()).toHaveLength(25);
    expect((await ann.see()).subscription).toMatchObject({ status: 'active', plan: { id: 'small', version: 1 } });
    // What a month left is gone with it.
    expect([await ann.balance(), name, await openEvents()]).toEqual(['1008', await nameOf(), []]);
  }, 60_000);

  it('is past due when a payment fails, and goes on when it is made after all', async () => {
    const name = await subscribe();
    const end = await endOf();
    stripe.replaceCard(customerOf(name), 'pm_card_chargeDeclined');
    await shop.pass(end);
    expect((await ann.see()).subscription?.status).toBe('past_due');
    expect(await grants()).toHaveLength(1);
    stripe.replaceCard(customerOf(name), 'pm_card_visa');
    stripe.recover(name);
    await shop.arrive();
    expect((await ann.see()).subscription).toMatchObject({ status: 'active', currentPeriodStart: end });
    expect(await grants()).toHaveLength(2);
  });

  it('ends when nobody pays any more', async () => {
    const name = await subscribe();
    stripe.endSubscription(name, 'payment_failed');
    await shop.arrive();
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'cancelled' }] });
  });

  it('is cancelled at its end, taken back, and cancelled for good', async () => {
    const name = await subscribe();
    const second = () => shop.pass(new Date(shop.clock.now().getTime() + 1000));
    const cancelled = await ann.post('/api/subscription/cancel');
    expect(cancelled.body).toMatchObject({ subscription: { status: 'active', cancelAtPeriodEnd: true } });
    await second();
    expect((await ann.post('/api/subscription/resume')).body).toMatchObject({
      subscription: { cancelAtPeriodEnd: false },
    });
    await second();
    await ann.post('/api/subscription/cancel');
    const wishes = stripe.calls().filter(({ path, method }) => method === 'POST' && path.endsWith(name));
    expect(wishes).toHaveLength(3);
    await shop.pass(await endOf());
    expect(await ann.see()).toMatchObject({ subscription: null, history: [{ status: 'cancelled' }] });
    expect(await grants()).toHaveLength(1);
  });

  it('is ended by the operator, now', async () => {
    await subscribe();
    const id = (await ann.see()).subscription?.id;
    const answer = await shop.root.post(`/api/admin/subscriptions/${id}/cancel`, { reason: 'Fraud', now: true });
    expect(answer.body).toMatchObject({ id, status: 'cancelled' });
    expect((await ann.see()).subscription).toBeNull();
  });

  it('is not bought twice, nor beside what was paid ahead; a free plan is no hindrance', async () => {
    await subscribe();
    for (const provider of ['stripe', 'mockpay']) {
      const again = await ann.buy('large', { provider });
      expect([again.status, codeIn(again)]).toEqual([409, 'already_subscribed']);
    }
    ann = await shop.buyer();
    await ann.buyPaid('small');
    expect(codeIn(await ann.buy('small', { provider: 'stripe' }))).toBe('already_subscribed');
    ann = await shop.buyer();
    await ann.buy('gift');
    await subscribe();
    expect((await ann.see()).subscription).toMatchObject({ provider: 'stripe', plan: { id: 'small' } });
  });

  it('opens the portal for its owner alone', async () => {
    await subscribe();
    expect((await ann.post<{ url: string }>('/api/subscription/portal')).body.url).toContain(stripe.url);
    expect(codeIn(await (await shop.buyer()).post('/api/subscription/portal'))).toBe('portal_not_available');
  });

  it('comes to light when all its callbacks were lost', async () => {
    await subscribe();
    const end = await endOf();
    stripe.pointWebhooks('http://127.0.0.1:9/nowhere');
    await shop.pass(end);
    expect((await ann.see()).subscription?.currentPeriodEnd).toBe(end);
    await shop.pass(new Date(Date.parse(end) + 3_700_000));
    await Promise.all([lookAtSilent(shop.server.deps), lookAtSilent(shop.server.deps)]);
    expect((await ann.see()).subscription).toMatchObject({ status: 'active', currentPeriodStart: end });
    expect([await grants(), await ann.orders()]).toMatchObject([
      [{}, {}],
      [{ kind: 'renewal', status: 'fulfilled' }, {}],
    ]);
    stripe.pointWebhooks(`${shop.server.url}/api/payments/notify/stripe`);
  });

  it('is sold under the name of an older design', async () => {
    type Session = { url: string; sessionId: string };
    const { status, body } = await ann.post<Session>('/functions/v1/create-checkout-session', { plan_id: 'small' });
    expect([status, body.url]).toEqual([200, expect.stringContaining(body.sessionId)]);
    stripe.pay(body.sessionId);
    await shop.arrive();
    expect((await ann.see()).subscription?.status).toBe('active');
    const elsewhere = await shop.server.app.request('/functions/v1/create-checkout-session', {
      ...{ method: 'POST', body: '{"plan_id":"small"}' },
      headers: { cookie: ann.cookie, origin: 'https://elsewhere.example', 'content-type': 'application/json' },
    });
    const nobody = await shop.server.app.request('/functions/v1/create-checkout-session', { method: 'POST' });
    expect([elsewhere.status, nobody.status]).toEqual([403, 401]);
  });
});

function customerOf(name: string): string {
  const told = stripe.events().map(({ data }) => data.object as { id?: string; customer?: string });
  return told.find(({ id, customer }) => id === name && customer)?.customer ?? '';
}

describe('changing what Stripe runs', () => {
  const half = async () => {
    const { subscription } = await ann.see();
    const [from, to] = [subscription?.currentPeriodStart, subscription?.currentPeriodEnd].map((at) =>
      Date.parse(at as string),
    );
    // Stripe counts changes by the hour.
    const middle = ((from as number) + (to as number)) / 2;
    await shop.pass(new Date(Math.floor(middle / 3_600_000) * 3_600_000));
  };
  type Change = { kind: string; order: Bought['order'] | null };

  it('to more costs and brings at once what the preview says', async () => {
    await subscribe();
    await half();
    const preview = await ann.post<{ amount: string; credits: string }>('/api/subscription/preview', {
      planId: 'large',
    });
    expect(preview.body).toMatchObject({ kind: 'upgrade', currency: 'CNY' });
    const key = newId();
    const before = Number(await ann.balance());
    const changed = await ann.post<Change>('/api/subscription/change', { planId: 'large' }, key);
    expect(changed.body).toMatchObject({ kind: 'upgrade', order: { kind: 'upgrade', amount: preview.body.amount } });
    await shop.arrive();
    await ann.post<Change>('/api/subscription/change', { planId: 'large' }, key);
    await shop.arrive();
    expect(await ann.orders()).toMatchObject([
      { kind: 'upgrade', status: 'fulfilled', amount: preview.body.amount, credits: preview.body.credits },
      { kind: 'subscription' },
    ]);
    expect(Number(await ann.balance()) - before).toBeCloseTo(Number(preview.body.credits), 6);
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'large' }, nextPlan: null });
    await shop.pass(await endOf());
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', amount: '100.00', credits: '4000' }, {}, {}]);
  });

  it('to more fails whole when the card is refused', async () => {
    const name = await subscribe();
    await half();
    stripe.replaceCard(customerOf(name), 'pm_card_chargeDeclined');
    const changed = await ann.post('/api/subscription/change', { planId: 'large' }, newId());
    expect([changed.status, codeIn(changed)]).toEqual([502, 'provider_refused']);
    await shop.arrive();
    expect(await ann.orders()).toMatchObject([{ kind: 'upgrade', status: 'failed' }, {}]);
    expect((await ann.see()).subscription?.plan.id).toBe('small');
    stripe.replaceCard(customerOf(name), 'pm_card_visa');
    await ann.post('/api/subscription/change', { planId: 'large' }, newId());
    await shop.arrive();
    expect((await ann.see()).subscription?.plan.id).toBe('large');
  });

  it('to a year begins one at once', async () => {
    await subscribe();
    await half();
    const preview = await ann.post<{ amount: string; credits: string }>('/api/subscription/preview', {
      planId: 'yearly',
    });
    const changed = await ann.post<Change>('/api/subscription/change', { planId: 'yearly' }, newId());
    expect([changed.status, changed.body]).toMatchObject([200, { order: { amount: preview.body.amount } }]);
    await shop.arrive();
    const { subscription } = await ann.see();
    expect(subscription?.plan.id).toBe('yearly');
    expect(Date.parse(subscription?.currentPeriodEnd as string) - shop.clock.now().getTime()).toBeGreaterThan(
      360 * 86_400_000,
    );
  });

  it('to less comes with the next period, and is taken back before', async () => {
    await subscribe('large');
    const less = await ann.post<Change>('/api/subscription/change', { planId: 'small' });
    expect(less.body).toMatchObject({ kind: 'downgrade', order: null, effectiveAt: await endOf() });
    await shop.arrive();
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'large' }, nextPlan: { id: 'small' } });
    expect((await ann.post<Change>('/api/subscription/change', { planId: 'large' })).body.kind).toBe('withdrawn');
    await ann.post('/api/subscription/change', { planId: 'small' });
    await shop.pass(await endOf());
    expect((await ann.see()).subscription).toMatchObject({ plan: { id: 'small' }, nextPlan: null });
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', amount: '30.00', credits: '1000' }, {}]);
  });

  it('from a year to a month is refused, for Stripe would do it at once', async () => {
    await subscribe('yearly');
    expect(codeIn(await ann.post('/api/subscription/change', { planId: 'small' }))).toBe('plan_change_not_possible');
  });
});
