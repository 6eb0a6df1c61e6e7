import { newId } from '@farebox/kit';
import { type CreemSimulator, creemTestKeys, creemTopUpProduct, startCreemSimulator } from '@farebox/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderFor, requestFor } from '../order.fixture.ts';
import type { Order } from '../order.ts';
import type { ProviderNews, RefundRequest } from '../provider.ts';
import { creem } from './creem.ts';
import { isGenuineReturn } from './signatures.ts';

const monthly = { name: 'Basic', description: 'Basic', billing_type: 'recurring', billing_period: 'every-month' };
const products = {
  [creemTopUpProduct.id]: creemTopUpProduct.fields,
  prod_basic: { ...monthly, currency: 'USD', price: 1000 },
};

let vendor: CreemSimulator;
const now = new Date('2026-01-31T12:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  vendor = await startCreemSimulator({ products, now: () => now, taxPercent: 20 });
});

afterAll(() => vendor.close());

const provider = (changes: object = {}) => {
  const { apiKey, webhookSecret } = creemTestKeys;
  const settings = { apiKey, webhookSecret, baseUrl: vendor.url, livemode: false, topUpProduct: creemTopUpProduct.id };
  return creem({ settings: { ...settings, ...changes }, clock, timeoutMs: 2000 });
};

function topUp(changes: Partial<Order> = {}): Order {
  return orderFor({ provider: 'creem', method: null, currency: 'USD', ...changes });
}

/** Every event since the mark, read as the inbox would. */
async function newsSince(mark: number): Promise<[type: string, news: ProviderNews[] | null][]> {
  const events = vendor.events().slice(mark);
  return Promise.all(
    events.map(async ({ type, body }) => [type, await provider().readEvent(Buffer.from(body), now)] as const),
  ) as Promise<[string, ProviderNews[] | null][]>;
}

async function paidTopUp(changes: Partial<Order> = {}) {
  const order = topUp(changes);
  const { reference } = await provider().createCheckout(requestFor(order));
  const mark = vendor.events().length;
  vendor.pay(reference);
  return { order: { ...order, provider_reference: reference }, reference, news: await newsSince(mark) };
}

describe('a checkout', () => {
  it('of a top-up sets its own price and names our order', async () => {
    const order = topUp();
    const checkout = await provider().createCheckout(requestFor(order, { returnUrl: 'http://shop.example/pay/1?a=b' }));
    expect(checkout).toEqual({
      kind: 'redirect',
      url: expect.stringMatching(/^http.*\/checkout\/ch_/),
      reference: expect.stringMatching(/^ch_/),
    });
    const made = vendor.checkouts().at(-1);
    expect(made).toMatchObject({
      request_id: order.id,
      custom_price: 1250,
      success_url: 'http://shop.example/pay/1',
      asked_customer: { email: 'payer@example.com' },
      metadata: { order_id: order.id, user_id: order.user_id, kind: 'topup' },
    });
    vendor.pay(made?.id as string);
    const back = new URL(vendor.returnAddress(made?.id as string) as string).searchParams;
    expect(back.get('request_id')).toBe(order.id);
    expect(isGenuineReturn(creemTestKeys.apiKey, back)).toBe(true);
  });

  it('of a subscription is the plan’s product at its own price', async () => {
    const order = topUp({ kind: 'subscription', snapshot: { creemProduct: 'prod_basic' } });
    await provider().createCheckout(requestFor(order));
    expect(vendor.checkouts().at(-1)).toMatchObject({ product: 'prod_basic', custom_price: null });
  });

  it.each<[string, Partial<Order>, object, string]>([
    ['without a product for top-ups', {}, { topUpProduct: null }, 'no product for top-ups is set'],
    ['of a plan without a product', { kind: 'subscription' }, {}, 'the plan has no product at Creem'],
    ['below one unit', { amount_minor: 99n }, {}, 'the amount must lie between 1.00 and 999999.99'],
    ['in the product’s other currency', { currency: 'EUR' }, {}, 'its product is sold in USD, not EUR'],
    [
      'of a subscription with a discount',
      { kind: 'subscription', discount_minor: 1n, snapshot: { creemProduct: 'prod_basic' } },
      {},
      'a discount on a subscription is not possible with Creem',
    ],
    ['of a product that is gone', { snapshot: { creemProduct: 'prod_gone' } }, {}, 'Product not found'],
  ])('%s is refused', async (_, order, settings, reason) => {
    await expect(provider(settings).createCheckout(requestFor(topUp(order)))).rejects.toMatchObject({
      code: 'provider_refused',
      details: { reason: expect.stringContaining(reason) },
    });
  });

  it('knows its customer again', async () => {
    await paidTopUp();
    const customerId = vendor.transactions().at(-1)?.customer as string;
    const customer = { email: 'changed@example.com', name: '', customerId };
    await provider().createCheckout(requestFor(topUp(), { customer }));
    expect(vendor.checkouts().at(-1)?.asked_customer).toEqual({ id: customerId });
  });
});

