import type { Transaction } from '../database/index.ts';
import type { Discount } from './discount.ts';
import { lockDiscount } from './discount-store.ts';
import { promotionErrors } from './errors.ts';
import { consumeUse, releaseUse, reserveUse, type Usage, usageOf } from './use-store.ts';

/**
 * Takes one use for an order, in the transaction that writes the order and after it. Whoever reserves locks the
 * discount, so its limits hold however many order at once; done again for the same order it is done once. Throws
 * `discount_used_up`, `discount_expired` (it was switched off meanwhile), `discount_not_applicable` (409),
 * `discount_not_found` (404).
 */
export async function reserveDiscount(
  tx: Transaction,
  order: { discountId: string; orderId: string; userId: string },
): Promise<void> {
  const discount = await lockDiscount(tx, order.discountId);
  if (!discount) throw promotionErrors.discount_not_found({ id: order.discountId });
  if (!discount.active) throw promotionErrors.discount_expired();
  refuseUsedUp(discount, await usageOf(tx, discount, order));
  await reserveUse(tx, order);
}

/**
 * Gives the use of an order back that ended unpaid. Does nothing for an order without a discount, nor for one that was
 * paid. Locks no discount, so an expiry of many orders at once waits for nobody.
 */
export async function releaseDiscount(tx: Transaction, orderId: string): Promise<void> {
  await releaseUse(tx, orderId);
}

/**
 * The order was paid: its use is for good. One that was released counts again, even above the limits, for what was
 * sold is sold.
 */
export async function consumeDiscount(tx: Transaction, orderId: string): Promise<void> {
  await consumeUse(tx, orderId);
}

/** Throws when the discount, or this person's part of it, is used up, or is for a first purchase and this is none. */
export function refuseUsedUp(discount: Discount, { total, mine, hasPaid }: Usage): void {
  const { maxUses, maxUsesPerUser, firstPurchaseOnly } = discount;
  if (maxUses !== null && total >= maxUses) throw promotionErrors.discount_used_up();
  if (maxUsesPerUser !== null && mine >= maxUsesPerUser) {
    throw promotionErrors.discount_used_up(
      { limit: maxUsesPerUser },
      'You have used this discount as often as you may.',
    );
  }
  if (firstPurchaseOnly && (hasPaid || mine > 0)) {
    throw promotionErrors.discount_not_applicable(
      { reason: 'first_purchase' },
      'This discount is for the first purchase.',
    );
  }
}
