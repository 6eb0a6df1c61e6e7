import { afterEach, describe, expect, it } from 'vitest';
import type { CheckoutRequest } from '../provider.ts';
import { anOrder, missing, type Scripted, scriptedStripe } from './scripted.fixture.ts';

let open: Awaited<ReturnType<typeof scriptedStripe>> | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

async function stripeSaying(script: Record<string, Scripted | Scripted[]>) {
  open = await scriptedStripe(script);
  return open;
}

const create = 'POST /v1/checkout/sessions';
const session = { id: 'cs_test_1', object: 'checkout.session', url: 'https://checkout.stripe.test/c/1' };

function requestFor(order: CheckoutRequest['order'], customerId: string | null = null): CheckoutRequest {
  const customer = { email: 'ann@example.com', name: 'Ann', customerId };
  return { order, customer, returnUrl: 'https://pay.example.com/pay/1', ip: null, title: '1000 credits' };
}

describe('a checkout session', () => {
  it('is asked for once per order, in the pinned version, with the order written on session and payment', async () => {
    const { provider, asked } = await stripeSaying({ [create]: session });
    const order = anOrder();
    expect(await provider.createCheckout(requestFor(order))).toEqual({
      kind: 'redirect',
      url: session.url,
      reference: session.id,
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers).toMatchObject({
      'idempotency-key': `checkout:${order.id}`,
      'stripe-version': '2026-10-28.endive',
    });
    expect(asked[0]?.headers).not.toHaveProperty('x-stripe-client-telemetry');
    expect(asked[0]?.fields).toMatchObject({
      mode: 'payment',
      client_reference_id: order.id,
      customer_email: 'ann@example.com',
      locale: 'auto',
      success_url: 'https://pay.example.com/pay/1?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://pay.example.com/pay/1',
      expires_at: `${order.created_at.getTime() / 1000 + 3600}`,
      'metadata[order_id]': order.id,
      'metadata[user_id]': order.user_id,
      'metadata[kind]': 'topup',
      'payment_intent_data[metadata][order_id]': order.id,
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '1000',
      'line_items[0][price_data][product_data][name]': '1000 credits',
    });
  });

  it('keeps to a day, and to the order’s own time where that is longer than an hour', async () => {
    const { provider, asked } = await stripeSaying({ [create]: session });
    const order = anOrder();
    const after = (hours: number) => new Date(order.created_at.getTime() + hours * 3_600_000);
    await provider.createCheckout(requestFor({ ...order, expires_at: after(5) }));
    await provider.createCheckout(requestFor({ ...order, expires_at: after(100) }));
    const closes = asked.map(({ fields }) => Number(fields.expires_at) - order.created_at.getTime() / 1000);
    expect(closes).toEqual([5 * 3600, 86_340]);
  });

  it('saves the card when the order says so', async () => {
    const { provider, asked } = await stripeSaying({ [create]: session });
    await provider.createCheckout(requestFor(anOrder({ snapshot: { saveCard: true } })));
    expect(asked[0]?.fields).toMatchObject({
      customer_creation: 'always',
      'payment_intent_data[setup_future_usage]': 'off_session',
      'metadata[save_card]': 'true',
    });
  });

  it('of a subscription has the recurring price whole; a discount is taken off the first invoice', async () => {
    const { provider, asked } = await stripeSaying({ [create]: session, 'POST /v1/coupons': { id: 'coupon_1' } });
    const snapshot = { plan: 'Pro', planId: 'pro', interval: 'month' };
    const order = anOrder({ kind: 'subscription', amount_minor: 800n, discount_minor: 200n, snapshot });
    await provider.createCheckout(requestFor(order, 'cus_1'));
    expect(asked[0]?.fields).toMatchObject({ amount_off: '200', currency: 'usd', duration: 'once' });
    expect(asked[0]?.headers['idempotency-key']).toBe(`coupon:${order.id}`);
    expect(asked[1]?.fields).toMatchObject({
      mode: 'subscription',
      customer: 'cus_1',
      'discounts[0][coupon]': 'coupon_1',
      'line_items[0][price_data][unit_amount]': '1000',
      'line_items[0][price_data][recurring][interval]': 'month',
      'subscription_data[metadata][order_id]': order.id,
      'subscription_data[metadata][plan_id]': 'pro',
    });
    expect(asked[1]?.fields).not.toHaveProperty('customer_email');
  });

  it('of a subscription uses the operator’s own price', async () => {
    const { provider, asked } = await stripeSaying({ [create]: session });
    const snapshot = { plan: 'Pro', interval: 'year', stripePrice: 'price_pro' };
    await provider.createCheckout(requestFor(anOrder({ kind: 'subscription', snapshot })));
    expect(asked[0]?.fields['line_items[0][price]']).toBe('price_pro');
    expect(asked[0]?.fields).not.toHaveProperty('line_items[0][price_data][unit_amount]');
  });

  it('is refused before Stripe is asked when the amount cannot be charged', async () => {
    const { provider, asked } = await stripeSaying({});
    await expect(provider.createCheckout(requestFor(anOrder({ amount_minor: 49n })))).rejects.toMatchObject({
      code: 'invalid_payment_amount',
      details: { min: '0.50', currency: 'USD' },
    });
    expect(asked).toEqual([]);
  });

  it('is opened for a guest when Stripe does not know the customer any more', async () => {
    const { provider, asked } = await stripeSaying({ [create]: [missing('No such customer', 'customer'), session] });
    const order = anOrder();
    expect(await provider.createCheckout(requestFor(order, 'cus_gone'))).toMatchObject({ reference: session.id });
    expect(asked[1]?.fields).toMatchObject({ customer_email: 'ann@example.com' });
    expect(asked[1]?.fields).not.toHaveProperty('customer');
    expect(asked[1]?.headers['idempotency-key']).toBe(`checkout:${order.id}:guest`);
  });

  it('of an order that is asked about late is the one it has already', async () => {
    const tooSoon = { type: 'invalid_request_error', param: 'expires_at', message: 'must be at least 30 minutes' };
    const order = anOrder();
    const earlier = { ...session, id: 'cs_test_earlier', client_reference_id: order.id, metadata: {} };
    const { provider } = await stripeSaying({
      [create]: { httpStatus: 400, error: tooSoon },
      'GET /v1/checkout/sessions': { object: 'list', data: [{ ...session, metadata: {} }, earlier], has_more: false },
    });
    expect(await provider.createCheckout(requestFor(order))).toMatchObject({ reference: 'cs_test_earlier' });
  });
});

describe('currencies', () => {
  it('are the configured ones, without those that nobody is sure of', async () => {
    const { provider } = await stripeSaying({});
    expect(provider.currencies).toEqual(['USD', 'JPY']);
  });
});
