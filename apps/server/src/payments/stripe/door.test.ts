import { randomBytes } from 'node:crypto';
import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canariesInDatabase, canariesInTexts, keptLog } from '../../../../../tools/testing/canaries.ts';
import { type StripeShop, stripeShop } from '../../../../../tools/testing/stripe-shop.ts';
import { asOwner } from '../callback.fixture.ts';
import { signatureOf } from './signature.ts';

const paths = ['/api/payments/notify/stripe', '/functions/v1/stripe-webhook'];
const [path = ''] = paths;

/** As Stripe would send it, unless the header is said. */
async function send(shop: StripeShop, raw: string, header?: string, to = path): Promise<number> {
  const headers = new Headers({ 'content-type': 'application/json' });
  headers.set('stripe-signature', header ?? headerOf(shop, raw));
  const { status } = await fetch(`${shop.server.url}${to}`, { method: 'POST', headers, body: raw });
  return status;
}

const clock = (skew = 0) => `${Math.floor(Date.now() / 1000) + skew}`;

function headerOf({ stripe }: StripeShop, raw: string, { secret = stripe.webhookSecret, skew = 0 } = {}): string {
  return `t=${clock(skew)},v1=${signatureOf(Buffer.from(raw), clock(skew), secret)}`;
}

/** The event that would credit an order of ten dollars. */
async function payingEvent(shop: StripeShop): Promise<string> {
  shop.stripe.courier.hold();
  const { session } = await shop.order();
  shop.stripe.pay(session);
  const event = shop.stripe.events().findLast(({ type }) => type === 'checkout.session.completed');
  return JSON.stringify(event);
}

const inbox = ({ server }: StripeShop) =>
  asOwner<{ state: string; last_error: string | null }>(
    server.databaseUrl,
    'select state, last_error from farebox.provider_events order by id',
  );

