import { type Answer, type Asked, json } from '../listener.ts';
import { acceptOrder } from './accept.ts';
import { askedOrder, ordersOf, pageOf } from './api.ts';
import { rsaMerchant } from './checks.ts';
import { EPayError } from './errors.ts';
import { paramsOf } from './form.ts';
import type { Merchant } from './merchant.ts';
import { yuanOf } from './money.ts';
import { moneyText, type Order, platformTime, type Refund, refundedFen } from './order.ts';
import type { Platform } from './platform.ts';
import { requestRefund } from './refunds.ts';
import { type Params, rsaSignature } from './signature.ts';

type Fields = Record<string, unknown>;
type Call = (platform: Platform, merchant: Merchant, params: Params) => Fields;

const payKinds: Record<string, string> = {
  web: 'jump',
  jump: 'jump',
  scan: 'qrcode',
  jsapi: 'jsapi',
  app: 'app',
  applet: 'urlscheme',
};

/** 0 unpaid, 1 paid, 2 refunded. */
function stateOf(order: Order): number {
  if (order.status !== 'paid') return 0;
  return refundedFen(order) === order.fen ? 2 : 1;
}

function orderFields(platform: Platform, order: Order): Fields {
  return {
    trade_no: order.tradeNo,
    out_trade_no: order.outTradeNo,
    api_trade_no: order.status === 'paid' ? `4200${order.tradeNo}` : '',
    type: order.type ?? '',
    pid: Number(order.pid),
    addtime: platformTime(order.addTime),
    endtime: order.endTime ? platformTime(order.endTime) : '',
    name: order.name,
    money: moneyText(order, platform.quirks),
    refundmoney: yuanOf(refundedFen(order)),
    status: stateOf(order),
    param: order.param ?? '',
    buyer: order.status === 'paid' ? 'payer@example.com' : '',
    clientip: order.clientip ?? '',
  };
}

function create(platform: Platform, _merchant: Merchant, params: Params): Fields {
  const { method = 'web' } = params;
  const kind = Object.hasOwn(payKinds, method) ? payKinds[method] : undefined;
  if (!kind) throw new EPayError('接口类型不存在');
  const { tradeNo } = acceptOrder(platform, params, 'RSA', ['type', 'clientip']);
  const page = `${platform.base}cashier/${tradeNo}`;
  const opened = kind === 'urlscheme' || kind === 'app';
  const info = opened ? `epay-simulator://pay?url=${encodeURIComponent(page)}` : page;
  return { trade_no: tradeNo, pay_type: kind, pay_info: kind === 'jsapi' ? JSON.stringify({ url: page }) : info };
}

function refundFields(order: Order, { refundNo, outRefundNo, fen, done }: Refund): Fields {
  return {
    trade_no: order.tradeNo,
    out_trade_no: order.outTradeNo,
    refund_no: refundNo,
    out_refund_no: outRefundNo ?? '',
    money: yuanOf(fen),
    status: done ? 1 : 0,
  };
}

function refund(platform: Platform, merchant: Merchant, params: Params): Fields {
  if (!params.money) throw new EPayError('退款金额不能为空');
  const order = askedOrder(platform, merchant, params);
  return refundFields(order, requestRefund(platform, order, params.money, params.out_refund_no || undefined));
}

function refundQuery(platform: Platform, { pid }: Merchant, params: Params): Fields {
  const wanted = (one: Refund) =>
    params.refund_no ? one.refundNo === params.refund_no : one.outRefundNo === params.out_refund_no;
  const order = platform.orders.find((one) => one.pid === pid && one.refunds.some(wanted));
  const found = order?.refunds.find(wanted);
  if (!order || !found) throw new EPayError('退款单号不存在');
  const fields = refundFields(order, found);
  found.done = true;
  return fields;
}

function close(platform: Platform, merchant: Merchant, params: Params): Fields {
  const order = askedOrder(platform, merchant, params);
  if (order.status === 'paid') throw new EPayError('订单已支付');
  order.status = 'closed';
  return {};
}

function info(platform: Platform, merchant: Merchant): Fields {
  const orders = ordersOf(platform, merchant);
  const earned = orders.reduce((sum, order) => sum + (order.status === 'paid' ? order.fen - refundedFen(order) : 0), 0);
  return { pid: Number(merchant.pid), status: 1, pay_status: 1, money: yuanOf(earned), order_num: orders.length };
}

const calls: Record<string, Call> = {
  'api/pay/create': create,
  'api/pay/query': (platform, merchant, params) => orderFields(platform, askedOrder(platform, merchant, params)),
  'api/pay/refund': refund,
  'api/pay/refundquery': refundQuery,
  'api/pay/close': close,
  'api/merchant/info': info,
  'api/merchant/orders': (platform, merchant, params) => {
    const page = pageOf(ordersOf(platform, merchant), params);
    return { data: page.map((order) => orderFields(platform, order)) };
  },
};

/** Lists are not part of what is signed. */
function signed(platform: Platform, fields: Fields): Fields {
  const timestamp = String(Math.floor(platform.now().getTime() / 1000));
  const reply: Fields = { ...fields, timestamp };
  const plain = Object.entries(reply).filter(([, value]) => typeof value !== 'object');
  const params = Object.fromEntries(plain.map(([name, value]) => [name, String(value)]));
  return { ...reply, sign: rsaSignature(params, platform.privateKey), sign_type: 'RSA' };
}

/** The newer interface: requests and replies signed with RSA, success is `code` 0. Null for a path it has not. */
export function rsaApi(platform: Platform, path: string, asked: Asked): Answer | null {
  const call = Object.hasOwn(calls, path) ? calls[path] : undefined;
  if (!call) return null;
  if (asked.method !== 'POST') throw new EPayError('请使用POST方式提交');
  const params = paramsOf(asked);
  const merchant = rsaMerchant(platform, params);
  return json(signed(platform, { code: 0, msg: 'success', ...call(platform, merchant, params) }));
}
