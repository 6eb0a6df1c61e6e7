import { newId } from '@farebox/kit';
import { type CreemSimulator, creemTestKeys, startCreemSimulator } from '@farebox/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderFor, requestFor } from '../order.fixture.ts';
import type { Order } from '../order.ts';
import type { ProviderNews } from '../provider.ts';
import { creem } from './creem.ts';

const monthly = {
  name: 'Pro',
  description: 'Pro',
  currency: 'USD',
  billing_type: 'recurring',
  billing_period: 'every-month',
};
const products = {
  prod_basic: { ...monthly, price: 1000 },
  prod_pro: { ...monthly, price: 3000 },
  prod_year: { ...monthly, billing_period: 'every-year', price: 20_000 },
};

let vendor: CreemSimulator;
let now = new Date('2026-01-31T12:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  vendor = await startCreemSimulator({ products, now: () => now, taxPercent: 20 });
});

afterAll(() => vendor.close());

const provider = () => {
  const { apiKey, webhookSecret } = creemTestKeys;
  const settings = { apiKey, webhookSecret, baseUrl: vendor.url, livemode: false, topUpProduct: null };
  return creem({ settings, clock, timeoutMs: 2000 });
};

const calls = () => provider().subscriptions as NonNullable<ReturnType<typeof creem>['subscriptions']>;
const anOrder = (changes: Partial<Order> = {}) => orderFor({ provider: 'creem', currency: 'USD', ...changes });

/** Every event since the mark, read as the inbox would. */
async function newsSince(mark: number): Promise<[type: string, news: ProviderNews[] | null][]> {
  const events = vendor.events().slice(mark);
  return Promise.all(
    events.map(async ({ type, body }) => [type, await provider().readEvent(Buffer.from(body), now)] as const),
  ) as Promise<[string, ProviderNews[] | null][]>;
}

async function subscribed(product = 'prod_basic') {
  const order = anOrder({ kind: 'subscription', amount_minor: 1000n, snapshot: { creemProduct: product } });
  const { reference } = await provider().createCheckout(requestFor(order));
  const mark = vendor.events().length;
  const id = vendor.pay(reference).subscription as string;
  return { order: { ...order, provider_reference: reference }, id, news: await newsSince(mark) };
}

it('tells its first period once, and links to our order', async () => {
  const { order, id, news } = await subscribed();
  const link = {
    kind: 'subscription',
    subscriptionId: id,
    orderId: order.id,
    userId: order.user_id,
    status: 'active',
  };
  expect(news).toMatchObject([
    ['checkout.completed', [link]],
    ['subscription.active', [link]],
    [
      'subscription.paid',
      [
        {
          kind: 'period',
          cause: 'first',
          subscription: { ...link, planReference: 'prod_basic', cancelAtPeriodEnd: false, observedAt: now },
          payment: { orderId: order.id, paymentId: vendor.transactions().at(-1)?.id, amountMinor: 1000n },
          startsAt: now,
          endsAt: new Date('2026-02-28T12:00:00Z'),
        },
      ],
    ],
  ]);
  expect(await provider().findNews?.(order, now)).toMatchObject([link, { kind: 'period', cause: 'first' }]);
});

it('renews, is upgraded in mid-period, and its old events keep their meaning', async () => {
  now = new Date('2026-01-31T12:00:00Z');
  const { id } = await subscribed();
  const paid = () => vendor.events().filter(({ type, body }) => type === 'subscription.paid' && body.includes(id));
  now = new Date('2026-02-28T12:00:00Z');
  vendor.renew(id);
  now = new Date('2026-03-16T00:00:00Z');
  const plan = {
    name: 'Pro',
    amountMinor: 3000n,
    currency: 'USD',
    interval: 'month' as const,
    reference: 'prod_pro',
  };
  const change = { subscriptionId: id, order: anOrder(), plan, key: newId() };
  const { amountMinor } = await calls().previewChange(change);
  expect(await calls().change(change)).toMatchObject({ planReference: 'prod_pro' });
  expect(vendor.transactions().at(-1)?.amount).toBe(Number(amountMinor));
  await calls().change(change);
  expect(paid()).toHaveLength(3);
  const periods = await Promise.all(paid().map(({ body }) => provider().readEvent(Buffer.from(body), now)));
  expect(periods.flat()).toMatchObject([
    { cause: 'first', startsAt: new Date('2026-01-31T12:00:00Z') },
    { cause: 'renewal', startsAt: new Date('2026-02-28T12:00:00Z'), payment: { orderId: null, amountMinor: 1000n } },
    { cause: 'upgrade', startsAt: now, endsAt: new Date('2026-03-31T12:00:00Z'), payment: { amountMinor } },
  ]);
  expect(new Set(periods.flat().map((one) => one?.kind === 'period' && one.payment.paymentId)).size).toBe(3);
});

