import { EPayError } from './errors.ts';
import { fenOf } from './money.ts';
import { cutName, type Interface, type Order } from './order.ts';
import { nextNumber, orderOf, type Platform } from './platform.ts';
import type { Params } from './signature.ts';

/** The ways to pay that the platform offers. */
export const payTypes: Record<string, string> = {
  alipay: 'Alipay',
  wxpay: 'WeChat Pay',
  qqpay: 'QQ Wallet',
  bank: 'UnionPay',
  jdpay: 'JD Pay',
  usdt: 'USDT',
};

function required(params: Params, name: string): string {
  const value = params[name];
  if (!value) throw new EPayError(`${name}不能为空`);
  return value;
}

function address(params: Params, name: string): string {
  const text = required(params, name);
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new EPayError(`${name}格式不正确`);
  return text;
}

function sameAgain(platform: Platform, order: Order, fen: number): Order {
  if (platform.quirks.refuseDuplicates) throw new EPayError('商户订单号重复');
  if (order.status === 'paid') throw new EPayError('该订单已支付');
  if (order.status === 'closed') throw new EPayError('该订单已关闭');
  if (order.fen !== fen) throw new EPayError('该订单号已存在且金额不一致');
  return order;
}

/** Takes an order whose signature was found right. The same number with the same sum is the same order until it is paid. */
export function acceptOrder(platform: Platform, params: Params, signType: Interface, needs: string[] = []): Order {
  for (const name of needs) required(params, name);
  const outTradeNo = required(params, 'out_trade_no');
  const pid = required(params, 'pid');
  const money = required(params, 'money');
  const fen = fenOf(money);
  if (fen === null) throw new EPayError('金额不合法');
  if (!/^[\w.|-]{1,64}$/.test(outTradeNo)) throw new EPayError('商户订单号格式不正确');
  const type = params.type || null;
  if (type && !Object.hasOwn(payTypes, type)) throw new EPayError('支付方式不存在');
  const known = orderOf(platform, pid, undefined, outTradeNo);
  if (known) return sameAgain(platform, known, fen);
  const tradeNo = nextNumber(platform);
  const notifyUrl = address(params, 'notify_url');
  const returnUrl = params.return_url ? address(params, 'return_url') : null;
  const texts = { name: cutName(required(params, 'name')), param: params.param ?? null };
  const addresses = { notifyUrl, returnUrl, clientip: params.clientip ?? null };
  const begin = { signType, status: 'unpaid' as const, addTime: platform.now(), endTime: null, refunds: [] };
  return platform.orders.put(tradeNo, { tradeNo, pid, outTradeNo, type, fen, money, ...texts, ...addresses, ...begin });
}