describe('a payment', () => {
  it('is told without the tax on top, by the callback and when asked, under one id', async () => {
    const { order, news } = await paidTopUp();
    const transaction = vendor.transactions().at(-1);
    expect(transaction).toMatchObject({ amount: 1250, amount_paid: 1500 });
    const expected = {
      kind: 'payment',
      outcome: 'succeeded',
      orderId: order.id,
      paymentId: transaction?.id,
      chargeId: transaction?.order,
      amountMinor: 1250n,
      currency: 'USD',
      payer: { customerId: transaction?.customer, email: 'payer@example.com' },
    };
    expect(news).toEqual([['checkout.completed', [expect.objectContaining(expected)]]]);
    expect(await provider().findNews?.(order, now)).toMatchObject([expected]);
    const listed = await provider().listPayments?.(new Date(now.getTime() - 1000), null);
    expect(listed?.payments[0]).toMatchObject({ paymentId: transaction?.id, orderId: null, amountMinor: 1250n });
  });

  it('says nothing before it is made, nor of an order without a checkout', async () => {
    const order = topUp();
    const { reference } = await provider().createCheckout(requestFor(order));
    expect(await provider().findNews?.({ ...order, provider_reference: reference }, now)).toEqual([]);
    expect(await provider().findNews?.({ ...order, provider_reference: 'ch_gone' }, now)).toEqual([]);
    expect(await provider().findNews?.(order, now)).toEqual([]);
  });

  it('tells what really was paid, for the order to be compared with', async () => {
    const { reference } = await provider().createCheckout(requestFor(topUp()));
    const mark = vendor.events().length;
    vendor.pay(reference, { amount: 100, currency: 'EUR' });
    expect(await newsSince(mark)).toMatchObject([
      ['checkout.completed', [{ kind: 'payment', amountMinor: 100n, currency: 'EUR' }]],
    ]);
  });

  it('by a link of the operator’s names no order, and who paid', async () => {
    const mark = vendor.events().length;
    vendor.strayPayment({ email: 'stray@example.com', amount: 700 });
    expect(await newsSince(mark)).toMatchObject([
      ['checkout.completed', [{ orderId: null, amountMinor: 700n, payer: { email: 'stray@example.com' } }]],
    ]);
  });
});

