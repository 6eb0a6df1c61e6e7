import { describe, expect, it } from 'vitest';
import { mockpay, signature } from './mockpay.ts';

const secret = 'a-secret-for-the-tests';
const now = new Date('2026-05-01T12:00:00Z');
const timestamp = `${now.getTime() / 1000}`;
const provider = mockpay({ secret, publicUrl: 'http://localhost:3000' });

const body = {
  id: 'evt_1',
  type: 'payment.succeeded',
  orderId: '0198c0de-0000-7000-8000-000000000001',
  paymentId: 'mp_1',
  amountMinor: 1000,
  currency: 'CNY',
};

function read(raw: string, headers: Record<string, string>) {
  return provider.readCallback({ raw: Buffer.from(raw), headers: new Headers(headers) }, now);
}

function signed(raw: string, at = timestamp, key = secret) {
  return read(raw, { 'x-mockpay-timestamp': at, 'x-mockpay-signature': signature(key, at, Buffer.from(raw)) });
}

const news = (raw: string) => mockpay({ secret, publicUrl: 'http://x' }).readEvent(Buffer.from(raw), new Date());

describe('the signature', () => {
  it('is the hex HMAC-SHA256 of timestamp, dot and raw body', () => {
    // From: printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac a-secret-for-the-tests
    expect(signature(secret, '1700000000', Buffer.from('{"id":"evt_1"}'))).toBe(
      'v1=273d1b893e17a546301980546357ddc641bfd9257bbba6675b14a25dc0b62d4a',
    );
  });

  it('lets a genuine callback through', () => {
    expect(signed(JSON.stringify(body))).toEqual({ event: { eventId: 'evt_1', type: 'payment.succeeded' } });
  });

  it('is read again from the inbox later', async () => {
    expect(await news(JSON.stringify(body))).toMatchObject([
      {
        kind: 'payment',
        outcome: 'succeeded',
        orderId: body.orderId,
        paymentId: 'mp_1',
        amountMinor: 1000n,
        currency: 'CNY',
      },
    ]);
  });

  it.each([
    ['another secret', () => signed(JSON.stringify(body), timestamp, 'another-secret-of-somebody')],
    ['301 seconds ago', () => signed(JSON.stringify(body), `${Number(timestamp) - 301}`)],
    ['301 seconds ahead', () => signed(JSON.stringify(body), `${Number(timestamp) + 301}`)],
    [
      'a body changed by one space',
      () => {
        const signatureOfOther = signature(secret, timestamp, Buffer.from(JSON.stringify(body)));
        return read(`${JSON.stringify(body)} `, {
          'x-mockpay-timestamp': timestamp,
          'x-mockpay-signature': signatureOfOther,
        });
      },
    ],
    [
      'a timestamp changed',
      () => {
        const raw = JSON.stringify(body);
        return read(raw, {
          'x-mockpay-timestamp': `${Number(timestamp) + 1}`,
          'x-mockpay-signature': signature(secret, timestamp, Buffer.from(raw)),
        });
      },
    ],
  ])('refuses %s', (_, attempt) => {
    expect(attempt()).toMatchObject({ rejected: 'unverified' });
  });

  it('accepts 300 seconds either way', () => {
    expect(signed(JSON.stringify(body), `${Number(timestamp) - 300}`)).toHaveProperty('event');
    expect(signed(JSON.stringify(body), `${Number(timestamp) + 300}`)).toHaveProperty('event');
  });

  it.each([
    ['no headers', {}],
    ['no signature', { 'x-mockpay-timestamp': timestamp }],
    ['a short signature', { 'x-mockpay-timestamp': timestamp, 'x-mockpay-signature': 'v1=abc' }],
    ['another scheme', { 'x-mockpay-timestamp': timestamp, 'x-mockpay-signature': `v0=${'a'.repeat(64)}` }],
    ['a timestamp in words', { 'x-mockpay-timestamp': 'now', 'x-mockpay-signature': `v1=${'a'.repeat(64)}` }],
  ])('calls %s malformed', (_, headers) => {
    expect(read(JSON.stringify(body), headers)).toMatchObject({ rejected: 'malformed', signatureOk: false });
  });
});

describe('what a verified callback says', () => {
  it.each([
    ['no JSON', 'not json'],
    ['no id', JSON.stringify({ ...body, id: undefined })],
    ['an id with a zero byte', JSON.stringify({ ...body, id: 'evt_\u0000' })],
    ['half a minor unit', JSON.stringify({ ...body, amountMinor: 0.5 })],
    ['a negative amount', JSON.stringify({ ...body, amountMinor: -1 })],
    ['an amount beyond exact numbers', JSON.stringify({ ...body, amountMinor: 2 ** 53 })],
    ['an order that is no id', JSON.stringify({ ...body, orderId: '1 or 1=1' })],
    ['a currency in small letters', JSON.stringify({ ...body, currency: 'cny' })],
  ])('cannot be read: %s', (_, raw) => {
    expect(signed(raw)).toMatchObject({ rejected: 'malformed', signatureOk: true });
  });

  it('is let pass when its type is unknown', () => {
    const raw = JSON.stringify({ id: 'evt_2', type: 'payout.created', whatever: [1] });
    expect(signed(raw)).toEqual({ event: { eventId: 'evt_2', type: 'payout.created' } });
    return expect(news(raw)).resolves.toEqual([]);
  });
});
