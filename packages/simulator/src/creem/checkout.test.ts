import { APIError } from 'creem/models/errors';
import { expect, test } from 'vitest';
import { monthly, once, scene } from './creem.fixture.ts';
import { creemTestKeys, returnSignature } from './index.ts';

const product = {
  name: '1000 credits',
  description: 'Credits',
  price: 1_000,
  currency: 'EUR',
  billingType: 'onetime',
} as const;

test('the official client makes a product, a checkout, and reads both', async () => {
  const { client } = await scene();
  const made = await client.products.create(product, 'key-1');
  expect((await client.products.create(product, 'key-1')).id).toBe(made.id);
  await expect(client.products.create({ ...product, price: 1_100 }, 'key-1')).rejects.toThrow();
  expect(await client.products.get(made.id)).toMatchObject({ price: 1_000, currency: 'EUR', billingPeriod: 'once' });
  const { items, pagination } = (await client.products.search(1, 10)).result;
  expect(items).toHaveLength(1);
  expect(pagination).toMatchObject({ totalRecords: 1, currentPage: 1, nextPage: null });
  const asked = { productId: made.id, requestId: 'order-1', units: 2, successUrl: 'https://shop.example/back' };
  const checkout = await client.checkouts.create({ ...asked, metadata: { order_id: 'order-1' } });
  expect(checkout).toMatchObject({ status: 'pending', mode: 'test', requestId: 'order-1', units: 2 });
  expect((await client.checkouts.create({ ...asked, requestId: 'order-1' })).id).not.toBe(checkout.id);
  expect(await client.checkouts.retrieve(checkout.id)).toMatchObject({
    id: checkout.id,
    metadata: { order_id: 'order-1' },
  });
});

test('the checkout page: refused, paid, and back with a signature', async () => {
  const { simulator, client, events } = await scene({ taxPercent: 20 });
  const { id } = simulator.product(once);
  const made = await client.checkouts.create({
    productId: id,
    requestId: 'order-1',
    customer: { email: 'ada@example.com' },
    successUrl: 'https://shop.example/back',
  });
  const page = await (await fetch(made.checkoutUrl!)).text();
  expect(page).toContain('12.00 USD');
  const post = (action: string) => fetch(`${made.checkoutUrl}/${action}`, { method: 'POST', redirect: 'manual' });
  expect(await (await post('fail')).text()).toContain('The card was refused.');
  expect(await events()).toEqual([]);
  const back = new URL((await post('pay')).headers.get('location') ?? '');
  const pairs = [...back.searchParams].filter(([key]) => key !== 'signature');
  expect(pairs.map(([key]) => key)).toEqual(['checkout_id', 'order_id', 'customer_id', 'product_id', 'request_id']);
  expect(back.searchParams.get('signature')).toBe(returnSignature(pairs, creemTestKeys.apiKey));
  const [event] = await events();
  expect(event).toMatchObject({
    eventType: 'checkout.completed',
    object: {
      status: 'completed',
      request_id: 'order-1',
      order: { amount: 1_000, sub_total: 1_000, tax_amount: 200, amount_paid: 1_200, type: 'onetime', status: 'paid' },
      customer: { email: 'ada@example.com' },
      product: { id },
    },
  });
  expect((await post('pay')).headers.get('location')).toBe(back.toString());
  expect(await events()).toEqual([]);
});

test('one-time: checkout.completed alone; a subscription sends three; a trial is not paid', async () => {
  const { simulator, client, events, types } = await scene();
  const buy = async (fields: object) => {
    const { id } = simulator.product(fields as Record<string, unknown>);
    const { id: checkout } = await client.checkouts.create({ productId: id, metadata: { order_id: 'o' } });
    return simulator.pay(checkout);
  };
  await buy(once);
  expect(await types()).toEqual(['checkout.completed']);
  await buy(monthly);
  const [completed, active, paid] = await events();
  expect([completed, active, paid].map((event) => event?.eventType)).toEqual([
    'checkout.completed',
    'subscription.active',
    'subscription.paid',
  ]);
  expect(completed?.object).toMatchObject({ subscription: { status: 'active' }, order: { type: 'recurring' } });
  expect(paid?.object).toMatchObject({
    metadata: { order_id: 'o' },
    last_transaction: { amount: 2_000, status: 'paid', type: 'invoice' },
    current_period_start_date: '2026-11-20T10:00:00.000Z',
    current_period_end_date: '2026-12-20T10:00:00.000Z',
  });
  await buy({ ...monthly, trial_period_days: 7 });
  expect(await types()).toEqual(['checkout.completed', 'subscription.trialing']);
  simulator.advance(new Date('2026-11-27T10:00:00Z'));
  expect(await types()).toEqual(['subscription.paid']);
});

test('custom prices are for one-time products; inclusive tax is within the price', async () => {
  const { simulator, client } = await scene({ taxPercent: 25 });
  const productId = simulator.product({ ...once, tax_mode: 'inclusive' }).id;
  const checkout = await client.checkouts.create({ productId, customPrice: 500, units: 2 });
  simulator.pay(checkout.id, { email: 'ada@example.com' });
  expect(await client.checkouts.retrieve(checkout.id)).toMatchObject({
    order: { amount: 1_000, taxAmount: 200, amountPaid: 1_000 },
  });
  const subscription = simulator.product(monthly).id;
  await expect(client.checkouts.create({ productId: subscription, customPrice: 500 })).rejects.toThrow();
});

test('refusals have the shape of Creem', async () => {
  const { simulator } = await scene();
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { 'x-api-key': creemTestKeys.apiKey, ...init.headers };
    const response = await fetch(simulator.url + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  expect(await ask('/v1/products/prod_1', { headers: { 'x-api-key': 'creem_test_wrong' } })).toMatchObject({
    status: 403,
    body: { status: 403, error: 'Forbidden', trace_id: expect.any(String), timestamp: expect.any(Number) },
  });
  expect(await ask('/v1/products/prod_1')).toMatchObject({ status: 404, body: { message: ['Product not found'] } });
  expect(await ask('/v1/nope')).toMatchObject({ status: 404 });
  expect(await ask('/v1/checkouts', { method: 'POST', body: '{"product_id":1}' })).toMatchObject({
    status: 400,
    body: { error: 'Bad Request', message: ['product_id must be a string'] },
  });
  expect(await ask('/v1/checkouts', { method: 'POST', body: 'not json' })).toMatchObject({ status: 400 });
  expect(await ask('/v1/products/search?page_size=x')).toMatchObject({ status: 400 });
});

test('the official client sees refusals as errors with their status', async () => {
  const { client } = await scene();
  const error = await client.checkouts.retrieve('ch_none').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ statusCode: 404 });
});

test('a payment by a link has neither request_id nor metadata', async () => {
  const { simulator, events } = await scene();
  simulator.strayPayment({ email: 'eve@example.com', amount: 700, currency: 'EUR' });
  const [event] = await events();
  expect(event?.object).not.toHaveProperty('request_id');
  expect(event?.object).toMatchObject({
    metadata: {},
    customer: { email: 'eve@example.com' },
    order: { amount: 700, currency: 'EUR' },
  });
});

test('an expired checkout cannot be paid', async () => {
  const { simulator, client } = await scene();
  const { id } = await client.checkouts.create({ productId: simulator.product(once).id });
  simulator.expire(id);
  expect(() => simulator.pay(id)).toThrow('The checkout is expired');
  expect(await client.checkouts.retrieve(id)).toMatchObject({ status: 'expired' });
});
