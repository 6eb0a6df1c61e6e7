import { formatCredits, parseCredits } from '@farebox/kit';
import type { Deps } from '../context.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { creditsFor, formatMoney, parseMoney } from './amounts.ts';
import { type CheckedOut, checkOut } from './checkout.ts';
import { discounted, sameCode } from './discounted.ts';
import { paymentErrors } from './errors.ts';
import type { Order } from './order.ts';
import { type Draft, findSameOrder, placeOrder } from './orders.ts';
import { offeredProvider } from './providers.ts';

export interface TopUp {
  userId: string;
  /** Decimal text in `currency`. */
  amount: string;
  currency: string;
  provider: string;
  /** One of the provider's methods; its first when not said. */
  method: string | null;
  discountCode?: string | null;
  /** From the caller's Idempotency-Key. */
  idempotencyKey: string;
}

/**
 * Writes the order, then asks its provider for the checkout; asked again with the same key it gives the same order
 * and checkout. Throws `invalid_payment_amount`, `currency_not_offered`, `provider_not_offered` (400),
 * `balance_cap_exceeded`, `too_many_pending_orders`, `idempotency_mismatch` (409), `account_not_found` (404),
 * `account_not_active` (403), `provider_unreachable`, `provider_refused` (502), and what `discounted` throws.
 */
export async function createTopUp(deps: Deps, topUp: TopUp, origin: RequestOrigin): Promise<CheckedOut> {
  const { provider, method } = await offeredProvider(deps, topUp.provider, topUp.method, topUp.currency);
  const draft = draftOf(deps, { ...topUp, method });
  const earlier = await findSameOrder(deps, draft);
  if (earlier) sameCode(earlier, topUp.discountCode ?? null);
  const order = earlier ?? (await place(deps, draft, topUp, origin));
  return checkOut(deps, provider, order, origin.ip ?? null);
}

async function place(deps: Deps, whole: Draft, { userId, discountCode }: TopUp, origin: RequestOrigin): Promise<Order> {
  const use = { code: discountCode ?? null, address: origin.ip };
  const { draft, withOrder } = await discounted(deps, whole, use, 'topup');
  await refuseAboveCap(deps, userId, draft.credits);
  return placeOrder(deps, draft, { kind: 'user', id: userId }, origin, withOrder);
}

export function draftOf(
  { config }: Deps,
  { userId, amount, currency, provider, method, idempotencyKey }: TopUp,
): Draft {
  const settings = config.payments.currencies[currency];
  if (!settings) throw paymentErrors.currency_not_offered({ currency });
  const { minorUnits, minTopUp, maxTopUp, creditsPerUnit } = settings;
  const amountMinor = parseMoney(amount, minorUnits);
  const min = parseMoney(minTopUp, minorUnits) ?? 0n;
  const max = parseMoney(maxTopUp, minorUnits) ?? 0n;
  if (amountMinor === null || amountMinor < min || amountMinor > max) {
    throw paymentErrors.invalid_payment_amount({ min: minTopUp, max: maxTopUp, decimals: minorUnits, currency });
  }
  const credits = creditsFor(amountMinor, minorUnits, parseCredits(creditsPerUnit) ?? 0n);
  const snapshot = {
    amount: formatMoney(amountMinor, minorUnits),
    currency,
    creditsPerUnit,
    credits: formatCredits(credits),
    provider,
  };
  return {
    userId,
    kind: 'topup',
    amountMinor,
    currency,
    minorUnits,
    credits,
    provider,
    method,
    idempotencyKey,
    snapshot,
  };
}

/** Before the payment only: what was paid already is credited in any case. */
export async function refuseAboveCap(deps: Deps, accountId: string, credits: bigint): Promise<void> {
  const balance = await deps.ledger.balance(accountId);
  if (!balance) throw paymentErrors.account_not_found();
  if (balance.status !== 'active') throw paymentErrors.account_not_active({ status: balance.status });
  const room = balance.cap - balance.available - balance.held;
  if (credits > room) {
    const details = { cap: formatCredits(balance.cap), room: formatCredits(room > 0n ? room : 0n) };
    throw paymentErrors.balance_cap_exceeded(details);
  }
}
