import { newId } from '@farebox/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPlanVersion } from '../../plans/index.ts';
import { liveSubscription } from '../../subscriptions/index.ts';
import { takeIn } from '../intake.ts';
import { tell } from '../news.ts';
import type { ProviderNews, ProviderPeriod } from '../provider.ts';
import { sweepPayments } from '../tasks.ts';
import { whenPaidFor } from '../when-paid.ts';
import { lifeOf } from './news.fixture.ts';
import { orderOfPeriod } from './period-orders.ts';
import { type Buyer, openShop, type Shop } from './shop.fixture.ts';
import { keepSight } from './sight.ts';
import { snapshotOf } from './sold.ts';
import { writtenOrder } from './written.ts';

let shop: Shop;
let ann: Buyer;

beforeAll(async () => {
  // In the last of the four periods that the lives below have.
  shop = await openShop({ at: '2027-06-15T00:00:00Z' });
  const stripePrice = (amount: string, name: string) => ({ CNY: { amount, stripePrice: name } });
  await shop.plan('small', { level: 1, prices: stripePrice('30.00', 'price_small') });
  await shop.plan('large', { level: 2, grantAmount: '4000', prices: stripePrice('100.00', 'price_large') });
});
afterAll(() => shop.close());
beforeEach(async () => {
  ann = await shop.buyer();
});

async function versionOf(planId: string): Promise<string> {
  const query = 'select current_version as id from farebox.plans where id = $1';
  return (await shop.rows<{ id: string }>(query, [planId]))[0]?.id ?? '';
}

/** An order for a plan that Stripe runs, as the checkout writes it. */
async function ordered(who = ann, planId = 'small'): Promise<string> {
  const version = await findPlanVersion(shop.server.deps.db, await versionOf(planId));
  const price = version?.prices[0];
  if (!version || !price) throw new Error('no such plan');
  const { amountMinor, currency, minorUnits } = price;
  const order = await writtenOrder(shop.server.deps, newId(), {
    ...{
      userId: who.userId,
      kind: 'subscription',
      provider: 'stripe',
      method: null,
      amountMinor,
      currency,
      minorUnits,
    },
    ...{ credits: version.grantAmount, planVersion: version.id, snapshot: snapshotOf({ version, price }, {}) },
  });
  return order.id;
}

const told = (news: ProviderNews) => tell(shop.server.deps, 'stripe', news);
/** Callbacks that could not be settled are sent again. */
async function toldAll(all: readonly ProviderNews[]): Promise<void> {
  const waiting: ProviderNews[] = [];
  for (const news of all) await told(news).catch(() => waiting.push(news));
  for (const news of waiting) await told(news);
}

/** What the ledger says: grants of periods with what they are for, and what is available. */
async function ledgerOf(who: Buyer): Promise<unknown> {
  const grants = await shop.rows<{ granted: string; kind: string }>(
    `select g.granted::text, o.kind from ledger."grant" g join farebox.orders o on o.id::text = g.reference
      where g.account_id = $1 order by g.granted, o.kind`,
    [who.userId],
  );
  const periods = await shop.rows<{ starts_at: Date; ends_at: Date; kind: string }>(
    'select starts_at, ends_at, kind from farebox.subscription_periods where user_id = $1 order by starts_at, kind',
    [who.userId],
  );
  const { available } = (await shop.server.deps.ledger.balance(who.userId)) ?? {};
  const live = await liveSubscription(shop.server.deps.db, who.userId);
  const { status, planVersionId, nextPlanVersionId, currentPeriodEnd, paidUntil } = live ?? {};
  return { grants, periods, available, status, planVersionId, nextPlanVersionId, currentPeriodEnd, paidUntil };
}

