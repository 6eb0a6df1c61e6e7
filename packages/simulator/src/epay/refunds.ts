import { EPayError } from './errors.ts';
import { fenOf } from './money.ts';
import { type Order, type Refund, refundedFen } from './order.ts';
import { nextNumber, type Platform } from './platform.ts';

/**
 * Gives back `money`, or all that is left. The same `outRefundNo` is the same refund; without one every call is
 * another. The merchant is not told: EPay has no callback of refunds.
 */
export function refundOrder(platform: Platform, order: Order, money?: string, outRefundNo?: string): Refund {
  const known = outRefundNo && order.refunds.find((refund) => refund.outRefundNo === outRefundNo);
  if (known) return known;
  if (order.status !== 'paid') throw new EPayError('订单未支付');
  const left = order.fen - refundedFen(order);
  const fen = money === undefined ? left : fenOf(money);
  if (fen === null || fen === 0) throw new EPayError('退款金额不合法');
  if (fen > left) throw new EPayError('退款金额大于可退金额');
  const refundNo = nextNumber(platform);
  const refund = { refundNo, outRefundNo: outRefundNo ?? null, fen, done: !platform.quirks.slowRefunds };
  order.refunds.push(refund);
  return refund;
}

/** A merchant's wish for a refund. */
export function requestRefund(platform: Platform, order: Order, money?: string, outRefundNo?: string): Refund {
  if (platform.quirks.refundDisabled) throw new EPayError('商户未开启退款功能');
  return refundOrder(platform, order, money, outRefundNo);
}
