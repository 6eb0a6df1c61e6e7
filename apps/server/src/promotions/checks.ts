import { formatCredits, formatMoney, parseCredits, parseMoney } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { currentPlan, offeredPrices, periodCredits } from '../plans/index.ts';
import type { Purchase } from './discount.ts';
import { promotionErrors } from './errors.ts';
import { quoteDiscount, readDiscountCode } from './quotes.ts';

/** A purchase as the page asks about it: a top-up has an amount (decimal text), a plan an id. */
export interface Check {
  code: string;
  kind: 'topup' | 'plan';
  amount?: string | undefined;
  planId?: string | undefined;
  currency?: string | undefined;
}

/**
 * What a discount would make of a purchase at this moment; nothing is reserved. Throws as `quoteDiscount` does, and
 * `currency_not_offered`, `invalid_payment_amount` (400), `plan_not_found` (404).
 */
export async function checkDiscount(deps: Deps, check: Check, userId: string, address: string | null) {
  const purchase = await purchaseOf(deps, check);
  const now = deps.clock.now();
  const quote = await quoteDiscount(deps.db, { ...purchase, code: check.code, userId, now, address });
  const money = (minor: bigint) => formatMoney(minor, purchase.minorUnits);
  return {
    code: readDiscountCode(check.code),
    currency: purchase.currency,
    price: money(purchase.amountMinor),
    discount: money(quote.discountMinor),
    toPay: money(quote.amountMinor),
    credits: formatCredits(quote.credits),
    bonusCredits: formatCredits(quote.credits - purchase.credits),
  };
}

async function purchaseOf(deps: Deps, { planId, amount = '', currency }: Check): Promise<Purchase> {
  const { currencies, currency: usual } = deps.config.payments;
  const chosen = currency ?? usual;
  const offer = currencies[chosen];
  if (!offer) throw promotionErrors.currency_not_offered({ currency: chosen });
  if (planId !== undefined) return planPurchase(deps, planId, chosen);
  const { minorUnits, creditsPerUnit } = offer;
  const amountMinor = parseMoney(amount, minorUnits);
  if (!amountMinor) throw promotionErrors.invalid_payment_amount({ decimals: minorUnits, currency: chosen });
  const credits = (amountMinor * (parseCredits(creditsPerUnit) ?? 0n)) / 10n ** BigInt(minorUnits);
  return { kind: 'topup', amountMinor, currency: chosen, minorUnits, credits };
}

async function planPurchase({ db, config }: Deps, planId: string, currency: string): Promise<Purchase> {
  const plan = await currentPlan(db, planId);
  if (!plan?.active) throw promotionErrors.plan_not_found({ planId });
  const price = offeredPrices(plan.current, config.payments.currencies).find((one) => one.currency === currency);
  if (!price) throw promotionErrors.currency_not_offered({ currency });
  const { amountMinor, minorUnits } = price;
  return { kind: 'plan', planId, amountMinor, currency, minorUnits, credits: periodCredits(plan.current) };
}
