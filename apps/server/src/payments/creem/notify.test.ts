import { newId } from '@farebox/kit';
import {
  type CreemSimulator,
  createCourier,
  creemTestKeys,
  creemTopUpProduct,
  startCreemSimulator,
} from '@farebox/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { asOwner } from '../callback.fixture.ts';
import { findOrder } from '../store.ts';
import { creemSignature, standardKey, standardSignature } from './signatures.ts';

const { apiKey, webhookSecret } = creemTestKeys;
const PATH = '/api/payments/notify/creem';
const currencies = {
  USD: { minorUnits: 2 as const, creditsPerUnit: '100', minTopUp: '1', maxTopUp: '100', quickAmounts: [] },
};

let vendor: CreemSimulator;
let server: TestServer;
let person: Caller;
let userId: string;

beforeAll(async () => {
  const vacant = await startCreemSimulator();
  await vacant.close();
  const port = Number(new URL(vacant.url).port);
  const creem = { apiKey, webhookSecret, baseUrl: `http://127.0.0.1:${port}`, topUpProduct: creemTopUpProduct.id };
  server = await testServer({ listen: true, config: { payments: { currencies, creem } } });
  const products = { [creemTopUpProduct.id]: creemTopUpProduct.fields };
  const courier = createCourier({ retryMs: [20, 20], parallel: 20 });
  vendor = await startCreemSimulator({ port, products, webhookUrl: `${server.url}${PATH}`, courier });
  const signedUp = await signUp(server.app);
  userId = signedUp.userId;
  person = personOf(server, signedUp.cookie);
});

afterAll(async () => {
  await server.close();
  await vendor.courier.close();
  await vendor.close();
});

afterEach(() => {
  Object.assign(vendor.courier.faults, { duplicates: 0, tamper: false });
  vendor.settings.standardWebhooks = false;
});

const owner = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(server.databaseUrl, query, values);
const available = async () => (await server.deps.ledger.balance(userId))?.available ?? 0n;
const rejected = async () => (await owner(`select id from farebox.provider_events where state = 'rejected'`)).length;

async function order(): Promise<{ id: string; checkoutId: string }> {
  const wish = { amount: '12.50', currency: 'USD', provider: 'creem' };
  const { status, body } = await person.post<{ order: { id: string } }>('/api/payments/create', wish, newId());
  expect(status).toBe(201);
  const placed = await findOrder(server.deps.db, body.order.id);
  return { id: body.order.id, checkoutId: placed?.provider_reference as string };
}

/** The payer pays, and all callbacks are answered. The answers' statuses. */
async function pay(checkoutId: string, payer = {}): Promise<(number | null)[]> {
  const before = vendor.courier.log.length;
  vendor.pay(checkoutId, payer);
  await vendor.courier.flush();
  return vendor.courier.log.slice(before).map(({ status }) => status);
}

async function deliver(body: string | Buffer, headers: Record<string, string>): Promise<number> {
  const init = { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers };
  return (await fetch(`${server.url}${PATH}`, init)).status;
}

/** Everything a callback could change, counted. */
async function traces() {
  const [row] = await owner(`
    select (select count(*) from ledger.transaction) as transactions,
           (select count(*) from farebox.payments) as payments,
           (select count(*) from farebox.events) as events,
           (select count(*) from farebox.audit_logs) as audits,
           (select count(*) from farebox.orders where status <> 'pending' or needs_review is not null) as moved,
           (select count(*) from farebox.provider_events where state <> 'rejected') as inbox`);
  return row;
}

describe('a paid top-up', () => {
  it.each([false, true])(
    'is credited once for twenty copies at the same time (Standard Webhooks: %s)',
    async (standard) => {
      vendor.settings.standardWebhooks = standard;
      vendor.courier.faults.duplicates = 19;
      const before = await available();
      const { id, checkoutId } = await order();
      expect(await pay(checkoutId)).toEqual(Array.from({ length: 20 }, () => 200));
      expect((await findOrder(server.deps.db, id))?.status).toBe('fulfilled');
      expect(await owner('select id from ledger."grant" where reference = $1', [id])).toHaveLength(1);
      expect((await available()) - before).toBe(1_250_000_000n);
    },
  );

  it.each([
    ['amount_mismatch', { amount: 100 }],
    ['currency_mismatch', { currency: 'EUR' }],
  ])('with an %s credits nothing and waits for a person', async (reason, payer) => {
    const before = await available();
    const { id, checkoutId } = await order();
    expect(await pay(checkoutId, payer)).toEqual([200]);
    expect(await findOrder(server.deps.db, id)).toMatchObject({ status: 'pending', needs_review: reason });
    expect(await available()).toBe(before);
  });

  it('is refused to nobody whose callback was tampered with on the way: the genuine one counts', async () => {
    vendor.courier.faults.tamper = true;
    const { id, checkoutId } = await order();
    expect(new Set(await pay(checkoutId))).toEqual(new Set([401]));
    vendor.courier.faults.tamper = false;
    vendor.resend(vendor.events().at(-1)?.id as string);
    await vendor.courier.flush();
    expect((await findOrder(server.deps.db, id))?.status).toBe('fulfilled');
  });
});