it('is cancelled, resumed and changed once, however often it is asked for', async () => {
  const { id } = await subscribed();
  const mark = vendor.events().length;
  const scheduled = await calls().cancelAtPeriodEnd(id, 'key');
  expect(scheduled).toMatchObject({
    status: 'active',
    cancelAtPeriodEnd: true,
    cancelAt: scheduled.currentPeriodEnd,
  });
  await calls().cancelAtPeriodEnd(id, 'key');
  expect(await calls().resume(id, 'key')).toMatchObject({
    status: 'active',
    cancelAtPeriodEnd: false,
    cancelAt: null,
  });
  await calls().resume(id, 'key');
  const down = {
    name: 'Pro',
    amountMinor: 3000n,
    currency: 'USD',
    interval: 'month' as const,
    reference: 'prod_pro',
  };
  const transactions = vendor.transactions().length;
  await calls().change({ subscriptionId: id, order: null, plan: down, key: 'key' });
  expect(vendor.transactions()).toHaveLength(transactions);
  expect(await calls().cancelNow(id, 'key')).toMatchObject({ status: 'cancelled', endedAt: now });
  await calls().cancelNow(id, 'key');
  expect(
    (await newsSince(mark)).map(([type, news]) => [type, (news?.[0] as { status?: string } | undefined)?.status]),
  ).toEqual([
    ['subscription.scheduled_cancel', 'cancelled'],
    ['subscription.active', 'cancelled'],
    ['subscription.update', 'cancelled'],
    ['subscription.canceled', 'cancelled'],
  ]);
  expect(await calls().read('sub_gone')).toBeNull();
});

it('falls behind and recovers', async () => {
  const { id } = await subscribed();
  const mark = vendor.events().length;
  now = (await calls().read(id))?.currentPeriodEnd as Date;
  vendor.renew(id, true);
  expect(await calls().read(id)).toMatchObject({ status: 'past_due' });
  vendor.giveUp(id);
  expect(await calls().read(id)).toMatchObject({ status: 'unpaid' });
  vendor.recover(id);
  const news = await newsSince(mark);
  expect(news.map(([type]) => type)).toEqual([
    'subscription.past_due',
    'subscription.unpaid',
    'subscription.active',
    'subscription.paid',
  ]);
  expect(news.at(-1)?.[1]).toMatchObject([{ cause: 'renewal', subscription: { status: 'active' } }]);
});

it('previews a plan of another length as a period that begins today', async () => {
  const { id } = await subscribed();
  const plan = {
    name: 'Year',
    amountMinor: 20_000n,
    currency: 'USD',
    interval: 'year' as const,
    reference: 'prod_year',
  };
  const change = { subscriptionId: id, order: anOrder(), plan, key: newId() };
  expect(await calls().previewChange(change)).toEqual({ amountMinor: 19_000n, currency: 'USD' });
  const dollars = { ...change, plan: { ...plan, currency: 'EUR' } };
  await expect(calls().previewChange(dollars)).rejects.toMatchObject({ code: 'provider_refused' });
  const cheaper = { ...change, plan: { ...plan, interval: 'month' as const, amountMinor: 500n } };
  expect(await calls().previewChange(cheaper)).toMatchObject({ amountMinor: 0n });
});

it('has a portal', async () => {
  const customer = vendor.subscriptions().at(-1)?.customer as string;
  expect(await calls().portal(customer, 'http://shop.example')).toBe(`${vendor.url}/portal/${customer}`);
});