describe('forged and tampered callbacks', () => {
  let shop: StripeShop;
  let raw: string;

  beforeAll(async () => {
    shop = await stripeShop();
    raw = await payingEvent(shop);
  });
  afterAll(() => shop.close());

  const sign = (text: string, options = {}) => headerOf(shop, text, options);
  const hex = () => randomBytes(32).toString('hex');
  const changed = (from: string | RegExp, to: string) => () => [raw.replace(from, to), sign(raw)] as const;

  const forgeries: [string, () => readonly [body: string, header: string], status?: number][] = [
    ['no signature', () => [raw, '']],
    ['a random one', () => [raw, `t=${clock()},v1=${hex()}`], 401],
    ['one of another secret', () => [raw, sign(raw, { secret: 'whsec_another' })], 401],
    ['one of the empty secret', () => [raw, sign(raw, { secret: '' })], 401],
    ['one of the API key', () => [raw, sign(raw, { secret: shop.stripe.secretKey })], 401],
    ['one of the secret without its beginning', () => [raw, sign(raw, { secret: 'farebox' })], 401],
    ['one of another body', () => [raw, sign('{}')], 401],
    ['one that is 301 seconds old', () => [raw, sign(raw, { skew: -305 })], 401],
    ['one of the future', () => [raw, sign(raw, { skew: 305 })], 401],
    ['one whose time was moved', () => [raw, sign(raw, { skew: -400 }).replace(/t=\d+/, `t=${clock()}`)], 401],
    ['a second time before the real one', () => [raw, `t=${clock(9)},${sign(raw)}`]],
    ['a time in words', () => [raw, sign(raw).replace(/t=\d+/, 't=now')]],
    ['no time', () => [raw, sign(raw).replace(/t=\d+,/, '')]],
    ['the scheme v0', () => [raw, sign(raw).replace('v1=', 'v0=')]],
    ['the scheme v2', () => [raw, sign(raw).replace('v1=', 'v2=')]],
    ['a shortened signature', () => [raw, sign(raw).slice(0, -1)]],
    ['a lengthened signature', () => [raw, `${sign(raw)}0`]],
    ['capital letters', () => [raw, `t=${clock()},v1=${hex().toUpperCase()}`]],
    ['the amount raised', changed(/"amount_subtotal":\d+/, '"amount_subtotal":99999'), 401],
    ['the order changed', changed(/"client_reference_id":"[^"]+"/, '"client_reference_id":"x"'), 401],
    ['the person changed', changed(/"user_id":"[^"]+"/, '"user_id":"x"'), 401],
    ['the event renamed', changed(/"id":"evt_\w+"/, '"id":"evt_other"'), 401],
    ['the type changed', changed('checkout.session.completed', 'checkout.session.async_payment_succeeded'), 401],
    ['the mode changed', changed('"livemode":false', '"livemode":true'), 401],
    ['the currency changed', changed('"currency":"usd"', '"currency":"kwd"'), 401],
    ['a space added', () => [`${raw} `, sign(raw)], 401],
    ['a byte order mark added', () => [`\u{feff}${raw}`, sign(raw)], 401],
    ['the end cut off', () => [raw.slice(0, -1), sign(raw)], 401],
    ['no body', () => ['', sign(raw)], 401],
    ['no event, though signed', () => ['{}', sign('{}')]],
    ['no JSON, though signed', () => ['paid', sign('paid')]],
    ['live mode, though signed', () => liveEvent(), 401],
  ];

  function liveEvent(): readonly [string, string] {
    const live = raw.replaceAll('"livemode":false', '"livemode":true');
    return [live, sign(live)];
  }

  it.each(forgeries)('write nothing but a rejected row: %s', async (_, forge, status = 400) => {
    const before = await inbox(shop);
    expect(await send(shop, ...forge())).toBe(status);
    const after = await inbox(shop);
    expect(after.length).toBe(before.length + 1);
    expect(after.every(({ state }) => state === 'rejected')).toBe(true);
    expect(await shop.credited()).toBe(0n);
  });

  it('do not hold back the real one', async () => {
    expect(await send(shop, raw)).toBe(200);
    expect(await shop.credited()).toBe(1_000_000_000n);
  });
});

describe('the door', () => {
  it.each(paths)('is open at %s', async (address) => {
    const shop = await stripeShop({ path: address });
    try {
      const { id, session } = await shop.order();
      shop.stripe.pay(session);
      await shop.stripe.courier.flush();
      expect(await shop.read(id)).toMatchObject({ status: 'fulfilled' });
    } finally {
      await shop.close();
    }
  });

  it('opens for both secrets while one is exchanged for another, and is shut to a body of more than 256 KiB', async () => {
    const shop = await stripeShop({ settings: { webhookSecret: 'whsec_new', previousWebhookSecret: 'whsec_farebox' } });
    try {
      const raw = await payingEvent(shop);
      expect(await send(shop, raw, headerOf(shop, raw, { secret: 'whsec_older' }))).toBe(401);
      expect(await send(shop, raw)).toBe(200);
      expect(await send(shop, raw, headerOf(shop, raw, { secret: 'whsec_new' }))).toBe(200);
      expect(await shop.credited()).toBe(1_000_000_000n);
      expect(await send(shop, ' '.repeat(256 * 1024 + 1))).toBe(413);
    } finally {
      await shop.close();
    }
  });

  it('refuses test events under a live key, and says why in the inbox', async () => {
    const shop = await stripeShop({ settings: { secretKey: 'sk_live_farebox' } });
    try {
      const session = { id: 'cs_test_1', object: 'checkout.session' };
      const event = { id: 'evt_1', object: 'event', type: 'checkout.session.completed', livemode: false };
      const raw = JSON.stringify({ ...event, created: 1, data: { object: session } });
      expect(await send(shop, raw)).toBe(401);
      expect(await inbox(shop)).toEqual([
        { state: 'rejected', last_error: 'test-mode event, but the key is a live key' },
      ]);
    } finally {
      await shop.close();
    }
  });

  it('is not there while the webhook secret is empty', async () => {
    const shop = await stripeShop({ settings: { webhookSecret: undefined } });
    try {
      for (const address of paths) expect(await send(shop, '{}', undefined, address)).toBe(404);
    } finally {
      await shop.close();
    }
  });
});

describe('the keys of Stripe', () => {
  it('are in no log, no answer and no row, though Stripe repeats the one it does not know', async () => {
    const [secretKey, webhookSecret] = ['sk_test_canary0Stripe0Key0Nobody0Knows', 'whsec_canary0Stripe0Webhook0Secret'];
    const { log, text } = keptLog();
    const shop = await stripeShop({ log, settings: { secretKey, webhookSecret } });
    try {
      const wish = { amount: '10.00', currency: 'USD', provider: 'stripe' };
      const answer = await shop.person.post('/api/payments/create', wish, newId());
      expect(answer).toMatchObject({ status: 502, body: { error: { code: 'provider_refused' } } });
      const raw = JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid', livemode: false });
      expect(await send(shop, raw, headerOf(shop, raw, { secret: webhookSecret }))).toBe(500);
      expect(await send(shop, raw, headerOf(shop, raw, { secret: 'whsec_forged' }))).toBe(401);
      const canaries = [secretKey, webhookSecret];
      expect(canariesInTexts(canaries, { log: text(), answer: JSON.stringify(answer) })).toEqual([]);
      expect(await canariesInDatabase(canaries, shop.server.databaseUrl)).toEqual([]);
      expect(text()).toContain('callback rejected');
    } finally {
      await shop.close();
    }
  });
});
