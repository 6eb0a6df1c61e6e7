import { parseMoney } from '../amounts.ts';
import type { ProviderPayment } from '../provider.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import type { Fields } from './fields.ts';
import { orderIdOf } from './order-number.ts';

/** Never kept: a signature is of no use later, and a site may give the key back. */
const notKept = new Set(['sign', 'sign_type', 'key']);

/** `10`, `10.0` and `10.00` yuan are all 1000 fen. Null for anything else but plain digits with two places at most. */
export function fenOf(money: string): bigint | null {
  return /^\d{1,9}(\.\d{1,2})?$/.test(money) ? parseMoney(money, 2) : null;
}

/** A paid order of the site as our payment. Null when it cannot be read. */
export function paymentOf(fields: Fields): ProviderPayment | null {
  const amountMinor = fenOf(fields.get('money') ?? '');
  const paymentId = fields.get('trade_no') ?? '';
  if (amountMinor === null || !/^[\x21-\x7e]{1,100}$/.test(paymentId)) return null;
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId: orderIdOf(fields.get('out_trade_no') ?? ''),
    paymentId,
    chargeId: null,
    amountMinor,
    currency: 'CNY',
    paidAt: timeIn(fields.get('endtime')),
    payer: null,
    raw: Object.fromEntries([...fields].filter(([name]) => !notKept.has(name))),
  };
}

/**
 * Throws for a payment made in a way that the settings do not name. Its callback is kept and tried again, so that
 * naming the way is enough to credit it. A site that does not say how it was paid gives nothing to refuse.
 */
export function requireNamedType({ types }: EPaySettings, fields: Fields): void {
  const type = fields.get('type') ?? '';
  if (type === '' || types.some((named) => named.type === type)) return;
  throw new Error(`paid by "${type.slice(0, 40)}", which is not one of the types in the settings of epay`);
}

/** Sites write `2026-11-20 17:05:09` without a zone and mean China's. */
function timeIn(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const time = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(time.getTime()) ? null : time;
}