/** First, a change to more in mid-period, a renewal, one to less, and sights in between. */
async function wholeLife(who: Buyer): Promise<ProviderNews[]> {
  const life = lifeOf({ orderId: await ordered(who), userId: who.userId });
  const seen = { planReference: 'price_large' };
  const middle = new Date(life.month(0).getTime() + 15 * 86_400_000);
  const upgrade: Partial<ProviderPeriod> = { cause: 'upgrade', startsAt: middle, endsAt: life.month(1) };
  const ids = { paymentId: `pi_${life.subscriptionId}_up`, chargeId: `in_${life.subscriptionId}_up`, orderId: null };
  // As it is now, whichever event asks.
  const now = { ...life.sight(3, { planReference: 'price_small', observedAt: life.month(4) }) };
  const asked = (news: ProviderPeriod) => ({ ...news, subscription: now });
  return [
    life.sight(0, { status: 'pending', planReference: 'price_small' }),
    life.period(0, 3000n, { seen: { planReference: 'price_small' } }),
    life.sight(0, { planReference: 'price_small' }),
    life.period(0, 3500n, { ...upgrade, payment: ids, seen: { ...seen, observedAt: new Date(middle.getTime() + 1) } }),
    life.sight(0, { ...seen, observedAt: new Date(middle.getTime() + 2) }),
    life.period(1, 10_000n, { seen }),
    life.sight(1, { planReference: 'price_small', observedAt: new Date(life.month(1).getTime() + 5000) }),
    asked(life.period(2, 3000n)),
    asked(life.period(3, 3000n)),
    now,
  ];
}

