import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '../../../../../tools/testing/callers.ts';
import { signUp, type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { asOwner } from '../callback.fixture.ts';
import { merchant, noticeOf, otherMerchant, tellNotice, traces } from './notice.fixture.ts';
import { orderNumber } from './order-number.ts';
import { md5Signature } from './signature.ts';

let server: TestServer;
let id: string;

beforeAll(async () => {
  const epay = { baseUrl: 'http://127.0.0.1:2/', pid: merchant.pid, key: merchant.key };
  server = await testServer({ listen: true, config: { payments: { epay } } });
  const { cookie } = await signUp(server.app);
  const wish = { amount: '12.50', provider: 'epay', method: 'alipay' };
  const { body } = await personOf(server, cookie).post<{ order: { id: string } }>(
    '/api/payments/create',
    wish,
    newId(),
  );
  id = body.order.id;
});

afterAll(() => server.close());

const owner = <Row>(query: string) => asOwner<Row>(server.databaseUrl, query);

describe('forged notices', () => {
  type Forgery = (genuine: URLSearchParams, id: string) => URLSearchParams | string;
  const changed =
    (name: string, value: string): Forgery =>
    (genuine) => {
      const forged = new URLSearchParams(genuine);
      forged.set(name, value);
      return forged;
    };
  const without =
    (name: string): Forgery =>
    (genuine) => {
      const forged = new URLSearchParams(genuine);
      forged.delete(name);
      return forged;
    };
  const resigned =
    (changes: Record<string, string>, key: string): Forgery =>
    (genuine) => {
      const fields = new Map([...genuine, ...Object.entries(changes)]);
      fields.set('sign', md5Signature(fields, key));
      return new URLSearchParams([...fields]);
    };
  const forgeries: [name: string, forge: Forgery][] = [
    ['a larger sum', changed('money', '1250.00')],
    ['a smaller sum', changed('money', '0.01')],
    ['the sum written otherwise', changed('money', '12.5')],
    ['another order', changed('out_trade_no', orderNumber(newId()))],
    ['another trade', changed('trade_no', '1')],
    ['another way of paying', changed('type', 'wxpay')],
    ['another status', changed('trade_status', 'TRADE_CLOSED')],
    ['another name', changed('name', '9999 credits')],
    ['another merchant', changed('pid', otherMerchant.pid)],
    ['a field more', changed('param', 'x')],
    ['a field less', without('name')],
    ['no merchant', without('pid')],
    ['no sum', without('money')],
    ['no status', without('trade_status')],
    ['no signature', without('sign')],
    ['an empty signature', changed('sign', '')],
    ['a short signature', changed('sign', 'abc')],
    ['a long signature', changed('sign', 'a'.repeat(5000))],
    ['a signature of zeroes', changed('sign', '0'.repeat(32))],
    ['a signature that is no ASCII', changed('sign', 'é'.repeat(16))],
    [
      'the RSA type in front of nothing',
      (genuine) => changed('sign_type', 'RSA')(without('sign')(genuine, '') as URLSearchParams, ''),
    ],
    ['the signature of another merchant', resigned({}, otherMerchant.key)],
    ['another merchant’s genuine notice', resigned({ pid: otherMerchant.pid }, otherMerchant.key)],
    ['an empty key', resigned({}, '')],
    ['the key "undefined"', resigned({}, 'undefined')],
    ['the sum twice', (genuine) => `${genuine}&money=1250.00`],
    ['the sum twice, first the wrong one', (genuine) => `money=1250.00&${genuine}`],
    ['the signature twice', (genuine) => `${genuine}&sign=${genuine.get('sign')}`],
    ['nothing at all', () => ''],
    ['something else entirely', () => '%00%ff=%fe&&&=&==&sign'],
    ['a signed sum that is none', resigned({ money: '12.500' }, merchant.key)],
    ['a signed sum below zero', resigned({ money: '-12.50' }, merchant.key)],
  ];

  it.each(forgeries)('with %s leave nothing but a rejected row', async (_, forge) => {
    const before = await traces(server.databaseUrl);
    const rejected = () => owner(`select id from farebox.provider_events where state = 'rejected'`);
    const kept = (await rejected()).length;
    expect(await tellNotice(server.url, forge(noticeOf(id), id))).toMatch(/^40[01] fail$/);
    expect(await traces(server.databaseUrl)).toEqual(before);
    expect(await rejected()).toHaveLength(kept + 1);
  });

  it('do not take the genuine one’s place', async () => {
    expect(await tellNotice(server.url, noticeOf(id))).toBe('200 success');
    const rows = await owner(`select state from farebox.provider_events where state <> 'rejected'`);
    expect(rows).toEqual([{ state: 'processed' }]);
  });
});
