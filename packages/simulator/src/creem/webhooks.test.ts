import { verifyWebhookSignature } from 'creem/webhooks';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { openShop, plain } from '../shop.fixture.ts';
import { once, scene } from './creem.fixture.ts';

async function sold(options = {}) {
  const all = await scene(options);
  const checkout = await all.client.checkouts.create({ productId: all.simulator.product(once).id });
  return { ...all, checkout: checkout.id };
}

test('the headers of Standard Webhooks are accepted by both official verifiers', async () => {
  const { simulator, shop, checkout } = await sold({ standardWebhooks: true, now: undefined });
  simulator.pay(checkout);
  await simulator.courier.flush();
  const { body, headers } = shop.arrived[0]!;
  await verifyWebhookSignature(body, headers, simulator.webhookSecret);
  new Webhook(simulator.webhookSecret).verify(body, headers as Record<string, string>);
  const withoutPlain = { ...headers, 'creem-signature': 'wrong' };
  await verifyWebhookSignature(body, withoutPlain, simulator.webhookSecret);
  await expect(verifyWebhookSignature(`${body} `, headers, simulator.webhookSecret)).rejects.toThrow();
});

test('the signed time is the real one, however far the simulated one was moved', async () => {
  const { simulator, shop, checkout } = await sold({ standardWebhooks: true, now: undefined });
  simulator.advance(new Date(Date.now() + 40 * 86_400_000));
  simulator.pay(checkout);
  await simulator.courier.flush();
  const { body, headers } = shop.arrived[0]!;
  await verifyWebhookSignature(body, headers, simulator.webhookSecret);
});

test('tampered on the way: the official verifier refuses it', async () => {
  const { simulator, shop, checkout } = await sold();
  simulator.courier.faults.tamper = true;
  simulator.pay(checkout);
  await simulator.courier.flush();
  const { body, headers } = shop.arrived[0]!;
  await expect(verifyWebhookSignature(body, headers, simulator.webhookSecret)).rejects.toThrow('Invalid webhook');
});

test('endpoints of its own, by type, with a secret of their own', async () => {
  const { simulator, client, checkout } = await sold();
  const other = await openShop();
  const made = await client.webhooks.create({ url: other.url, events: ['refund.created'] });
  expect((await client.webhooks.getSecret(made.id)).secret).toBe(made.secret);
  expect((await client.webhooks.get(made.id)).secret).toBeUndefined();
  simulator.pay(checkout);
  simulator.refund(checkout);
  await simulator.courier.flush();
  expect(other.arrived).toHaveLength(1);
  await verifyWebhookSignature(other.arrived[0]!.body, other.arrived[0]!.headers, made.secret!);
  await client.webhooks.update(made.id, { status: 'disabled', name: 'other' });
  await client.webhooks.list();
  await client.webhooks.delete(made.id);
  await expect(client.webhooks.get(made.id)).rejects.toThrow();
  await expect(client.webhooks.create({ events: [] })).rejects.toThrow();
});

test('what was not accepted stays pending, until fetched and acknowledged', async () => {
  const { simulator, client, shop, checkout } = await sold();
  shop.answer = () => plain('no', 500);
  simulator.pay(checkout);
  await simulator.courier.flush();
  expect(shop.arrived).toHaveLength(3);
  const { items } = await client.webhooks.listPendingEvents('wh_shop');
  expect(items).toHaveLength(1);
  await verifyWebhookSignature(items[0]!.body, items[0]!.headers, simulator.webhookSecret);
  const ack = await client.webhooks.acknowledgeEvent('wh_shop', items[0]!.id, { statusCode: 200 });
  expect(ack.success).toBe(true);
  expect((await client.webhooks.listPendingEvents('wh_shop')).items).toEqual([]);
  shop.answer = () => plain('');
  simulator.resend(items[0]!.id);
  await simulator.courier.flush();
  expect(new Set(shop.arrived.map(({ body }) => body)).size).toBe(1);
});

test('the controls over HTTP', async () => {
  const { simulator, checkout } = await sold();
  const control = async (path: string, fields: Record<string, string> = {}) => {
    const response = await fetch(`${simulator.url}/_simulate/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  expect(await control('pay', { id: checkout, email: 'ada@example.com' })).toMatchObject({
    body: { status: 'completed' },
  });
  expect(await control('refund', { id: checkout, amount: '300' })).toMatchObject({ body: { refund_amount: 300 } });
  expect(await control('stray-payment', { email: 'eve@example.com' })).toMatchObject({ status: 200 });
  expect(await control('advance', { to: '2027-01-01T00:00:00Z' })).toEqual({ status: 200, body: { ok: true } });
  expect((await control('events')).body).toHaveLength(3);
  for (const [path, fields] of [
    ['pay', { id: checkout }],
    ['pay', { id: 'ch_none' }],
    ['refund', { id: checkout, amount: '1.5' }],
    ['refund', { id: checkout, status: 'maybe' }],
    ['advance', { to: 'soon' }],
    ['stray-payment', {}],
  ] as [string, Record<string, string>][]) {
    expect([path, (await control(path, fields)).status]).toEqual([path, 400]);
  }
});
