import { ControlError } from '../controls.ts';
import { notify, type Said } from './callback.ts';
import { takePayment } from './cashier.ts';
import { EPayError } from './errors.ts';
import type { Order, Refund } from './order.ts';
import { nextNumber, orderForControl, type Platform } from './platform.ts';
import { refundOrder } from './refunds.ts';

/** What a test or a rehearsal can make happen. Each throws `ControlError` where it cannot. */
export interface EPayHandle {
  orders(): Order[];
  order(outTradeNo: string, pid?: string): Order;
  /** The payer pays; `said` makes the platform claim something else, under a genuine signature. Again sends again. */
  pay(outTradeNo: string, said?: Said & { pid?: string }): void;
  /** The payer goes away without paying: nobody is told. */
  leave(outTradeNo: string, pid?: string): void;
  /** A refund from the platform's own pages. There is no callback. */
  refund(outTradeNo: string, money?: string, pid?: string): Refund;
  /**
   * Another merchant has an order of the same number and sum paid, and sends its genuine callback to this one's
   * address. Only the check of `pid` stands against it in the newer interface.
   */
  payElsewhere(outTradeNo: string, pid: string): void;
}

function payElsewhere(platform: Platform, outTradeNo: string, pid: string): void {
  if (!platform.merchants.has(pid)) throw new ControlError(`There is no merchant ${pid}.`);
  const order = platform.orders.find((one) => one.outTradeNo === outTradeNo && one.pid !== pid);
  if (!order) throw new ControlError(`No merchant but ${pid} has an order ${outTradeNo}.`);
  const tradeNo = nextNumber(platform);
  notify(platform, platform.orders.put(tradeNo, { ...order, tradeNo, pid, status: 'paid', refunds: [] }));
}

/** A refusal of the platform, asked for by a control, is a mistake of whoever asked. */
function asControl<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof EPayError ? new ControlError(error.message) : error;
  }
}

export function handleOf(platform: Platform): EPayHandle {
  const find = (outTradeNo: string, pid?: string) => orderForControl(platform, outTradeNo, pid);
  return {
    orders: () => platform.orders.all(),
    order: find,
    pay: (outTradeNo, { pid, ...said } = {}) => asControl(() => takePayment(platform, find(outTradeNo, pid), said)),
    leave: (outTradeNo, pid) => void find(outTradeNo, pid),
    refund: (outTradeNo, money, pid) => asControl(() => refundOrder(platform, find(outTradeNo, pid), money)),
    payElsewhere: (outTradeNo, pid) => payElsewhere(platform, outTradeNo, pid),
  };
}
