import { type Answer, html, redirect } from '../listener.ts';
import { type Button, renderPage } from '../page.ts';
import { payTypes } from './accept.ts';
import { notify, returnAddress, type Said } from './callback.ts';
import { EPayError } from './errors.ts';
import { yuanOf } from './money.ts';
import { type Order, platformTime } from './order.ts';
import type { Platform } from './platform.ts';

function buttonsOf({ tradeNo, type, status }: Order): Button[] {
  if (status !== 'unpaid') return [];
  const action = `cashier/${tradeNo}`;
  const offered = type ? [type] : Object.keys(payTypes).slice(0, 3);
  const pay = offered.map((one) => ({ action: `${action}/pay?type=${one}`, label: `Pay with ${payTypes[one]}` }));
  return [...pay, { action: `${action}/leave`, label: 'Leave without paying', quiet: true }];
}

const states = { unpaid: 'Waiting for payment', paid: 'Paid', closed: 'Closed' };

/** The page on which the payer pays or leaves. */
export function cashierPage(platform: Platform, order: Order): Answer {
  const rows: [string, string][] = [
    ['For', order.name],
    ['Order', order.outTradeNo],
    ['Merchant', order.pid],
    ['Since', platformTime(order.addTime)],
    ['State', states[order.status]],
  ];
  const buttons = buttonsOf(order).map((button) => ({ ...button, action: platform.base + button.action }));
  return html(renderPage({ title: 'EPay simulator', headline: `¥ ${yuanOf(order.fen)}`, rows, buttons }));
}

/** Takes the payment and tells the merchant. Other sums or states than the order's are said, not stored. */
export function takePayment(platform: Platform, order: Order, said: Said = {}): void {
  if (order.status === 'closed') throw new EPayError('该订单已关闭');
  const succeeded = (said.status ?? 'TRADE_SUCCESS') === 'TRADE_SUCCESS';
  if (succeeded && order.status === 'unpaid') {
    order.status = 'paid';
    order.endTime = platform.now();
    order.type ??= said.type ?? 'alipay';
  }
  notify(platform, order, said);
}

/** The buttons of the page: `pay` takes the payment once, `leave` goes back without a word to the merchant. */
export function cashierAction(platform: Platform, order: Order, action: string, type: string | null): Answer {
  if (action === 'leave') return order.returnUrl ? redirect(order.returnUrl) : cashierPage(platform, order);
  if (order.status === 'unpaid' && !order.type && type && Object.hasOwn(payTypes, type)) order.type = type;
  if (order.status === 'unpaid') takePayment(platform, order);
  const back = order.status === 'paid' ? returnAddress(platform, order) : null;
  return back ? redirect(back) : cashierPage(platform, order);
}
