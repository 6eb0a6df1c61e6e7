import { shortYuanOf, yuanOf } from './money.ts';
import type { Quirks } from './quirks.ts';

export type Interface = 'MD5' | 'RSA';

export interface Refund {
  refundNo: string;
  outRefundNo: string | null;
  fen: number;
  done: boolean;
}

/** A merchant's order as the platform keeps it. */
export interface Order {
  tradeNo: string;
  pid: string;
  outTradeNo: string;
  /** Null until the payer chose one on the cashier page. */
  type: string | null;
  /** Cut at 127 bytes. */
  name: string;
  fen: number;
  /** The sum as the merchant wrote it. */
  money: string;
  /** As sent, an empty one too; null when it was not. */
  param: string | null;
  notifyUrl: string;
  returnUrl: string | null;
  clientip: string | null;
  /** The interface it came by decides how its callbacks are signed. */
  signType: Interface;
  status: 'unpaid' | 'paid' | 'closed';
  addTime: Date;
  endTime: Date | null;
  refunds: Refund[];
}

const NAME_BYTES_MAX = 127;

/** Whole characters, as many as fit into 127 bytes. */
export function cutName(name: string): string {
  let bytes = 0;
  let cut = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > NAME_BYTES_MAX) return cut;
    cut += character;
  }
  return cut;
}

/** `2026-11-20 17:05:09` in China, as platforms write it. */
export function platformTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The sum in the style of the fork. */
export function moneyText(order: Order, { moneyStyle }: Quirks): string {
  if (moneyStyle === 'sent') return order.money;
  return moneyStyle === 'short' ? shortYuanOf(order.fen) : yuanOf(order.fen);
}

/** Fen that were given back, or are about to be. */
export function refundedFen(order: Order): number {
  return order.refunds.reduce((sum, { fen }) => sum + fen, 0);
}
