import { isId } from '@farebox/kit';

/** Our order's id as the site's `out_trade_no`: sites promise 32 characters, a UUID without its dashes has as many. */
export function orderNumber(orderId: string): string {
  return orderId.replaceAll('-', '');
}

/** Back again; null for a number that is not one of ours. */
export function orderIdOf(number: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(number);
  const id = parts?.slice(1).join('-');
  return isId(id) ? id : null;
}
