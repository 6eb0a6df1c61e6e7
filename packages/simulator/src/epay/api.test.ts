import { expect, test } from 'vitest';
import { merchant, type Scene, scene, signed } from './platform.fixture.ts';
import type { Params } from './signature.ts';

function asker({ platform }: Scene) {
  return async (act: string, more: Params = {}) => {
    const query = new URLSearchParams({ act, pid: merchant.pid, key: merchant.key, ...more });
    return (await (await fetch(`${platform.base}api.php?${query}`)).json()) as Params;
  };
}

async function withOrder(options = {}) {
  const at = new Date('2026-11-20T16:30:05Z');
  const all = await scene({ now: () => at, ...options });
  await all.post('mapi.php', signed(all.order()));
  return { ...all, ask: asker(all) };
}

test('act=order: unpaid, then paid, in the time of China', async () => {
  const { platform, ask } = await withOrder();
  const unpaid = await ask('order', { out_trade_no: 'T1' });
  expect(unpaid).toMatchObject({
    code: 1,
    pid: 1001,
    status: 0,
    money: '12.5',
    addtime: '2026-11-21 00:30:05',
    endtime: null,
  });
  platform.pay('T1');
  const paid = await ask('order', { out_trade_no: 'unknown', trade_no: unpaid.trade_no! });
  expect(paid).toMatchObject({ status: 1, out_trade_no: 'T1', endtime: '2026-11-21 00:30:05' });
  platform.quirks.numbersAsStrings = true;
  expect(await ask('order', { out_trade_no: 'T1' })).toMatchObject({ code: '1', status: '1', pid: '1001' });
});

test('the key is checked, and what is unknown has its code', async () => {
  const { platform, ask } = await withOrder();
  expect(await ask('order', { key: 'wrong', out_trade_no: 'T1' })).toMatchObject({ code: -3, msg: '商户密钥错误' });
  expect(await ask('order', { pid: '1002', out_trade_no: 'T1' })).toMatchObject({ code: -3 });
  expect(await ask('order', { out_trade_no: 'T2' })).toEqual({ code: -1, msg: '订单号不存在' });
  platform.quirks.unknownOrderCode = 0;
  expect(await ask('order', { out_trade_no: 'T2' })).toMatchObject({ code: 0 });
  expect(await ask('constructor')).toEqual({ code: -5, msg: 'No Act!' });
});

test('act=orders, query and settle', async () => {
  const { platform, ask, post, order } = await withOrder();
  for (const number of ['T2', 'T3']) await post('mapi.php', signed(order({ out_trade_no: number })));
  platform.pay('T3');
  const page = (await ask('orders', { limit: '2', page: '2' })) as unknown as { data: Params[] };
  expect(page.data.map(({ out_trade_no }) => out_trade_no)).toEqual(['T1']);
  expect(await ask('query')).toMatchObject({
    code: 1,
    active: 1,
    money: '12.50',
    orders: 3,
    order_today: 3,
    order_lastday: 0,
  });
  expect(await ask('settle')).toMatchObject({ code: 1, data: [] });
});

test('act=refund: partial, then the rest, never more', async () => {
  const { platform, post } = await withOrder();
  const give = async (money: string) => {
    const { pid, key } = merchant;
    return (await post('api.php?act=refund', { pid, key, out_trade_no: 'T1', money })).json();
  };
  expect(await give('5')).toMatchObject({ code: -1, msg: '订单未支付' });
  platform.pay('T1');
  expect(await give('5')).toMatchObject({ code: 1 });
  expect(await give('7.51')).toMatchObject({ msg: '退款金额大于可退金额' });
  platform.quirks.refundCodeZero = true;
  expect(await give('7.5')).toMatchObject({ code: 0 });
  platform.quirks.refundDisabled = true;
  expect(await give('1')).toMatchObject({ code: -1, msg: '商户未开启退款功能' });
});

test('the controls over HTTP', async () => {
  const { platform, shop } = await withOrder();
  const control = (path: string, body: unknown) =>
    fetch(`${platform.base}_simulate/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect(await (await control('pay', { out_trade_no: 'T1', money: '1.00' })).json()).toEqual({ ok: true });
  await control('flush', {});
  expect(shop.arrived[0]?.query.get('money')).toBe('1.00');
  expect(await (await control('refund', { out_trade_no: 'T1', money: '2' })).json()).toMatchObject({ fen: 200 });
  expect(await (await control('quirks', { notifyMethod: 'POST' })).json()).toMatchObject({ notifyMethod: 'POST' });
  expect(await (await control('faults', { duplicates: 2, tamper: true })).json()).toMatchObject({
    duplicates: 2,
    tamper: true,
  });
  for (const [path, body] of [
    ['pay', { out_trade_no: 'T9' }],
    ['pay', {}],
    ['refund', { out_trade_no: 'T1', money: '100' }],
    ['quirks', { notifyMethod: 'PUT' }],
    ['quirks', { toString: 1 }],
    ['faults', { dropRate: 2 }],
    ['faults', { nope: 1 }],
    ['pay-elsewhere', { out_trade_no: 'T1', pid: '77' }],
  ] as const) {
    const refused = await control(path, body);
    expect([path, refused.status]).toEqual([path, 400]);
    expect(await refused.json()).toHaveProperty('error');
  }
  expect((await control('nope', {})).status).toBe(404);
});
