import { expect, test } from 'vitest';
import { plain } from '../shop.fixture.ts';
import { md5Signature } from './index.ts';
import { merchant, scene, second, signed } from './platform.fixture.ts';
import type { Params } from './signature.ts';

const fields = (query: URLSearchParams) => Object.fromEntries(query);

test.each(['POST', 'GET'])('submit.php by %s: pay, callback, back to the shop', async (method) => {
  const { platform, shop, order } = await scene();
  const params = new URLSearchParams(signed(order({ param: 'user_42' })));
  const page =
    method === 'GET'
      ? await fetch(`${platform.base}submit.php?${params}`)
      : await fetch(`${platform.base}submit.php`, { method, body: params });
  const html = await page.text();
  expect(html).toContain('¥ 12.50');
  const action = /action="([^"]+\/pay\?type=alipay)"/.exec(html)?.[1] ?? '';
  const back = await fetch(action, { method: 'POST', redirect: 'manual' });
  await platform.courier.flush();
  const notified = fields(shop.arrived[0]!.query);
  expect(notified).toMatchObject({
    pid: '1001',
    out_trade_no: 'T1',
    type: 'alipay',
    name: '100 credits + 会员',
    money: '12.5',
    trade_status: 'TRADE_SUCCESS',
    param: 'user_42',
    sign_type: 'MD5',
  });
  expect(notified.sign).toBe(md5Signature(notified, merchant.key));
  const returned = new URL(back.headers.get('location') ?? '');
  expect(returned.origin + returned.pathname).toBe(`${shop.url}/return`);
  expect(fields(returned.searchParams)).toEqual(notified);
});

test('leaving tells nobody', async () => {
  const { platform, shop, order, post } = await scene();
  const html = await (await post('submit.php', signed(order({ type: '' })))).text();
  expect(html).toContain('Pay with WeChat Pay');
  const action = /action="([^"]+\/leave)"/.exec(html)?.[1] ?? '';
  const back = await fetch(action, { method: 'POST', redirect: 'manual' });
  expect(back.headers.get('location')).toBe(`${shop.url}/return`);
  await platform.courier.flush();
  expect(shop.arrived).toEqual([]);
  expect(platform.order('T1').status).toBe('unpaid');
});

test.each([
  { why: 'a wrong signature', change: (params: Params) => ({ ...params, money: '1.00' }), says: '签名校验失败' },
  { why: 'an unknown merchant', change: (params: Params) => ({ ...params, pid: '9' }), says: '商户不存在' },
  { why: 'no name', change: ({ name: _, ...params }: Params) => signed(params), says: 'name不能为空' },
  { why: 'three decimals', change: (params: Params) => signed({ ...params, money: '1.001' }), says: '金额不合法' },
  { why: 'nothing to pay', change: (params: Params) => signed({ ...params, money: '0.00' }), says: '金额不合法' },
  { why: 'an unknown type', change: (params: Params) => signed({ ...params, type: 'cash' }), says: '支付方式不存在' },
  {
    why: 'no address',
    change: (params: Params) => signed({ ...params, notify_url: 'x' }),
    says: 'notify_url格式不正确',
  },
])('$why is refused, on a page and in JSON', async ({ change, says }) => {
  const { platform, order, post } = await scene();
  const params = change(signed(order()));
  expect(await (await post('submit.php', params)).text()).toContain(says);
  const reply = (await (await post('mapi.php', params)).json()) as Params;
  expect(reply.code).not.toBe(1);
  expect(reply.msg).toContain(says);
  expect(platform.orders()).toEqual([]);
});

test('the same key twice is refused, and an upper-case signature is taken', async () => {
  const { platform, order, post } = await scene();
  const params = signed(order());
  const twice = await fetch(`${platform.base}mapi.php?money=1`, { method: 'POST', body: new URLSearchParams(params) });
  expect(await twice.json()).toMatchObject({ code: -1, msg: '参数重复' });
  const upper = await post('mapi.php', { ...params, sign: params.sign!.toUpperCase() });
  expect(await upper.json()).toMatchObject({ code: 1 });
});

