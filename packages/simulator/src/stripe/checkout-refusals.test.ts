import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { merchant, plan, refusal, topUp } from './merchant.fixture.ts';

type Params = Stripe.Checkout.SessionCreateParams;

/** Parameters that the client's types do not know any more. */
const untyped = (params: object) => params as Params;

const priced = (data: object, quantity = 1) => {
  const price_data = { currency: 'usd', unit_amount: 1_000, product_data: { name: 'Credits' }, ...data };
  return { line_items: [{ quantity, price_data }] } as Params;
};

const refused: Record<string, { params: Params; code?: string; param: string; status?: number }> = {
  'payment_method_types, which is gone': {
    params: untyped({ ...topUp(), payment_method_types: ['card'] }),
    code: 'payment_method_types_no_longer_supported',
    param: 'payment_method_types',
  },
  'the old name of a ui_mode': { params: untyped({ ...topUp(), ui_mode: 'hosted' }), param: 'ui_mode' },
  'a parameter that does not exist': {
    params: untyped({ ...topUp(), sucess_url: 'https://shop.test' }),
    code: 'parameter_unknown',
    param: 'sucess_url',
  },
  'one that does not exist, deep inside': {
    params: topUp(1_000, priced({ amount: 1_000 })),
    code: 'parameter_unknown',
    param: 'line_items[0][price_data][amount]',
  },
  'no success_url': {
    params: { ...topUp(), success_url: undefined },
    code: 'parameter_missing',
    param: 'success_url',
  },
  'an address that is none': {
    params: topUp(1_000, { success_url: 'javascript:alert(1)' }),
    code: 'url_invalid',
    param: 'success_url',
  },
  'no lines': { params: { ...topUp(), line_items: undefined }, code: 'parameter_missing', param: 'line_items' },
  'less than the least': { params: topUp(49), code: 'amount_too_small', param: 'line_items' },
  'more than the most': { params: topUp(100_000_000), code: 'amount_too_large', param: 'line_items' },
  'a negative amount': {
    params: topUp(-1),
    code: 'parameter_invalid_integer',
    param: 'line_items[0][price_data][unit_amount]',
  },
  'a thousandth of a dinar': {
    params: topUp(1_000, priced({ currency: 'kwd', unit_amount: 1_001 })),
    code: 'invalid_amount',
    param: 'line_items[0][price_data][unit_amount]',
  },
  'a currency that is none': {
    params: topUp(1_000, priced({ currency: 'zzz' })),
    param: 'line_items[0][price_data][currency]',
  },
  'a recurring price for one payment': {
    params: topUp(1_000, priced({ recurring: { interval: 'month' } })),
    param: 'line_items[0][price]',
  },
  'no recurring price for a subscription': { params: { ...plan(), ...priced({}) }, param: 'line_items' },
  'a customer and an e-mail': {
    params: topUp(1_000, { customer: 'cus_nobody', customer_email: 'ada@shop.test' }),
    param: 'customer_email',
  },
  'a customer who is not there': {
    params: topUp(1_000, { customer: 'cus_nobody' }),
    code: 'resource_missing',
    param: 'customer',
  },
  'a reference above 200 characters': {
    params: topUp(1_000, { client_reference_id: 'x'.repeat(201) }),
    param: 'client_reference_id',
  },
  'a metadata key above 40 characters': {
    params: topUp(1_000, { metadata: { ['k'.repeat(41)]: '' } }),
    param: `metadata[${'k'.repeat(41)}]`,
  },
  'a metadata value above 500 characters': {
    params: topUp(1_000, { metadata: { note: 'v'.repeat(501) } }),
    param: 'metadata[note]',
  },
  'more than 50 metadata keys': {
    params: topUp(1_000, { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }),
    param: 'metadata',
  },
  'an expiry within 30 minutes': {
    params: topUp(1_000, { expires_at: Math.floor(Date.now() / 1000) + 600 }),
    param: 'expires_at',
  },
  'data of another mode': {
    params: topUp(1_000, { subscription_data: { description: 'Pro' } }),
    param: 'subscription_data',
  },
  'a product that is not there': {
    params: topUp(1_000, priced({ product_data: undefined, product: 'prod_none' })),
    code: 'resource_missing',
    param: 'line_items[0][price_data][product]',
  },
};

it.each(Object.entries(refused))('refuses %s', async (_, { params, code, param }) => {
  const { stripe, told } = await merchant();
  const error = await refusal(stripe.checkout.sessions.create(params));
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param });
  if (code) expect(error.code).toBe(code);
  expect(told().filter((type) => type.startsWith('checkout'))).toEqual([]);
  expect((await stripe.checkout.sessions.list()).data).toEqual([]);
});

it('takes amounts of currencies without decimals and with three', async () => {
  const { stripe } = await merchant();
  const yen = await stripe.checkout.sessions.create(topUp(1_000, priced({ currency: 'JPY', unit_amount: 50 })));
  const dinar = await stripe.checkout.sessions.create(topUp(1_000, priced({ currency: 'kwd', unit_amount: 1_000 }, 3)));
  expect([yen.amount_total, yen.currency, dinar.amount_total]).toEqual([50, 'jpy', 3_000]);
});

it('knows no session that was never made', async () => {
  const { stripe } = await merchant();
  const error = await refusal(stripe.checkout.sessions.retrieve('cs_test_none'));
  expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', type: 'StripeInvalidRequestError' });
});