describe('news of a subscription, in any order', () => {
  it('leaves one grant for each payment, whatever comes first and how often', async () => {
    const first = await shop.buyer();
    const events = await wholeLife(first);
    await toldAll(events);
    const expected = (await ledgerOf(first)) as { grants: object[] };
    expect(expected.grants).toMatchObject(
      [
        { kind: 'subscription', granted: '1000000000' },
        { kind: 'renewal', granted: '1000000000' },
        { kind: 'renewal', granted: '1000000000' },
        { kind: 'upgrade', granted: '1500000000' },
        { kind: 'renewal', granted: '4000000000' },
      ].sort((one, other) => Number(one.granted) - Number(other.granted) || one.kind.localeCompare(other.kind)),
    );
    expect(expected).toMatchObject({
      status: 'active',
      planVersionId: await versionOf('small'),
      nextPlanVersionId: null,
    });
  });

  it('is the same ledger, shuffled and repeated', async () => {
    const first = await shop.buyer();
    const all = await wholeLife(first);
    await toldAll(all);
    const expected = await ledgerOf(first);
    const places = all.map((_, n) => n);
    const shuffled = fc.shuffledSubarray(places, { minLength: places.length });
    const copies = fc.array(fc.nat(places.length - 1), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(shuffled, copies, async (order, again) => {
        const who = await shop.buyer();
        const events = await wholeLife(who);
        await toldAll([...order, ...again].map((n) => events[n] as ProviderNews));
        expect(await ledgerOf(who)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 90_000);

  it('in a hundred copies at once grants once', async () => {
    const life = lifeOf({ orderId: await ordered(), userId: ann.userId });
    const first = life.period(0, 3000n);
    await Promise.all(Array.from({ length: 100 }, () => told(first)));
    await Promise.all(Array.from({ length: 100 }, () => told(life.period(1, 3000n))));
    expect((await ann.orders()).map(({ kind }) => kind)).toEqual(['renewal', 'subscription']);
    expect(await ledgerOf(ann)).toMatchObject({
      grants: [{ kind: 'renewal' }, { kind: 'subscription' }],
      available: 2_003_000_000n,
    });
  });

  it('that was told by another order of events knows the old sight from the new', async () => {
    const life = lifeOf({ orderId: await ordered(), userId: ann.userId });
    await told(life.period(0, 3000n));
    await told(life.sight(1, { cancelAtPeriodEnd: true }));
    await told(life.sight(0));
    expect((await ann.see()).subscription?.cancelAtPeriodEnd).toBe(true);
  });
});

describe('a paid period', () => {
  it('of another price credits nothing, and waits for a person', async () => {
    const life = lifeOf({ orderId: await ordered(), userId: ann.userId });
    expect(await told(life.period(0, 1n))).toMatchObject({ note: 'amount_mismatch' });
    expect(await ann.orders()).toMatchObject([{ status: 'pending', needsReview: true }]);
    const other = lifeOf({ orderId: await ordered(), userId: ann.userId });
    await told(other.period(0, 3000n));
    expect(await told(other.period(1, 2999n))).toMatchObject({ note: 'amount_mismatch' });
    expect(await told(other.period(2, 3000n, { payment: { currency: 'USD' } }))).toMatchObject({ orderId: null });
    expect(await ledgerOf(ann)).toMatchObject({ grants: [{ kind: 'subscription' }] });
  });

  it('of a subscription that was made at Stripe is of who is known there', async () => {
    const life = lifeOf();
    const news = life.period(0, 3000n, { seen: { planReference: 'price_small' } });
    expect(await told(life.sight(0, { planReference: 'price_small' }))).toMatchObject({ ignored: true });
    const stray = await told(news);
    expect(stray).toMatchObject({ orderId: null, note: 'waits for a person to say whose it is' });
    await shop.rows(
      `insert into farebox.provider_customers (provider, customer_id, user_id) values ('stripe', $1, $2)`,
      [news.payment.payer?.customerId, ann.userId],
    );
    await told(life.period(1, 3000n, { seen: { planReference: 'price_small' } }));
    expect(await ann.see()).toMatchObject({ subscription: { plan: { id: 'small' } }, periods: [{ kind: 'renewal' }] });
  });

  it.each([
    ['a proven address', true, ['subscription']],
    ['an address that nobody has proven', false, []],
  ])('with %s is matched, or not', async (_, verified, kinds) => {
    await shop.rows('update farebox.users set email_verified = $2 where id = $1', [ann.userId, verified]);
    const payer = { customerId: `cus_${newId()}`, email: ann.email.toUpperCase() };
    const life = lifeOf();
    await told(life.period(0, 3000n, { seen: { planReference: 'price_small' }, payment: { payer } }));
    expect((await ann.orders()).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('of a plan that is none of ours is a payment without an order', async () => {
    const life = lifeOf({ userId: ann.userId });
    await told(life.period(0, 700n, { seen: { planReference: 'price_of_somebody' } }));
    expect([(await ann.see()).subscription, (await ann.orders()).map(({ kind }) => kind)]).toEqual([
      null,
      ['unmatched'],
    ]);
  });

  it('of nothing, on trial or discounted whole, is worth what its order says', async () => {
    const orderId = await ordered();
    const life = lifeOf({ orderId, userId: ann.userId });
    await told(life.sight(0, { status: 'trialing' }));
    expect(await ledgerOf(ann)).toMatchObject({ grants: [], status: 'trialing' });
    await told(life.period(1, 3000n));
    expect(await ledgerOf(ann)).toMatchObject({ grants: [{ kind: 'renewal' }], status: 'active' });
  });

  it('is whole after a crash at any step', async () => {
    const { deps } = shop.server;
    const life = lifeOf({ orderId: await ordered(), userId: ann.userId });
    const [first, renewal] = [life.period(0, 3000n), life.period(1, 3000n)];
    const stretch = ({ subscription, startsAt, endsAt }: ProviderPeriod) => ({
      ...{ providerSubscriptionId: subscription.subscriptionId, startsAt, endsAt },
    });
    // Seen, and no further; then ordered; then paid: told again each time.
    await keepSight(deps, 'stripe', first.subscription);
    await told(first);
    const subscription = await keepSight(deps, 'stripe', renewal.subscription);
    if (!subscription) throw new Error('the subscription is not there');
    const order = await orderOfPeriod(deps, { provider: 'stripe', news: renewal, subscription });
    const payment = { ...renewal.payment, orderId: order?.id ?? null };
    await takeIn(deps, order?.id ?? '', {
      provider: 'stripe',
      payment,
      whenPaid: whenPaidFor(renewal.startsAt, stretch(renewal)),
    });
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', status: 'paid' }, { status: 'fulfilled' }]);
    await shop.rows(`update farebox.orders set retry_at = now() where id = $1`, [order?.id]);
    await Promise.all([sweepPayments(deps), told(renewal)]);
    expect(await ann.orders()).toMatchObject([{ kind: 'renewal', status: 'fulfilled' }, { status: 'fulfilled' }]);
    expect(await ledgerOf(ann)).toMatchObject({ grants: [{}, {}], available: 2_003_000_000n });
  });
});
