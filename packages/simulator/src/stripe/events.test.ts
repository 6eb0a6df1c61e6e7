import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createCourier } from '../courier.ts';
import type { Asked } from '../listener.ts';
import { closeLater, plain } from '../shop.fixture.ts';
import { merchant, topUp } from './merchant.fixture.ts';
import { signatureHeader } from './signature.ts';

describe('the signature', () => {
  it('is that of the known vector', () => {
    const body = '{"id":"evt_test_1","object":"event","type":"checkout.session.completed"}';
    const header = signatureHeader(body, 'whsec_test_secret', 1_700_000_000);
    expect(header).toBe('t=1700000000,v1=ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08');
    const secret = 'whsec_test_secret';
    expect(header).toBe(Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: 1_700_000_000 }));
  });

  it('is taken by the official client, in the order in which things happened', async () => {
    const { stripe, sim, shop, told } = await merchant();
    sim.pay((await stripe.checkout.sessions.create(topUp())).id);
    await sim.courier.flush();
    const events = shop.arrived.map(({ body, headers }) => {
      return stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), sim.webhookSecret);
    });
    expect(events.map(({ type }) => type)).toEqual(told());
    expect(events.at(-1)).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      data: { object: { object: 'checkout.session', payment_status: 'paid' } },
    });
    const [{ body, headers }] = shop.arrived as [Asked];
    const wrong = () => stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), 'whsec_other');
    expect(wrong).toThrow(Stripe.errors.StripeSignatureVerificationError);
  });

  it('is made anew for each attempt, with the time of the shop', async () => {
    let seconds = 1_800_000_000;
    const courier = closeLater(createCourier({ retryMs: [5] }));
    const { sim, shop } = await merchant({ courier, now: () => new Date(seconds * 1000) });
    sim.advance(new Date((seconds + 86_400) * 1000));
    shop.answer = (_, count) => {
      if (count === 1) seconds += 1_000;
      return count === 1 ? plain('no', 500) : plain('yes');
    };
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    const [first] = shop.arrived;
    const second = shop.arrived.find((each) => each !== first && each.body === first?.body);
    expect(first?.headers['stripe-signature']).toMatch(/^t=1800000000,/);
    expect(second?.headers['stripe-signature']).toMatch(/^t=1800001000,/);
    const signed = createHmac('sha256', 'whsec_farebox').update(`1800001000.${second?.body}`).digest('hex');
    expect(second?.headers['stripe-signature']).toBe(`t=1800001000,v1=${signed}`);
  });
});

describe('events', () => {
  it('tell who asked, and what an update replaced', async () => {
    const { stripe, sim } = await merchant();
    const customer = await stripe.customers.create({ email: 'ada@shop.test' }, { idempotencyKey: 'customer:1' });
    await stripe.customers.update(customer.id, { email: 'ada@home.test' });
    const [created, updated] = sim.events();
    expect(created?.request).toEqual({ id: customer.lastResponse.requestId, idempotency_key: 'customer:1' });
    expect(created?.data).not.toHaveProperty('previous_attributes');
    expect(updated).toMatchObject({
      type: 'customer.updated',
      data: { object: { email: 'ada@home.test' }, previous_attributes: { email: 'ada@shop.test' } },
    });
    expect(created?.data.object).toMatchObject({ email: 'ada@shop.test' });
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    expect(sim.events().at(-1)?.request).toEqual({ id: null, idempotency_key: null });
  });

  it('are listed by type, time and whether they arrived, for thirty days', async () => {
    const { stripe, sim, shop } = await merchant({ courier: closeLater(createCourier({ retryMs: [] })) });
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    shop.answer = () => plain('no', 503);
    sim.strayPayment({ email: 'mallory@shop.test', amount: 600, currency: 'usd' });
    await sim.courier.flush();
    const types = ['payment_intent.succeeded', 'charge.succeeded'];
    expect((await stripe.events.list({ types })).data.map(({ type }) => type)).toEqual([...types, ...types]);
    const missed = await stripe.events.list({ delivery_success: false, types });
    expect(missed.data.map(({ data }) => (data.object as { amount?: number }).amount)).toEqual([600, 600]);
    const [latest] = missed.data;
    expect((await stripe.events.list({ ending_before: latest?.id })).data).toEqual([]);
    expect(await stripe.events.retrieve(String(latest?.id))).toMatchObject({ type: 'payment_intent.succeeded' });
    expect((await stripe.events.list({ created: { gte: Number(latest?.created) + 60 } })).data).toEqual([]);
    sim.advance(new Date(Date.now() + 31 * 86_400_000));
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it('are sent once more when somebody wants it', async () => {
    const { sim, shop } = await merchant();
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    const before = shop.arrived.length;
    const [event] = sim.events();
    sim.resend(String(event?.id));
    await sim.courier.flush();
    expect(shop.arrived.slice(before).map(({ body }) => JSON.parse(body).id)).toEqual([event?.id]);
  });

  it('say live or test', async () => {
    const { stripe, sim } = await merchant({ livemode: true });
    const session = await stripe.checkout.sessions.create(topUp());
    expect(session.id).toMatch(/^cs_live_/);
    sim.pay(session.id);
    expect(sim.events().map(({ livemode }) => livemode)).not.toContain(false);
  });
});

describe('endpoints', () => {
  it('are made by the API with a secret that is told once', async () => {
    const { stripe, sim, shop } = await merchant({ webhookUrl: undefined });
    const endpoint = await stripe.webhookEndpoints.create({
      url: `${shop.url}/stripe`,
      enabled_events: ['charge.succeeded'],
      api_version: '2026-10-28.endive',
    });
    expect(endpoint).toMatchObject({ api_version: '2026-10-28.endive', status: 'enabled' });
    const secret = String(endpoint.secret);
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    expect(shop.arrived.map(({ path }) => path)).toEqual(['/stripe']);
    const [{ body, headers }] = shop.arrived as [Asked];
    const event = stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret);
    expect(event.type).toBe('charge.succeeded');
    const [listed] = (await stripe.webhookEndpoints.list()).data;
    expect(listed?.id).toBe(endpoint.id);
    expect(listed).not.toHaveProperty('secret');
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    expect(shop.arrived).toHaveLength(1);
  });

  it('can be moved while the simulator runs', async () => {
    const { sim, shop } = await merchant({ webhookUrl: undefined });
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    sim.pointWebhooks(`${shop.url}/first`);
    sim.pointWebhooks(`${shop.url}/second`);
    sim.strayPayment({ email: 'eve@shop.test', amount: 500, currency: 'usd' });
    await sim.courier.flush();
    expect(new Set(shop.arrived.map(({ path }) => path))).toEqual(new Set(['/second']));
  });
});
