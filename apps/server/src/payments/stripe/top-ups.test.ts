import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StripeShop, stripeShop } from '../../../../../tools/testing/stripe-shop.ts';
import { asOwner } from '../callback.fixture.ts';
import { findProvider } from '../providers.ts';
import { findOrder } from '../store.ts';

let shop: StripeShop;

beforeEach(async () => {
  shop = await stripeShop();
});

afterEach(() => shop.close());

const tenDollars = 1_000_000_000n;

describe('a top-up paid with Stripe', () => {
  it('is credited once, however often and in whatever order Stripe tells of it', async () => {
    Object.assign(shop.stripe.courier.faults, { duplicates: 4, reorder: true });
    const { id, session } = await shop.order();
    shop.stripe.pay(session);
    await shop.stripe.courier.flush();
    for (const { id: event } of shop.stripe.events()) shop.stripe.resend(event);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'fulfilled', needsReview: false });
    expect(await shop.credited()).toBe(tenDollars);
  });

  it('is asked for once, though the answer was lost', async () => {
    shop.stripe.trouble({ method: 'POST', path: '/v1/checkout/sessions', loseAnswer: true });
    await shop.order();
    const made = shop.stripe.calls().filter(({ path }) => path === '/v1/checkout/sessions');
    expect(made.length).toBeGreaterThan(1);
    const headers = { authorization: `Bearer ${shop.stripe.secretKey}` };
    const list = await fetch(`${shop.stripe.url}/v1/checkout/sessions`, { headers });
    expect(((await list.json()) as { data: unknown[] }).data).toHaveLength(1);
  });

  it('with a delayed method is credited when the money is there', async () => {
    const { id, session } = await shop.order();
    shop.stripe.pay(session, { delayed: true });
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'pending' });
    shop.stripe.settleDelayed(session);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'fulfilled' });
    expect(await shop.credited()).toBe(tenDollars);
  });

  it('with a delayed method that fails is failed', async () => {
    const { id, session } = await shop.order();
    shop.stripe.pay(session, { delayed: true });
    shop.stripe.failDelayed(session);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'failed' });
    expect(await shop.credited()).toBe(0n);
  });

  it('that nobody pays is expired when Stripe says so', async () => {
    const { id, session } = await shop.order();
    shop.stripe.expire(session);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'expired' });
  });

  it('stays payable after a card that was declined', async () => {
    const { id, session } = await shop.order();
    shop.stripe.decline(session);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'pending' });
    shop.stripe.pay(session);
    await shop.stripe.courier.flush();
    expect(await shop.credited()).toBe(tenDollars);
  });

  it.each([
    ['another amount', { amountTotal: 100_000 }],
    ['another currency', { currency: 'eur' }],
  ])('about %s credits nothing and waits for a person', async (_, changes) => {
    const { id, session } = await shop.order();
    shop.stripe.pay(session, changes);
    await shop.stripe.courier.flush();
    expect(await shop.read(id)).toMatchObject({ status: 'pending', needsReview: true });
    expect(await shop.credited()).toBe(0n);
  });

  it('is credited as ordered though a tax came on top and the buyer paid in another currency', async () => {
    const { session } = await shop.order();
    shop.stripe.pay(session, { tax: 190, presentment: { amount: 8500, currency: 'eur' } });
    await shop.stripe.courier.flush();
    expect(await shop.credited()).toBe(tenDollars);
  });

  it('that is told of by nobody is found by asking, with or without its reference', async () => {
    shop.stripe.courier.hold();
    const { id, session } = await shop.order();
    const { deps } = shop.server;
    const [provider, order] = [await findProvider(deps, 'stripe'), await findOrder(deps.db, id)];
    if (!provider?.findNews || !order) throw new Error('no provider or no order');
    expect(await provider.findNews(order, new Date())).toEqual([]);
    shop.stripe.pay(session);
    const paid = { kind: 'payment', outcome: 'succeeded', orderId: id, amountMinor: 1000n, currency: 'USD' };
    expect(await provider.findNews(order, new Date())).toMatchObject([paid]);
    expect(await provider.findNews({ ...order, provider_reference: null }, new Date())).toMatchObject([paid]);
    const { payments } = (await provider.listPayments?.(new Date(0), null)) ?? { payments: [] };
    expect(payments).toMatchObject([paid]);
  });
});

describe('money back', () => {
  it('is given once per key, whole or in part', async () => {
    const { id, session } = await shop.order();
    shop.stripe.pay(session);
    await shop.stripe.courier.flush();
    const { deps, databaseUrl } = shop.server;
    const [provider, order] = [await findProvider(deps, 'stripe'), await findOrder(deps.db, id)];
    const [payment] = await asOwner<{ provider_payment_id: string }>(databaseUrl, 'select * from farebox.payments');
    if (!provider?.refund || !order || !payment) throw new Error('nothing to give back');
    const request = { order, paymentId: payment.provider_payment_id, chargeId: null, reason: 'asked for' };
    const part = { ...request, amountMinor: 300n, whole: false, key: 'refund:1' };
    const first = await provider.refund(part);
    expect(first).toMatchObject({ status: 'succeeded' });
    expect(await provider.refund(part)).toEqual(first);
    expect(await provider.refund({ ...request, amountMinor: 700n, whole: true, key: 'refund:2' })).toMatchObject({
      status: 'succeeded',
    });
    expect(await provider.refund({ ...request, amountMinor: 1n, whole: true, key: 'refund:3' })).toMatchObject({
      status: 'failed',
    });
    shop.stripe.trouble({ path: '/v1/refunds', status: 500, times: 9 });
    expect(await provider.refund({ ...request, amountMinor: 1n, whole: true, key: 'refund:4' })).toMatchObject({
      status: 'unknown',
    });
  });
});