describe('forged callbacks', () => {
  type Forged = { body?: string; headers?: Record<string, string> };
  const sign = (body: string, secret = webhookSecret) => creemSignature(secret, Buffer.from(body));
  const seconds = (skew = 0) => String(Math.floor(Date.now() / 1000) + skew);
  const key = standardKey(webhookSecret) as Buffer;
  const standard = (body: string, { skew = 0, id = 'evt_1', secret = key } = {}) => ({
    'webhook-id': id,
    'webhook-timestamp': seconds(skew),
    'webhook-signature': standardSignature(secret, id, seconds(skew), Buffer.from(body)),
  });
  const changed = (change: (text: string) => string) => (body: string) => ({
    body: change(body),
    headers: { 'creem-signature': sign(body) },
  });
  const signedWith = (header: string) => () => ({ headers: { 'creem-signature': header } });

  const forgeries: [name: string, forge: (body: string) => Forged][] = [
    ['no signature', () => ({ headers: {} })],
    ['an empty signature', signedWith('')],
    ['a short signature', signedWith('abc')],
    ['a signature of zeroes', signedWith('0'.repeat(64))],
    ['a long signature', signedWith('a'.repeat(5000))],
    ['a prefix before it', (body) => ({ headers: { 'creem-signature': `v1=${sign(body)}` } })],
    ['it in base64', (body) => ({ headers: { 'creem-signature': Buffer.from(sign(body), 'hex').toString('base64') } })],
    ['another secret', (body) => ({ headers: { 'creem-signature': sign(body, 'another-secret') } })],
    ['an empty secret', (body) => ({ headers: { 'creem-signature': sign(body, '') } })],
    ['the API key for a secret', (body) => ({ headers: { 'creem-signature': sign(body, apiKey) } })],
    ['the decoded secret', (body) => ({ headers: { 'creem-signature': sign(body, key.toString()) } })],
    ['the signature of another body', () => ({ headers: { 'creem-signature': sign('{}') } })],
    ['another amount', changed((text) => text.replaceAll('1250', '9999'))],
    ['another order', changed((text) => text.replace(/"request_id":"[^"]+"/, `"request_id":"${newId()}"`))],
    ['another event id', changed((text) => text.replace('evt_', 'evt_x'))],
    ['another kind of event', changed((text) => text.replace('checkout.completed', 'refund.created'))],
    ['another currency', changed((text) => text.replaceAll('USD', 'EUR'))],
    ['a space more', changed((text) => `${text} `)],
    ['a line more', changed((text) => `${text}\n`)],
    ['half of it', changed((text) => text.slice(0, text.length / 2))],
    ['nothing in it', changed(() => '')],
    ['other bytes', changed(() => '\u0000\uffff')],
    ['the two names swapped', changed((text) => text.replace('eventType', 'type'))],
    ['a standard signature of another secret', (body) => ({ headers: standard(body, { secret: Buffer.alloc(32) }) })],
    ['a standard signature of another id', (body) => ({ headers: { ...standard(body), 'webhook-id': 'evt_2' } })],
    ['a standard signature that is too old', (body) => ({ headers: standard(body, { skew: -400 }) })],
    ['a standard signature from the future', (body) => ({ headers: standard(body, { skew: 400 }) })],
    [
      'a time moved under a standard signature',
      (body) => ({ headers: { ...standard(body, { skew: -400 }), 'webhook-timestamp': seconds() } }),
    ],
    [
      'a standard signature of no version',
      (body) => ({ headers: { ...standard(body), 'webhook-signature': 'g0hM9SsE' } }),
    ],
    ['a signed body that is no JSON', () => ({ body: 'x=1', headers: { 'creem-signature': sign('x=1') } })],
    ['a signed body without an event', () => ({ body: '[]', headers: { 'creem-signature': sign('[]') } })],
    [
      'a signed event of the live environment',
      (body) => {
        const live = body.replace('"mode":"test"', '"mode":"prod"');
        return { body: live, headers: { 'creem-signature': sign(live) } };
      },
    ],
  ];

  it.each(forgeries)('with %s leave nothing but a rejected row', async (_, forge) => {
    const genuine = vendor
      .events()
      .at(-1)
      ?.body.replace(/evt_\w+/, 'evt_1') as string;
    const [before, kept] = [await traces(), await rejected()];
    const { body = genuine, headers = {} } = forge(genuine);
    expect([400, 401]).toContain(await deliver(body, headers));
    expect(await traces()).toEqual(before);
    expect(await rejected()).toBe(kept + 1);
  });
});

it('without its secret there is no door, and nothing is kept', async () => {
  const bare = await testServer({ config: { payments: { creem: { apiKey } } } });
  const body = JSON.stringify({ id: 'evt_1', eventType: 'checkout.completed', object: {} });
  const headers = { 'creem-signature': creemSignature('', Buffer.from(body)) };
  expect((await bare.app.request(PATH, { method: 'POST', body, headers })).status).toBe(404);
  expect(await asOwner(bare.databaseUrl, 'select id from farebox.provider_events')).toEqual([]);
  await bare.close();
});
