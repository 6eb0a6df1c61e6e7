import type { KeyObject } from 'node:crypto';
import { ControlError } from '../controls.ts';
import type { Courier } from '../courier.ts';
import { Shelf } from '../shelf.ts';
import { EPayError } from './errors.ts';
import type { Merchant } from './merchant.ts';
import type { Order } from './order.ts';
import type { Quirks } from './quirks.ts';

/** All that the platform knows. */
export interface Platform {
  /** Its own address with a slash at the end, once it listens. */
  base: string;
  /** Signs replies and callbacks of the newer interface, for all merchants alike. */
  privateKey: KeyObject;
  merchants: Map<string, Merchant>;
  /** By trade number. */
  orders: Shelf<Order>;
  quirks: Quirks;
  courier: Courier;
  now: () => Date;
  counter: number;
}

export function newPlatform(parts: Omit<Platform, 'base' | 'orders' | 'counter'>): Platform {
  return { ...parts, base: '', orders: new Shelf<Order>(), counter: 0 };
}

/** A number of the platform's own: the time and a counter. */
export function nextNumber(platform: Platform): string {
  platform.counter += 1;
  const time = platform.now().toISOString().replace(/\D/g, '').slice(0, 14);
  return `${time}${String(platform.counter).padStart(5, '0')}`;
}

export function merchantBy(platform: Platform, pid: string | undefined): Merchant {
  const merchant = platform.merchants.get(pid ?? '');
  if (!merchant) throw new EPayError('商户不存在', -3);
  return merchant;
}

/** By the platform's number or else the merchant's own; `trade_no` wins where both are given. */
export function orderOf(platform: Platform, pid: string, tradeNo?: string, outTradeNo?: string): Order | undefined {
  if (tradeNo) {
    const order = platform.orders.get(tradeNo);
    return order?.pid === pid ? order : undefined;
  }
  return platform.orders.find((order) => order.pid === pid && order.outTradeNo === outTradeNo);
}

/** For the controls: the order with this merchant's number, of the merchant named or of whoever has it. */
export function orderForControl(platform: Platform, outTradeNo: string, pid?: string): Order {
  const order = platform.orders.find((one) => one.outTradeNo === outTradeNo && (!pid || one.pid === pid));
  if (!order) throw new ControlError(`There is no order ${outTradeNo}.`);
  return order;
}
