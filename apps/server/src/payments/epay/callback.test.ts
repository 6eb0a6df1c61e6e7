import { newId } from '@farebox/kit';
import { describe, expect, it } from 'vitest';
import type { EPaySettings } from '../provider-settings/types.ts';
import { readCallback, readEvent } from './callback.ts';
import { cutName } from './checkout.ts';
import { orderIdOf, orderNumber } from './order-number.ts';
import { fenOf } from './payment.ts';
import { signed } from './signature.ts';

const settings: EPaySettings = {
  version: 'v1',
  key: '89unJUB8HZ54Hj7x4nUj56HN4nUzUJ8i',
  baseUrl: 'http://127.0.0.1/',
  pid: '1001',
  mode: 'submit',
  types: [{ type: 'alipay', label: 'Alipay', colour: '#1677ff' }],
};
const now = new Date('2026-11-20T12:00:00Z');
const orderId = newId();

function notice(changes: Record<string, string> = {}): Buffer {
  const fields = {
    pid: '1001',
    trade_no: '2026112009300012345',
    out_trade_no: orderNumber(orderId),
    type: 'alipay',
    name: '100 credits',
    money: '12.50',
    trade_status: 'TRADE_SUCCESS',
    ...changes,
  };
  return Buffer.from(new URLSearchParams([...signed(settings, fields, now)]).toString());
}

const read = (raw: Buffer) => readCallback(settings, { raw, headers: new Headers() }, now);
const idOf = (raw: Buffer) => {
  const reading = read(raw);
  return 'event' in reading ? reading.event.eventId : null;
};

describe('a notice', () => {
  it('is our payment', () => {
    expect(read(notice())).toEqual({ event: { eventId: expect.any(String), type: 'TRADE_SUCCESS' } });
    const news = readEvent(settings, notice({ param: '', endtime: '2026-11-20 20:00:00' }));
    expect(news).toEqual([
      {
        kind: 'payment',
        outcome: 'succeeded',
        orderId,
        paymentId: '2026112009300012345',
        chargeId: null,
        amountMinor: 1250n,
        currency: 'CNY',
        paidAt: now,
        payer: null,
        raw: expect.not.objectContaining({ sign: expect.anything() }),
      },
    ]);
  });

  it('is the same event however often it comes, and another when it says another thing', () => {
    expect(idOf(notice({ name: 'told again' }))).toBe(idOf(notice()));
    const others: Record<string, string>[] = [
      { money: '12.5' },
      { trade_no: '9' },
      { out_trade_no: orderNumber(newId()) },
      { trade_status: 'TRADE_CLOSED' },
      { type: 'wxpay' },
    ];
    const ids = others.map((changes) => idOf(notice(changes)));
    expect(new Set([idOf(notice()), ...ids]).size).toBe(6);
  });

  it.each(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_FINISHED', 'trade_success'])('of %s changes nothing', (status) => {
    expect(readEvent(settings, notice({ trade_status: status }))).toEqual([]);
  });

  it('paid in a way that the settings do not name waits until they do', () => {
    expect(() => readEvent(settings, notice({ type: 'usdt' }))).toThrow('"usdt", which is not one of the types');
    expect(readEvent(settings, notice({ type: '' }))).toHaveLength(1);
  });

  it('of an order number that is not ours names no order', () => {
    expect(readEvent(settings, notice({ out_trade_no: 'another-shop-7' }))).toMatchObject([{ orderId: null }]);
  });

  it.each([
    ['for another merchant', notice({ pid: '1002' }), 'unverified', true],
    ['without a merchant', notice({ pid: '' }), 'unverified', true],
    ['changed on the way', Buffer.from(notice().toString().replace('12.50', '99.50')), 'unverified', false],
    ['for another merchant and forged', Buffer.from('pid=1002&sign=x'), 'unverified', false],
    ['unsigned', Buffer.from('pid=1001'), 'malformed', false],
    ['with a field twice', Buffer.from(`${notice()}&money=12.50`), 'malformed', false],
    ['empty', Buffer.from(''), 'malformed', false],
    ['with a sum that is none', notice({ money: '1e3' }), 'malformed', true],
    ['without its trade number', notice({ trade_no: '' }), 'malformed', true],
    ['without an order', notice({ out_trade_no: '' }), 'malformed', true],
    ['without a status', notice({ trade_status: '' }), 'malformed', true],
  ])('%s is rejected', (_, raw, rejected, signatureOk) => {
    expect(read(raw)).toMatchObject({ rejected, signatureOk });
  });
});

it.each([
  ['10', 1000n],
  ['10.0', 1000n],
  ['10.00', 1000n],
  ['0.01', 1n],
  ['999999999.99', 99999999999n],
  ['10.001', null],
  ['1234567890', null],
  ['.5', null],
  ['5.', null],
  ['-5', null],
  ['+5', null],
  ['1,000', null],
  ['1e3', null],
  [' 5', null],
  ['５', null],
  ['', null],
])('"%s" yuan are %s fen', (money, fen) => {
  expect(fenOf(money)).toBe(fen);
});

describe('an order number', () => {
  it('is the id without dashes, which every site takes, and leads back', () => {
    expect(orderNumber(orderId)).toMatch(/^[0-9a-f]{32}$/);
    expect(orderIdOf(orderNumber(orderId))).toBe(orderId);
  });

  it.each(['', 'CR-1', 'f'.repeat(31), 'F'.repeat(32), `${'0'.repeat(32)}0`])('"%s" is not ours', (number) => {
    expect(orderIdOf(number)).toBeNull();
  });
});

it('a name is cut at 127 bytes and never within a character', () => {
  expect(cutName('会员'.repeat(30))).toBe(`${'会员'.repeat(21)}`);
  expect(Buffer.byteLength(cutName(`a${'😀'.repeat(40)}`))).toBe(125);
  expect(cutName('a\nb')).toBe('a b');
  expect(cutName('100 credits')).toBe('100 credits');
});
