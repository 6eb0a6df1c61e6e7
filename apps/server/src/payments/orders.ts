import { formatCredits, newId, parseCredits } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { creditsFor, formatMoney, parseMoney } from './amounts.ts';
import { paymentErrors } from './errors.ts';
import { moveOrder, system } from './moves.ts';
import type { Order } from './order.ts';
import type { Provider } from './provider.ts';
import { findProvider } from './providers.ts';
import {
  countPending,
  findOrder,
  findOrderByKey,
  insertOrder,
  listOrders,
  lockOrdersOf,
  lockOverdueOrders,
  type NewOrder,
  updateOrder,
} from './store.ts';

/** Orders that one reader or one run of the sweep expires at most. */
const EXPIRE_AT_ONCE = 200;

export interface TopUp {
  userId: string;
  /** Decimal text in `currency`. */
  amount: string;
  currency: string;
  provider: string;
  /** From the caller's Idempotency-Key. */
  idempotencyKey: string;
}

/** What a top-up costs and buys, as offered at this moment. */
type Offer = Pick<NewOrder, 'amountMinor' | 'currency' | 'minorUnits' | 'credits' | 'provider' | 'snapshot'>;

/**
 * Writes the order, then asks its provider for the checkout; asked again with the same key it gives the same order
 * and checkout. Throws `invalid_payment_amount`, `currency_not_offered`, `provider_not_offered` (400),
 * `balance_cap_exceeded`, `too_many_pending_orders`, `idempotency_mismatch` (409), `account_not_found` (404),
 * `account_not_active` (403).
 */
export async function createTopUp(
  deps: Deps,
  topUp: TopUp,
  origin: RequestOrigin,
): Promise<{ order: Order; checkoutUrl: string }> {
  const provider = findProvider(deps, topUp.provider);
  if (!provider) throw paymentErrors.provider_not_offered({ provider: topUp.provider });
  const offer = offerFor(deps, topUp);
  const earlier = await findOrderByKey(deps.db, topUp.userId, topUp.idempotencyKey);
  const order = earlier ? sameRequest(earlier, offer) : await writeOrder(deps, topUp, offer, origin);
  return checkout(deps, provider, order);
}

function offerFor({ config }: Deps, { amount, currency, provider }: TopUp): Offer {
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
  return { amountMinor, currency, minorUnits, credits, provider, snapshot };
}

/** The order is what was asked for before, even when prices have changed since. */
function sameRequest(earlier: Order, offer: Offer): Order {
  const same =
    earlier.amount_minor === offer.amountMinor &&
    earlier.currency === offer.currency &&
    earlier.provider === offer.provider;
  if (!same) throw paymentErrors.idempotency_mismatch({ orderId: earlier.id });
  return earlier;
}

async function writeOrder(
  deps: Deps,
  { userId, idempotencyKey }: TopUp,
  offer: Offer,
  origin: RequestOrigin,
): Promise<Order> {
  await refuseAboveCap(deps, userId, offer.credits);
  const { maxPendingOrders, orderTtlSeconds } = deps.config.payments;
  return deps.db.transaction().execute(async (tx) => {
    await lockOrdersOf(tx, userId);
    const earlier = await findOrderByKey(tx, userId, idempotencyKey);
    if (earlier) return sameRequest(earlier, offer);
    if ((await countPending(tx, userId)) >= maxPendingOrders) {
      throw paymentErrors.too_many_pending_orders({ limit: maxPendingOrders });
    }
    const order = await insertOrder(tx, { ...offer, id: newId(), userId, idempotencyKey, ttlSeconds: orderTtlSeconds });
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: userId },
      action: 'order.created',
      target: { kind: 'order', id: order.id },
      accountId: userId,
      after: { status: order.status, ...offer.snapshot },
    });
    return order;
  });
}

/** Before the payment only: what was paid already is credited in any case. */
async function refuseAboveCap(deps: Deps, accountId: string, credits: bigint): Promise<void> {
  const balance = await deps.ledger.balance(accountId);
  if (!balance) throw paymentErrors.account_not_found();
  if (balance.status !== 'active') throw paymentErrors.account_not_active({ status: balance.status });
  const room = balance.cap - balance.available - balance.held;
  if (credits > room) {
    const details = { cap: formatCredits(balance.cap), room: formatCredits(room > 0n ? room : 0n) };
    throw paymentErrors.balance_cap_exceeded(details);
  }
}

async function checkout(deps: Deps, provider: Provider, order: Order): Promise<{ order: Order; checkoutUrl: string }> {
  if (order.checkout_url !== null) return { order, checkoutUrl: order.checkout_url };
  const { checkoutUrl, reference } = await provider.createCheckout(order);
  const kept = await updateOrder(deps.db, order.id, { provider_reference: reference, checkout_url: checkoutUrl });
  return { order: kept ?? order, checkoutUrl };
}

/** The order as it stands now, expired if its time is over; null when there is none. */
export async function currentOrder(deps: Deps, id: string): Promise<Order | null> {
  const order = await findOrder(deps.db, id);
  const overdue = order?.status === 'pending' && order.expires_at <= deps.clock.now();
  if (!overdue) return order;
  await expireOrders(deps, order.user_id);
  return findOrder(deps.db, id);
}

/** A person's own order. Throws `order_not_found` (404) for anybody else's too. */
export async function ownOrder(deps: Deps, userId: string, id: string): Promise<Order> {
  const order = await currentOrder(deps, id);
  if (order?.user_id !== userId) throw paymentErrors.order_not_found();
  return order;
}

/** Newest first, `limit` at most, from below the order `before`. */
export async function ordersOf(deps: Deps, userId: string, limit: number, before: string | null): Promise<Order[]> {
  await expireOrders(deps, userId);
  return listOrders(deps.db, userId, limit, before);
}

/** Expires unpaid orders whose time is over: one person's, or anybody's. How many. */
export function expireOrders(deps: Deps, userId: string | null): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const overdue = await lockOverdueOrders(tx, EXPIRE_AT_ONCE, userId);
    for (const order of overdue) await moveOrder(tx, order, 'expired', system);
    return overdue.length;
  });
}