describe('a refund', () => {
  const request = (order: Order, changes: Partial<RefundRequest> = {}): RefundRequest => ({
    order,
    paymentId: vendor.transactions().at(-1)?.id as string,
    chargeId: null,
    amountMinor: 1250n,
    whole: true,
    reason: null,
    key: newId(),
    ...changes,
  });

  it('of the whole has the same id in the answer and in the callback', async () => {
    const { order } = await paidTopUp();
    const mark = vendor.events().length;
    const answer = await provider().refund?.(request(order));
    expect(answer).toEqual({ status: 'succeeded', refundId: expect.any(String) });
    expect(await newsSince(mark)).toEqual([
      [
        'refund.created',
        [
          {
            kind: 'refund',
            refundId: answer && 'refundId' in answer && answer.refundId,
            paymentReference: vendor.transactions().at(-1)?.id,
            status: 'succeeded',
            amountMinor: 1250n,
            currency: 'USD',
            reason: 'requested_by_customer',
            observedAt: now,
          },
        ],
      ],
    ]);
    expect(await provider().refund?.(request(order))).toMatchObject({ status: 'failed' });
  });

  it('of a part is made in the dashboard; each part is one of its own, and the tax is left out', async () => {
    const { order, reference } = await paidTopUp();
    expect(await provider().refund?.(request(order, { whole: false }))).toMatchObject({ status: 'failed' });
    const mark = vendor.events().length;
    vendor.refund(reference, { amount: 600 });
    vendor.refund(reference, { amount: 300, status: 'pending' });
    vendor.refund(reference, { amount: 900 });
    const told = (await newsSince(mark)).flatMap(([, news]) => news ?? []);
    expect(told).toMatchObject([
      { refundId: expect.stringMatching(/^ref_/), status: 'succeeded', amountMinor: 500n },
      { refundId: expect.stringMatching(/^ref_/), status: 'pending', amountMinor: 250n },
      { refundId: expect.stringMatching(/:rest$/), status: 'succeeded', amountMinor: 750n },
    ]);
  });

  it('is unknown when no answer comes, and holds no key', async () => {
    const gone = await startCreemSimulator();
    await gone.close();
    const answer = await provider({ baseUrl: gone.url }).refund?.(request(topUp()));
    expect(answer).toEqual({ status: 'unknown', reason: 'no connection (ECONNREFUSED)' });
  });
});

it('a dispute is open until the transaction says what became of it', async () => {
  const { reference } = await paidTopUp();
  const mark = vendor.events().length;
  vendor.dispute(reference);
  const transaction = vendor.transactions().at(-1);
  const told = () => newsSince(mark).then(([first]) => first?.[1]);
  const expected = { kind: 'dispute', paymentReference: transaction?.id, amountMinor: 1250n, currency: 'USD' };
  expect(await told()).toMatchObject([{ ...expected, status: 'open' }]);
  Object.assign(transaction as object, { status: 'paid' });
  expect(await told()).toMatchObject([{ ...expected, status: 'won' }]);
});

describe('events', () => {
  it.each(['credits.granted', 'credits.consumed', 'credits.auto_recharged', 'customer_credits.exhausted', 'new.kind'])(
    '%s change nothing here',
    async (eventType) => {
      const raw = Buffer.from(JSON.stringify({ id: 'evt_1', eventType, object: {} }));
      expect(await provider().readEvent(raw, now)).toEqual([]);
    },
  );

  it.each(['checkout.completed', 'subscription.paid', 'refund.created', 'dispute.created', 'subscription.update'])(
    '%s that cannot be read are kept and not taken for nothing',
    async (eventType) => {
      const raw = Buffer.from(JSON.stringify({ id: 'evt_1', eventType, object: {} }));
      expect(await provider().readEvent(raw, now)).toBeNull();
    },
  );
});

describe('the connection', () => {
  it('is right', async () => {
    expect(await provider().testConnection?.()).toEqual({ ok: true, message: 'Creem knows the key (test mode).' });
  });

  it('is wrong: the key, the product, the address; without the key in the words', async () => {
    const apiKey = 'creem_test_canary_key';
    const wrong = await provider({ apiKey }).testConnection?.();
    expect(wrong).toEqual({ ok: false, message: 'Creem refused: Invalid API key.' });
    expect(await provider({ topUpProduct: 'prod_gone' }).testConnection?.()).toEqual({
      ok: false,
      message: 'Creem knows the key, but no product prod_gone for top-ups.',
    });
  });
});
