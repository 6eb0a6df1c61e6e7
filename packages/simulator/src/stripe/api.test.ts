import { request } from 'node:http';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { clientOf, merchant, refusal, topUp } from './merchant.fixture.ts';

describe('the door', () => {
  it('opens to the key and to nothing else', async () => {
    const { stripe, sim } = await merchant();
    expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ object: 'account', charges_enabled: true });
    expect(await stripe.balance.retrieve()).toMatchObject({ object: 'balance', livemode: false });
    const stranger = new Stripe('sk_test_stranger_key', { host: sim.host, port: sim.port, protocol: 'http' });
    const error = await refusal(stranger.accounts.retrieveCurrent());
    expect(error).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError' });
    expect(error.message).toBe('Invalid API Key provided: sk_test_************_key');
    const answer = await fetch(`${sim.url}/v1/account`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('names each request and echoes the version', async () => {
    const { stripe, sim } = await merchant();
    const { lastResponse } = await stripe.customers.list();
    expect(lastResponse.requestId).toMatch(/^req_\w{14}$/);
    expect(lastResponse.headers['stripe-version']).toBe('2026-10-28.endive');
    const headers = { authorization: `Bearer ${sim.secretKey}`, 'stripe-version': 'yesterday' };
    expect((await fetch(`${sim.url}/v1/customers`, { headers })).status).toBe(400);
  });

  it('knows no other addresses', async () => {
    const { stripe } = await merchant();
    const error = await refusal(stripe.payouts.list());
    expect(error).toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' });
    expect(error.message).toContain('Unrecognized request URL (GET: /v1/payouts)');
  });

  it('refuses a form that cannot be meant', async () => {
    const { sim } = await merchant();
    const post = async (body: string) => {
      const headers = { authorization: `Bearer ${sim.secretKey}`, 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(`${sim.url}/v1/customers`, { method: 'POST', headers, body })).status;
    };
    expect(await post('metadata[a]=1&metadata[__proto__]=2&email=ada%40shop.test')).toBe(200);
    expect(await post('email=a&email[x]=b')).toBe(400);
    expect(await post(`a${'[b]'.repeat(20)}=1`)).toBe(400);
    expect(await post('[x]=1')).toBe(400);
    expect(await post(Array.from({ length: 5_001 }, (_, i) => `metadata[k${i}]=v`).join('&'))).toBe(400);
    expect(await post(`description=${'x'.repeat(1024 * 1024)}`)).toBe(413);
  });
});

describe('an idempotency key', () => {
  const key = { idempotencyKey: 'checkout:order_1:1' };

  it('does the same thing once', async () => {
    const { stripe, sim } = await merchant();
    const first = await stripe.checkout.sessions.create(topUp(), key);
    sim.pay(first.id);
    const again = await stripe.checkout.sessions.create(topUp(), key);
    expect(again).toMatchObject({ id: first.id, status: 'open' });
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
    expect(sim.calls().map(({ replayed }) => replayed)).toEqual([false, true, false]);
  });

  it('is not for other parameters', async () => {
    const { stripe } = await merchant();
    await stripe.checkout.sessions.create(topUp(1_000), key);
    const error = await refusal(stripe.checkout.sessions.create(topUp(1_001), key));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
    expect(error.rawType).toBe('idempotency_error');
  });

  it('is refused while the first call is being answered', async () => {
    const { stripe, sim } = await merchant();
    sim.trouble({ path: '/checkout', delayMs: 200 });
    const slow = stripe.checkout.sessions.create(topUp(), key);
    await expect
      .poll(async () => {
        const error = await refusal(stripe.checkout.sessions.create(topUp(), key));
        return error.statusCode;
      })
      .toBe(409);
    const { id } = await slow;
    expect((await stripe.checkout.sessions.create(topUp(), key)).id).toBe(id);
  });

  it('keeps declines and failures, and forgets what was refused before anything was done', async () => {
    const { stripe, sim } = await merchant();
    expect((await refusal(stripe.checkout.sessions.create(topUp(1), key))).statusCode).toBe(400);
    expect(await stripe.checkout.sessions.create(topUp(), key)).toMatchObject({ status: 'open' });
    sim.trouble({ status: 500 });
    const create = () => stripe.customers.create({ email: 'ada@shop.test' }, { idempotencyKey: 'failed' });
    expect(await refusal(create())).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    expect(await refusal(create())).toMatchObject({ statusCode: 500 });
    const pay = () =>
      stripe.paymentIntents.create(
        { amount: 500, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true },
        { idempotencyKey: 'declined' },
      );
    expect(await refusal(pay())).toMatchObject({ statusCode: 402 });
    expect(await refusal(pay())).toMatchObject({ statusCode: 402 });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('brings back the answer that was lost on the way', async () => {
    const { stripe, sim } = await merchant();
    // Twice, because the client tries again by itself when a connection is closed under it.
    sim.trouble({ path: '/checkout', loseAnswer: true, times: 2 });
    expect(await refusal(stripe.checkout.sessions.create(topUp(), key))).toMatchObject({
      type: 'StripeConnectionError',
    });
    await stripe.checkout.sessions.create(topUp(), key);
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  it('lets the client try again by itself', async () => {
    const { sim } = await merchant();
    const patient = clientOf(sim, { maxNetworkRetries: 2 });
    sim.trouble({ times: 1, status: 503, path: '/customers' });
    sim.trouble({ times: 1, loseAnswer: true, path: '/customers' });
    await patient.customers.create({ email: 'ada@shop.test' });
    expect((await patient.customers.list()).data).toHaveLength(1);
    const posts = sim.calls().filter(({ method }) => method === 'POST');
    expect(posts.map(({ status, replayed }) => [status, replayed])).toEqual([
      [503, false],
      [200, false],
      [200, true],
    ]);
  });
});

describe('a list', () => {
  it('is read page by page in both directions', async () => {
    const { stripe } = await merchant();
    for (let i = 0; i < 12; i += 1) await stripe.customers.create({ name: `customer ${i}` });
    const first = await stripe.customers.list();
    expect([first.data.length, first.has_more, first.data[0]?.name]).toEqual([10, true, 'customer 11']);
    const second = await stripe.customers.list({ starting_after: first.data.at(-1)?.id });
    expect([second.data.map(({ name }) => name), second.has_more]).toEqual([['customer 1', 'customer 0'], false]);
    const back = await stripe.customers.list({ ending_before: second.data[0]?.id, limit: 3 });
    expect([back.data.map(({ name }) => name), back.has_more]).toEqual([
      ['customer 4', 'customer 3', 'customer 2'],
      true,
    ]);
    const all: string[] = [];
    for await (const { name } of stripe.customers.list({ limit: 5 })) all.push(String(name));
    expect(all).toHaveLength(12);
    expect(new Set(all).size).toBe(12);
  });

  it('refuses cursors and sizes that are wrong', async () => {
    const { stripe } = await merchant();
    expect(await refusal(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
    const lost = stripe.customers.list({ starting_after: 'cus_none' });
    expect(await refusal(lost)).toMatchObject({ code: 'resource_missing', param: 'starting_after' });
    const { id } = await stripe.customers.create();
    expect((await refusal(stripe.customers.list({ starting_after: id, ending_before: id }))).statusCode).toBe(400);
  });

  it('is cut by time', async () => {
    let now = 1_800_000_000;
    const { stripe } = await merchant({ now: () => new Date(now * 1000) });
    for (const name of ['first', 'second', 'third']) {
      await stripe.customers.create({ name });
      now += 100;
    }
    const named = async (created: Stripe.RangeQueryParam | number) =>
      (await stripe.customers.list({ created })).data.map(({ name }) => name);
    expect(await named({ gte: 1_800_000_100 })).toEqual(['third', 'second']);
    expect(await named({ gt: 1_800_000_000, lt: 1_800_000_200 })).toEqual(['second']);
    expect(await named({ lte: 1_800_000_100 })).toEqual(['second', 'first']);
    expect(await named(1_800_000_000)).toEqual(['first']);
  });
});

describe('expansion', () => {
  it('replaces ids by their objects, and says what cannot be expanded', async () => {
    const { stripe, sim } = await merchant();
    const { id } = await stripe.checkout.sessions.create(topUp());
    sim.pay(id);
    const charges = await stripe.charges.list({ expand: ['data.payment_intent', 'data.refunds', 'data.customer'] });
    expect(charges.data[0]).toMatchObject({
      payment_intent: { object: 'payment_intent' },
      refunds: { object: 'list', data: [] },
      customer: null,
    });
    const [{ payment_intent: intent } = { payment_intent: null }] = (await stripe.charges.list()).data;
    expect(intent).toMatch(/^pi_/);
    for (const path of ['amount_total', 'nothing', 'payment_intent.constructor', 'a.b.c.d.e', 'metadata.order_id']) {
      expect(await refusal(stripe.checkout.sessions.retrieve(id, { expand: [path] })), path).toMatchObject({
        param: 'expand',
      });
    }
  });
});

it('takes the key by basic authentication as well', async () => {
  const { sim } = await merchant();
  const status = await new Promise((resolve) => {
    const { host, port, secretKey } = sim;
    request({ host, port, path: '/v1/account', auth: `${secretKey}:` }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(status).toBe(200);
});