test('mapi.php answers with one way to pay, by device, and needs the address of the payer', async () => {
  const { platform, order, post } = await scene();
  const ask = async (more: Params) => (await post('mapi.php', signed(order(more)))).json();
  expect(await ask({ clientip: '' })).toMatchObject({ code: -1, msg: 'clientip不能为空' });
  const pc = (await ask({})) as Params;
  expect(pc).toEqual({
    code: 1,
    msg: 'success',
    trade_no: pc.trade_no,
    qrcode: `${platform.base}cashier/${pc.trade_no}`,
  });
  expect(await ask({ device: 'mobile' })).toHaveProperty('payurl');
  expect(await ask({ device: 'wechat' })).toHaveProperty('urlscheme');
  platform.quirks.mapiReply = 'payurl';
  platform.quirks.numbersAsStrings = true;
  expect(await ask({})).toMatchObject({ code: '1', payurl: pc.qrcode });
});

test('a name is cut at 127 bytes, between characters', async () => {
  const { platform, order, post } = await scene();
  await post('mapi.php', signed(order({ name: '会'.repeat(60) })));
  expect(platform.order('T1').name).toBe('会'.repeat(42));
});

test('a number used again: the same order, unless its sum differs, it is paid, or the fork refuses', async () => {
  const { platform, order, post } = await scene();
  const ask = async (more: Params = {}) => (await (await post('mapi.php', signed(order(more)))).json()) as Params;
  const first = await ask();
  expect((await ask({ money: '12.50' })).trade_no).toBe(first.trade_no);
  expect(await ask({ money: '13' })).toMatchObject({ code: -1 });
  platform.quirks.refuseDuplicates = true;
  expect(await ask()).toMatchObject({ msg: '商户订单号重复' });
  platform.quirks.refuseDuplicates = false;
  platform.pay('T1');
  expect(await ask()).toMatchObject({ msg: '该订单已支付' });
});

test('callbacks are repeated until the body is exactly success; POST and extra fields are quirks', async () => {
  const quirks = { notifyMethod: 'POST', extraFields: true, moneyStyle: 'two' } as const;
  const { platform, shop, order, post } = await scene({ quirks });
  shop.answer = (_, count) => plain(count === 1 ? 'success ' : count === 2 ? 'fail' : 'success');
  await post('mapi.php', signed(order()));
  platform.pay('T1');
  await platform.courier.flush();
  expect(shop.arrived).toHaveLength(3);
  const params = fields(new URLSearchParams(shop.arrived[2]!.body));
  expect(params).toMatchObject({ money: '12.50', buyer: 'payer@example.com' });
  expect(params.sign).toBe(md5Signature(params, merchant.key));
});

test('the platform can claim another sum, type or state under a genuine signature', async () => {
  const { platform, shop, order, post } = await scene();
  await post('mapi.php', signed(order()));
  platform.pay('T1', { money: '0.01', type: 'wxpay', status: 'WAIT_BUYER_PAY' });
  await platform.courier.flush();
  const params = fields(shop.arrived[0]!.query);
  expect(params).toMatchObject({ money: '0.01', type: 'wxpay', trade_status: 'WAIT_BUYER_PAY' });
  expect(params.sign).toBe(md5Signature(params, merchant.key));
  expect(platform.order('T1').status).toBe('unpaid');
});

test("another merchant's genuine callback can be aimed at the shop", async () => {
  const { platform, shop, order, post } = await scene();
  await post('mapi.php', signed(order()));
  platform.payElsewhere('T1', second.pid);
  await platform.courier.flush();
  const params = fields(shop.arrived[0]!.query);
  expect(params).toMatchObject({ pid: second.pid, out_trade_no: 'T1', money: '12.5' });
  expect(params.sign).toBe(md5Signature(params, second.key));
  expect(platform.order('T1', merchant.pid).status).toBe('unpaid');
});

test('a query string in the address: joined with &, or blindly with ?', async () => {
  const { platform, shop, order, post } = await scene();
  await post('mapi.php', signed(order({ notify_url: `${shop.url}/notify?a=1` })));
  platform.pay('T1');
  await platform.courier.flush();
  platform.quirks.blindQuestionMark = true;
  platform.pay('T1');
  await platform.courier.flush();
  expect(shop.arrived.map(({ query }) => query.get('a'))).toEqual(['1', '1?pid=1001']);
});

test('it can be installed in a folder', async () => {
  const { platform, order, post } = await scene({ folder: 'pay/' });
  expect(platform.base).toMatch(/\/pay\/$/);
  expect(await (await post('mapi.php', signed(order()))).json()).toMatchObject({ code: 1 });
  expect((await fetch(new URL('/mapi.php', platform.base))).status).toBe(404);
});
