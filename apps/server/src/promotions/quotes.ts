import { formatCredits, formatMoney } from '@farebox/kit';
import type { Db } from '../database/index.ts';
import { guessing } from './attempts.ts';
import {
  type Discount,
  formatPercent,
  type Mismatch,
  mismatchOf,
  type Purchase,
  type Reduced,
  reduce,
} from './discount.ts';
import { findDiscountByCode } from './discount-store.ts';
import { refuseUsedUp } from './discount-uses.ts';
import { promotionErrors } from './errors.ts';
import { usageOf } from './use-store.ts';

export interface QuoteRequest extends Purchase {
  /** As it was typed: any case. */
  code: string;
  userId: string;
  now: Date;
  /** Of the caller: wrong codes are counted for it too. */
  address?: string | null;
}

export interface Discounted extends Reduced {
  discountId: string;
  /** What was given, for the order's snapshot: later edits of the discount do not change it. */
  snapshot: Record<string, unknown>;
}

const sentences: Record<Mismatch, string> = {
  kind: 'This discount is for another kind of purchase.',
  plan: 'This discount is for other plans.',
  currency: 'This discount is for another currency.',
  min_amount: 'The amount is too small for this discount.',
  first_purchase: 'This discount is for the first purchase.',
  nothing_to_give: 'This discount takes nothing off this purchase.',
};

/**
 * What a discount makes of a purchase; nothing is kept but the count of wrong codes, so `db` is no transaction. Throws
 * `discount_not_found` (404, for one that has not begun too), `discount_expired`, `discount_not_applicable` (with
 * `details.reason`), `discount_used_up` (409) and, after too many wrong codes, `too_many_requests` (429).
 */
export async function quoteDiscount(db: Db, request: QuoteRequest): Promise<Discounted> {
  const { userId, now, address = null } = request;
  const discount = await guessing(db, { kind: 'discount', userId, address, now }, async (tx) => {
    const found = await findDiscountByCode(tx, readDiscountCode(request.code));
    return found && (found.startsAt === null || found.startsAt <= now) ? found : null;
  });
  if (!discount) throw promotionErrors.discount_not_found();
  if (!discount.active || (discount.endsAt && discount.endsAt <= now)) throw promotionErrors.discount_expired();
  refuseMismatch(discount, request);
  refuseUsedUp(discount, await usageOf(db, discount, { userId, orderId: null }));
  const reduced = reduce(discount, request);
  return { ...reduced, discountId: discount.id, snapshot: snapshotOf(discount, request, reduced) };
}

/** In upper case, without what a paste brings along. */
export function readDiscountCode(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

function refuseMismatch(discount: Discount, purchase: Purchase): void {
  const reason = mismatchOf(discount, purchase);
  if (reason === null) return;
  const { currency, minAmountMinor } = discount;
  const details =
    reason === 'min_amount' && minAmountMinor !== null
      ? { minAmount: formatMoney(minAmountMinor, purchase.minorUnits), currency }
      : {};
  throw promotionErrors.discount_not_applicable({ reason, ...details }, sentences[reason]);
}

function snapshotOf(
  { id, code, kind, basisPoints }: Discount,
  purchase: Purchase,
  { discountMinor, credits }: Reduced,
): Record<string, unknown> {
  return {
    id,
    code,
    kind,
    percent: basisPoints === null ? null : formatPercent(basisPoints),
    discount: formatMoney(discountMinor, purchase.minorUnits),
    bonusCredits: formatCredits(credits - purchase.credits),
  };
}
