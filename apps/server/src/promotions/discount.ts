import { MAX_AMOUNT } from '@farebox/kit';

/** Off the price in percent, off the price as an amount, or percent more credits for the same price. */
export type DiscountKind = 'percent' | 'amount' | 'bonus';
export type AppliesTo = 'topup' | 'plan' | 'all';

/** What a discount gives, and when. All of it may be changed later: an order keeps what it was given. */
export interface DiscountTerms {
  /** Hundredths of a percent; null for an amount. */
  basisPoints: number | null;
  /** Minor units of the discount's currency; null unless it is an amount. */
  amountMinor: bigint | null;
  /** The least price it applies to, in its currency. */
  minAmountMinor: bigint | null;
  appliesTo: AppliesTo;
  /** Only these plans; null: all of them. */
  planIds: string[] | null;
  startsAt: Date | null;
  endsAt: Date | null;
  maxUses: number | null;
  maxUsesPerUser: number | null;
  firstPurchaseOnly: boolean;
  active: boolean;
}

export interface Discount extends DiscountTerms {
  id: string;
  /** What customers type, in upper case. */
  code: string;
  kind: DiscountKind;
  /** Only for orders in this currency; null: in any. */
  currency: string | null;
  minorUnits: number | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What is bought, before any discount: minor units of its currency, micro-credits. */
export interface Purchase {
  kind: 'topup' | 'plan';
  planId?: string | undefined;
  amountMinor: bigint;
  currency: string;
  minorUnits: number;
  credits: bigint;
}

/** What is left to pay, what was taken off, and the credits with the bonus. */
export interface Reduced {
  amountMinor: bigint;
  discountMinor: bigint;
  credits: bigint;
}

/** Why a discount does not apply, as `details.reason` says it. */
export type Mismatch = 'kind' | 'plan' | 'currency' | 'min_amount' | 'first_purchase' | 'nothing_to_give';

const WHOLE = 10_000n;

/**
 * Takes the discount off. Whatever does not come out even is rounded down, a percentage of the price to a whole minor
 * unit and a bonus to a whole micro-credit: never more than was promised, never more than the price.
 */
export function reduce(
  { kind, basisPoints, amountMinor }: Pick<Discount, 'kind' | 'basisPoints' | 'amountMinor'>,
  price: Pick<Purchase, 'amountMinor' | 'credits'>,
): Reduced {
  const share = (whole: bigint) => (whole * BigInt(basisPoints ?? 0)) / WHOLE;
  if (kind === 'bonus') {
    const credits = price.credits + share(price.credits);
    return { amountMinor: price.amountMinor, discountMinor: 0n, credits };
  }
  const off = kind === 'percent' ? share(price.amountMinor) : (amountMinor ?? 0n);
  const discountMinor = off < price.amountMinor ? off : price.amountMinor;
  return { amountMinor: price.amountMinor - discountMinor, discountMinor, credits: price.credits };
}

/** Why the discount is not for this purchase; null when it is. Who buys, and how often, is not looked at here. */
export function mismatchOf(discount: Discount, purchase: Purchase): Mismatch | null {
  const { appliesTo, planIds, currency, minorUnits, minAmountMinor } = discount;
  if (appliesTo !== 'all' && appliesTo !== purchase.kind) return 'kind';
  if (planIds && !planIds.includes(purchase.planId ?? '')) return 'plan';
  if (currency && (currency !== purchase.currency || minorUnits !== purchase.minorUnits)) return 'currency';
  if (minAmountMinor !== null && purchase.amountMinor < minAmountMinor) return 'min_amount';
  const { discountMinor, credits } = reduce(discount, purchase);
  const gives = discountMinor > 0n || credits > purchase.credits;
  return gives && credits <= MAX_AMOUNT ? null : 'nothing_to_give';
}

/** `1250` → `"12.5"`. */
export function formatPercent(basisPoints: number): string {
  const fraction = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.floor(basisPoints / 100)}${fraction && `.${fraction}`}`;
}

/** `"12.5"` → `1250`; null for anything but a decimal with at most two places. */
export function parsePercent(text: string): number | null {
  const parts = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text);
  return parts && Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}
