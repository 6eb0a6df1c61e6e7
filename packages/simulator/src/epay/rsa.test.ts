import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { rsaHolds } from './index.ts';
import { merchant, type Scene, scene, second } from './platform.fixture.ts';
import { type Params, privateKeyOf, withRsa } from './signature.ts';

function platformKey({ platform }: Scene) {
  const key = Buffer.from(platform.platformPublicKey, 'base64');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

const asTexts = (reply: object) =>
  Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, String(value)])) as Params;

async function created(more: Params = {}) {
  const all = await scene();
  const reply = await all.rsa('api/pay/create', all.order(more));
  return { ...all, reply };
}

test('create: code 0, and a reply signed by the platform', async () => {
  const all = await created();
  expect(all.reply).toMatchObject({ code: 0, pay_type: 'jump' });
  expect(rsaHolds(asTexts(all.reply), platformKey(all))).toBe(true);
  expect(await all.rsa('api/pay/create', all.order({ method: 'scan' }))).toMatchObject({ pay_type: 'qrcode' });
  expect(await all.rsa('api/pay/create', all.order({ method: 'toString' }))).toMatchObject({ code: -1 });
});

test.each([
  { why: 'too old', more: { timestamp: String(Math.floor(Date.now() / 1000) - 310) }, says: '时间戳' },
  { why: 'from the future', more: { timestamp: String(Math.floor(Date.now() / 1000) + 310) }, says: '时间戳' },
  { why: 'without a time', more: { timestamp: '' }, says: '时间戳' },
  { why: 'of another merchant', more: { pid: second.pid }, says: '签名校验失败' },
] as { why: string; more: Params; says: string }[])('a request $why is refused', async ({ more, says }) => {
  const { rsa, order } = await scene();
  const reply = await rsa('api/pay/create', { ...order(), ...more });
  expect(reply.code).not.toBe(0);
  expect(reply.msg).toContain(says);
});

test('the callback bears a fresh time on every attempt, and the return address too', async () => {
  let now = new Date();
  const all = await scene({ now: () => now });
  await all.rsa('api/pay/create', all.order());
  all.shop.answer = (_, count) => {
    now = new Date(now.getTime() + 1_000_000);
    return { status: 200, headers: {}, body: count < 2 ? 'fail' : 'success' };
  };
  all.platform.pay('T1');
  await all.platform.courier.flush();
  const [first, again] = all.shop.arrived.map(({ query }) => Object.fromEntries(query));
  expect(Number(again?.timestamp) - Number(first?.timestamp)).toBe(1000);
  for (const params of [first!, again!]) {
    expect(params).toMatchObject({ sign_type: 'RSA', trade_status: 'TRADE_SUCCESS', pid: merchant.pid });
    expect(rsaHolds(params, platformKey(all))).toBe(true);
    expect(rsaHolds({ ...params, money: '99' }, platformKey(all))).toBe(false);
  }
});

test("another merchant's callback holds under the platform's key: only its pid tells", async () => {
  const all = await created();
  all.platform.payElsewhere('T1', second.pid);
  await all.platform.courier.flush();
  const params = Object.fromEntries(all.shop.arrived[0]!.query);
  expect(params).toMatchObject({ pid: second.pid, out_trade_no: 'T1' });
  expect(rsaHolds(params, platformKey(all))).toBe(true);
});

test('submit shows the cashier page', async () => {
  const { order, post } = await scene();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const params = withRsa({ ...order(), timestamp }, privateKeyOf(merchant.privateKey));
  expect(await (await post('api/pay/submit', params)).text()).toContain('¥ 12.50');
  expect(await (await post('api/pay/submit', { ...params, money: '1' })).text()).toContain('签名校验失败');
});

test('query, refund with a constant number, refundquery', async () => {
  const { platform, rsa } = await created();
  expect(await rsa('api/pay/query', { out_trade_no: 'T1' })).toMatchObject({
    code: 0,
    status: 0,
    clientip: '203.0.113.7',
  });
  platform.pay('T1');
  expect(await rsa('api/pay/query', { out_trade_no: 'T1' })).toMatchObject({ status: 1, refundmoney: '0.00' });
  platform.quirks.slowRefunds = true;
  const wish = { out_trade_no: 'T1', money: '2.50', out_refund_no: 'R1' };
  const first = await rsa('api/pay/refund', wish);
  expect(first).toMatchObject({ code: 0, status: 0 });
  expect((await rsa('api/pay/refund', wish)).refund_no).toBe(first.refund_no);
  expect(await rsa('api/pay/refundquery', { out_refund_no: 'R1' })).toMatchObject({ status: 0 });
  expect(await rsa('api/pay/refundquery', { out_refund_no: 'R1' })).toMatchObject({ status: 1, money: '2.50' });
  await rsa('api/pay/refund', { ...wish, money: '10', out_refund_no: 'R2' });
  expect(await rsa('api/pay/query', { out_trade_no: 'T1' })).toMatchObject({ status: 2, refundmoney: '12.50' });
  expect(await rsa('api/pay/refundquery', { out_refund_no: 'R9' })).toMatchObject({ code: -1 });
  expect(await rsa('api/pay/refundquery')).toMatchObject({ code: -1 });
});

test('close: nobody can pay it any more; one that is paid stays', async () => {
  const { platform, rsa, order } = await created();
  expect(await rsa('api/pay/close', { out_trade_no: 'T1' })).toMatchObject({ code: 0 });
  expect(() => platform.pay('T1')).toThrow('该订单已关闭');
  await rsa('api/pay/create', order({ out_trade_no: 'T2' }));
  platform.pay('T2');
  expect(await rsa('api/pay/close', { out_trade_no: 'T2' })).toMatchObject({ code: -1, msg: '订单已支付' });
});

test('the merchant and its orders', async () => {
  const { platform, rsa } = await created();
  platform.pay('T1');
  expect(await rsa('api/merchant/info')).toMatchObject({ code: 0, pid: 1001, money: '12.50' });
  const { data } = (await rsa('api/merchant/orders')) as unknown as { data: Params[] };
  expect(data.map(({ out_trade_no }) => out_trade_no)).toEqual(['T1']);
  expect(await rsa('api/pay/nope')).toMatchObject({ code: -404 });
});
