import { formatCredits } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { quoteDiscount, reserveDiscount } from '../promotions/index.ts';
import type { MinorUnits } from './amounts.ts';
import { formatMoney } from './amounts.ts';
import { paymentErrors } from './errors.ts';
import type { Order } from './order.ts';
import type { Draft, WithOrder } from './orders.ts';

/** Who uses a code, and from where. */
export interface CodeUse {
  code: string | null;
  address: string | null;
}

/** A draft after its discount, and what of the discount belongs to the transaction that writes the order. */
export interface Discounted {
  draft: Draft;
  withOrder: WithOrder;
}

/**
 * Takes a discount off what is bought. Nothing is used up before the order is written. Throws `discount_not_found`
 * (404), `discount_expired`, `discount_not_applicable`, `discount_used_up` (409), `too_many_requests` (429).
 */
export async function discounted(
  deps: Deps,
  draft: Draft,
  { code, address }: CodeUse,
  kind: 'topup' | 'plan',
): Promise<Discounted> {
  if (code === null) return { draft, withOrder: async () => undefined };
  const { planId } = draft.snapshot;
  const quote = await quoteDiscount(deps.db, {
    ...{ kind, planId: typeof planId === 'string' ? planId : undefined, code, address },
    ...{ userId: draft.userId, now: deps.clock.now() },
    ...{
      amountMinor: draft.amountMinor,
      currency: draft.currency,
      minorUnits: draft.minorUnits,
      credits: draft.credits,
    },
  });
  const { amountMinor, discountMinor, credits, discountId } = quote;
  const snapshot = {
    ...draft.snapshot,
    amount: formatMoney(amountMinor, draft.minorUnits as MinorUnits),
    credits: formatCredits(credits),
    discount: quote.snapshot,
  };
  return {
    draft: { ...draft, amountMinor, discountMinor, credits, discountId, snapshot },
    withOrder: (tx, order) => reserveDiscount(tx, { discountId, orderId: order.id, userId: order.user_id }),
  };
}

/** The code that an order was made with, as its discount has it; null for none. */
function codeOf({ snapshot }: Order): string | null {
  const { discount } = snapshot as { discount?: { code?: unknown } };
  return typeof discount?.code === 'string' ? discount.code : null;
}

/** Throws `idempotency_mismatch` (409) when the order of the same key was made with another code. */
export function sameCode(earlier: Order, code: string | null): void {
  const given = code === null ? null : code.normalize('NFKC').trim().toUpperCase();
  if (codeOf(earlier) !== given) throw paymentErrors.idempotency_mismatch({ orderId: earlier.id });
}
