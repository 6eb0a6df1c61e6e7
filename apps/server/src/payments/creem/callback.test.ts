import { describe, expect, it } from 'vitest';
import type { CreemSettings } from '../provider-settings/types.ts';
import { readCallback } from './callback.ts';
import type { Transaction } from './objects.ts';
import { paymentOfCheckout } from './payments.ts';
import { causeOf } from './periods.ts';
import { creemSignature } from './signatures.ts';

const settings = (livemode: boolean): CreemSettings => ({
  apiKey: livemode ? 'creem_live' : 'creem_test_key',
  webhookSecret: 'creem_whsec_test',
  baseUrl: 'http://127.0.0.1',
  livemode,
  topUpProduct: null,
});

function read(body: unknown, livemode = false) {
  const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers = new Headers({ 'creem-signature': creemSignature('creem_whsec_test', raw) });
  return readCallback(settings(livemode), { raw, headers }, new Date());
}

describe('a callback', () => {
  it.each([
    ['as it is documented', { id: 'evt_1', eventType: 'x.y', object: {} }],
    ['as Creem’s client reads it, too', { id: 'evt_1', type: 'x.y', data: {} }],
    ['with both names', { id: 'evt_1', eventType: 'x.y', type: 'z', object: {}, data: { mode: 'prod' } }],
  ])('%s', (_, body) => {
    expect(read(body)).toEqual({ event: { eventId: 'evt_1', type: 'x.y' } });
  });

  it.each([
    '{',
    '[]',
    'null',
    '{"id":"evt_1"}',
    '{"id":"","eventType":"x","object":{}}',
    '{"id":1}',
    '{"id":"e","type":"t"}',
  ])('%s cannot be read', (body) => {
    expect(read(body)).toEqual({ rejected: 'malformed', signatureOk: true, reason: 'body cannot be read' });
  });

  it.each([
    ['test', true, 'a test event, and the key is live'],
    ['sandbox', true, 'a test event, and the key is live'],
    ['local', true, 'a test event, and the key is live'],
    ['prod', false, 'a live event, and the key is for tests'],
  ])('of the mode %s is refused by the other one', (mode, livemode, reason) => {
    const body = { id: 'evt_1', eventType: 'checkout.completed', object: { mode } };
    expect(read(body, livemode)).toEqual({ rejected: 'unverified', signatureOk: true, reason });
    expect(read(body, !livemode)).toHaveProperty('event');
  });
});

describe('the price in an order of theirs', () => {
  const order = {
    id: 'ord_1',
    transaction: 'tran_1',
    amount: 1000,
    currency: 'EUR',
    status: 'paid',
    created_at: null,
  };
  const pays = (changes: object, tax = 'exclusive') => {
    const checkout = { id: 'ch_1', product: { id: 'prod_1', tax_mode: tax }, order: { ...order, ...changes } };
    return paymentOfCheckout(checkout)?.amountMinor ?? null;
  };

  it.each([
    ['plain', 1000n, {}, 'exclusive'],
    ['with tax on top', 1000n, { amount: 1220, sub_total: 1000 }, 'exclusive'],
    ['with tax on top, said apart', 1000n, { sub_total: 1000, tax_amount: 220, amount_paid: 1220 }, 'exclusive'],
    ['with tax in it', 1000n, { sub_total: 820 }, 'inclusive'],
    ['less their own discount', 800n, { sub_total: 1000, discount_amount: 200 }, 'exclusive'],
    ['free by their own discount', 0n, { discount_amount: 1000 }, 'exclusive'],
    ['not paid yet', null, { status: 'pending' }, 'exclusive'],
  ])('%s', (_, expected, changes, tax) => {
    expect(pays(changes, tax)).toBe(expected);
  });

  it('is paid under the transaction’s id, or the order’s while it has none', () => {
    const product = { id: 'prod_1' };
    expect(paymentOfCheckout({ id: 'ch_1', product, order })).toMatchObject({ paymentId: 'tran_1', chargeId: 'ord_1' });
    const without = { ...order, transaction: null };
    expect(paymentOfCheckout({ id: 'ch_1', product, order: without })).toMatchObject({ paymentId: 'ord_1' });
  });

  it.each([
    ['01890000-0000-7000-8000-000000000001', null, '01890000-0000-7000-8000-000000000001'],
    [null, '01890000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000002'],
    ['not an id', '01890000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000002'],
    [null, 'not an id', null],
    [null, null, null],
  ])('belongs to the order %s, %s', (requestId, inMetadata, expected) => {
    const checkout = { id: 'ch_1', request_id: requestId, metadata: { order_id: inMetadata }, order };
    expect(paymentOfCheckout(checkout)?.orderId).toBe(expected);
  });
});

describe('what a transaction paid for', () => {
  const at = (text: string) => new Date(`${text}T12:00:00Z`);
  const transaction = (id: string, from: string, to: string, created = from): Transaction => ({
    id,
    amount: 1000,
    currency: 'USD',
    status: 'paid',
    period_start: at(from),
    period_end: at(to),
    created_at: at(created),
  });
  const first = transaction('1', '2026-01-31', '2026-02-28');
  const second = transaction('2', '2026-02-28', '2026-03-31');
  const upgrade = transaction('3', '2026-02-28', '2026-03-31', '2026-03-10');
  const yearly = transaction('4', '2026-03-10', '2027-03-10');
  const late = transaction('5', '2026-03-31', '2026-04-30', '2026-04-09');

  it.each([
    ['the first one', first, [first], 'first'],
    ['the first one, read late', first, [first, second, upgrade], 'first'],
    ['the next period', second, [first, second], 'renewal'],
    ['the first one when theirs is not listed yet', first, [], 'first'],
    ['a better plan in the midst', upgrade, [first, second, upgrade], 'upgrade'],
    ['a plan of another length', yearly, [first, second, yearly], 'upgrade'],
    ['a period paid late', late, [first, second, upgrade, late], 'renewal'],
  ])('%s', (_, one, all, cause) => {
    expect(causeOf(one, one.period_start as Date, all)).toBe(cause);
  });
});
