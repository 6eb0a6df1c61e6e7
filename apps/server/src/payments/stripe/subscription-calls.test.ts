import { newId, systemClock } from '@farebox/kit';
import { type StripeSimulator, startStripeSimulator } from '@farebox/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../order.ts';
import type { Provider, ProviderNews, SubscriptionCalls, SubscriptionChange } from '../provider.ts';
import { anOrder, providerAt } from './scripted.fixture.ts';

let stripe: StripeSimulator;
let provider: Provider;
let calls: SubscriptionCalls;
let read = 0;

beforeEach(async () => {
  stripe = await startStripeSimulator();
  read = 0;
  provider = providerAt(stripe.url, { secretKey: stripe.secretKey }, systemClock);
  calls = provider.subscriptions as SubscriptionCalls;
});

afterEach(() => stripe.close());

/** What the events since the last time mean, oldest first. */
async function news<Kind extends ProviderNews['kind']>(kind: Kind) {
  const events = stripe.events().slice(read);
  read += events.length;
  const all: ProviderNews[] = [];
  for (const event of events) {
    all.push(...((await provider.readEvent(Buffer.from(JSON.stringify(event)), new Date())) ?? []));
  }
  return all.filter((one): one is Extract<ProviderNews, { kind: Kind }> => one.kind === kind);
}

async function buy(changes: Partial<Order> = {}) {
  const snapshot = { plan: 'Basic', planId: 'basic', interval: 'month' };
  const order = anOrder({ kind: 'subscription', snapshot, created_at: new Date(), expires_at: new Date(), ...changes });
  const customer = { email: 'ann@example.com', name: 'Ann', customerId: null };
  const returnUrl = 'https://pay.example.com/pay/1';
  const { reference } = await provider.createCheckout({ order, customer, returnUrl, ip: null, title: 'Basic' });
  const id = String(stripe.pay(reference).subscription);
  return { order: { ...order, provider_reference: reference }, id };
}

const pro = { name: 'Pro', amountMinor: 2500n, currency: 'USD', interval: 'month', reference: null } as const;

function changeTo(id: string, plan: SubscriptionChange['plan'], order: Order | null = null): SubscriptionChange {
  return { subscriptionId: id, order, plan, key: `change:${newId()}` };
}

describe('a subscription bought at Stripe', () => {
  it('is a period of its order, told of once per invoice, and a subscription linked to its person', async () => {
    const { order, id } = await buy();
    const events = stripe.events().length;
    const [period, ...more] = await news('period');
    expect(more).toEqual([]);
    expect(period).toMatchObject({
      cause: 'first',
      payment: { orderId: order.id, amountMinor: 1000n, currency: 'USD', paymentId: expect.stringMatching(/^pi_/) },
      subscription: { subscriptionId: id, orderId: order.id, userId: order.user_id, status: 'active' },
    });
    read -= events;
    expect((await news('payment')).length).toBe(0);
    read -= events;
    expect((await news('subscription')).at(-1)).toMatchObject({ subscriptionId: id, customerId: expect.any(String) });
  });

  it('is found by asking', async () => {
    const { order, id } = await buy();
    const period = { kind: 'period', cause: 'first', subscription: { subscriptionId: id } };
    expect(await provider.findNews?.(order, new Date())).toMatchObject([period]);
  });

  it('renews without an order of its own, a month later', async () => {
    const { id } = await buy();
    const [first] = await news('period');
    stripe.renew(id);
    const [second] = await news('period');
    expect(second).toMatchObject({
      cause: 'renewal',
      payment: { orderId: null, amountMinor: 1000n },
      startsAt: first?.endsAt,
    });
    expect(second?.payment.paymentId).not.toBe(first?.payment.paymentId);
  });

  it('is past due after a charge that failed, and pays its period when it recovers', async () => {
    const { id } = await buy();
    await news('period');
    stripe.renew(id, { fail: true });
    expect((await news('subscription')).at(-1)).toMatchObject({ status: 'past_due' });
    stripe.recover(id);
    expect(await news('period')).toMatchObject([{ cause: 'renewal', subscription: { status: 'active' } }]);
  });

  it('is cancelled at the end of its period, resumed, and ended at once', async () => {
    const { id } = await buy();
    expect(await calls.cancelAtPeriodEnd(id, 'a')).toMatchObject({ status: 'active', cancelAtPeriodEnd: true });
    expect(await calls.resume(id, 'b')).toMatchObject({ status: 'active', cancelAtPeriodEnd: false, cancelAt: null });
    expect(await calls.cancelNow(id, 'c')).toMatchObject({ status: 'cancelled', endedAt: expect.any(Date) });
    expect(await calls.cancelNow(id, 'd')).toMatchObject({ status: 'cancelled' });
    expect(await calls.read(id)).toMatchObject({ status: 'cancelled' });
    expect(await calls.read('sub_unknown')).toBeNull();
  });

  it('is managed in the portal', async () => {
    const { id } = await buy();
    const { customerId } = (await calls.read(id)) ?? {};
    expect(await calls.portal(String(customerId), 'https://pay.example.com/subscription')).toMatch(/^http/);
  });
});

describe('a change of plan', () => {
  it('at once costs what the preview said, is written for its order, and happens once', async () => {
    const { id } = await buy();
    await news('period');
    const preview = await calls.previewChange(changeTo(id, pro));
    expect(preview).toEqual({ amountMinor: 1500n, currency: 'USD' });
    const order = anOrder({ kind: 'upgrade', amount_minor: preview.amountMinor });
    const change = changeTo(id, pro, order);
    const changed = await calls.change(change);
    expect(changed).toMatchObject({ subscriptionId: id, status: 'active' });
    expect(await calls.change({ ...change, key: 'again' })).toMatchObject({ planReference: changed.planReference });
    expect(await news('period')).toMatchObject([
      { cause: 'upgrade', payment: { orderId: order.id, amountMinor: 1500n }, subscription: { subscriptionId: id } },
    ]);
  });

  it('is refused when its price is another by now, and nothing is charged', async () => {
    const { id } = await buy();
    await news('period');
    const order = anOrder({ kind: 'upgrade', amount_minor: 1499n });
    await expect(calls.change(changeTo(id, pro, order))).rejects.toMatchObject({
      code: 'provider_refused',
      details: { code: 'price_changed' },
    });
    expect(await news('period')).toEqual([]);
  });

  it('changes nothing when the card says no', async () => {
    const { id } = await buy();
    const before = await calls.read(id);
    stripe.replaceCard(String(before?.customerId), 'pm_card_chargeCustomerFail');
    const order = anOrder({ kind: 'upgrade', amount_minor: 1500n });
    await expect(calls.change(changeTo(id, pro, order))).rejects.toMatchObject({
      code: 'provider_refused',
      details: { type: 'StripeCardError' },
    });
    expect(await calls.read(id)).toMatchObject({ status: 'active', planReference: before?.planReference });
  });

  it('with the next period costs nothing now', async () => {
    const { id } = await buy();
    await news('period');
    await calls.change(changeTo(id, { ...pro, amountMinor: 600n, name: 'Light' }));
    expect(await news('period')).toEqual([]);
    stripe.renew(id);
    expect(await news('period')).toMatchObject([{ cause: 'renewal', payment: { amountMinor: 600n } }]);
  });

  it('between monthly and yearly cannot wait for the next period', async () => {
    const { id } = await buy();
    await expect(calls.change(changeTo(id, { ...pro, interval: 'year' }))).rejects.toMatchObject({
      details: { code: 'interval_changes_now' },
    });
  });
});
