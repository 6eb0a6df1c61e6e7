import { type Answer, type Asked, json } from '../listener.ts';
import { keyedMerchant } from './checks.ts';
import { EPayError } from './errors.ts';
import { paramsOf } from './form.ts';
import type { Merchant } from './merchant.ts';
import { yuanOf } from './money.ts';
import { moneyText, type Order, platformTime, refundedFen } from './order.ts';
import { orderOf, type Platform } from './platform.ts';
import { requestRefund } from './refunds.ts';
import type { Params } from './signature.ts';

type Fields = Record<string, unknown>;
type Act = (platform: Platform, merchant: Merchant, params: Params) => Fields;

const PAGE_MAX = 50;

/** Newest first. */
export function ordersOf(platform: Platform, { pid }: Merchant): Order[] {
  return platform.orders
    .all()
    .reverse()
    .filter((order) => order.pid === pid);
}

export function pageOf(orders: Order[], params: Params): Order[] {
  const limit = Math.min(Math.max(Number.parseInt(params.limit ?? '10', 10) || 10, 1), PAGE_MAX);
  const page = Math.max(Number.parseInt(params.page ?? '1', 10) || 1, 1);
  return orders.slice((page - 1) * limit, page * limit);
}

function orderFields(platform: Platform, order: Order): Fields {
  return {
    trade_no: order.tradeNo,
    out_trade_no: order.outTradeNo,
    api_trade_no: order.status === 'paid' ? `4200${order.tradeNo}` : '',
    type: order.type ?? '',
    pid: Number(order.pid),
    addtime: platformTime(order.addTime),
    endtime: order.endTime ? platformTime(order.endTime) : null,
    name: order.name,
    money: moneyText(order, platform.quirks),
    status: order.status === 'paid' ? 1 : 0,
    param: order.param ?? '',
    buyer: order.status === 'paid' ? 'payer@example.com' : '',
  };
}

export function askedOrder(platform: Platform, { pid }: Merchant, params: Params): Order {
  const order = orderOf(platform, pid, params.trade_no, params.out_trade_no);
  if (!order) throw new EPayError('订单号不存在', platform.quirks.unknownOrderCode);
  return order;
}

function merchantFields(platform: Platform, merchant: Merchant): Fields {
  const orders = ordersOf(platform, merchant);
  const takenOn = (daysAgo: number) => {
    const day = platformTime(new Date(platform.now().getTime() - daysAgo * 86_400_000)).slice(0, 10);
    return orders.filter(({ addTime }) => platformTime(addTime).startsWith(day)).length;
  };
  const earned = orders.reduce((sum, order) => sum + (order.status === 'paid' ? order.fen - refundedFen(order) : 0), 0);
  return {
    pid: Number(merchant.pid),
    key: merchant.key,
    active: 1,
    money: yuanOf(earned),
    type: 1,
    account: 'merchant@example.com',
    username: 'Merchant',
    orders: orders.length,
    order_today: takenOn(0),
    order_lastday: takenOn(1),
  };
}

const acts: Record<string, Act> = {
  query: (platform, merchant) => ({ code: 1, ...merchantFields(platform, merchant) }),
  order: (platform, merchant, params) => {
    return { code: 1, msg: 'succ', ...orderFields(platform, askedOrder(platform, merchant, params)) };
  },
  orders: (platform, merchant, params) => {
    const page = pageOf(ordersOf(platform, merchant), params);
    return { code: 1, msg: '查询订单记录成功！', data: page.map((order) => orderFields(platform, order)) };
  },
  settle: () => ({ code: 1, msg: '查询结算记录成功！', data: [] }),
  refund: (platform, merchant, params) => {
    if (!params.money) throw new EPayError('退款金额不能为空');
    const { fen } = requestRefund(platform, askedOrder(platform, merchant, params), params.money);
    return { code: platform.quirks.refundCodeZero ? 0 : 1, msg: `退款成功！退款金额¥${yuanOf(fen)}` };
  },
};

function asStrings(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asStrings(inner)]));
}

function apiAnswer(platform: Platform, fields: Fields): Answer {
  return json(platform.quirks.numbersAsStrings ? asStrings(fields) : fields);
}

/** `api.php`: queries and refunds, with the key in clear. */
export function api(platform: Platform, asked: Asked): Answer {
  const params = paramsOf(asked);
  const { act = '' } = params;
  const answer = Object.hasOwn(acts, act) ? acts[act] : undefined;
  if (!answer) throw new EPayError('No Act!', -5);
  return apiAnswer(platform, answer(platform, keyedMerchant(platform, params), params));
}
