import { formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { currentPlan, type PlanVersion, periodCredits } from '../../plans/index.ts';
import { balance } from '../balance/balance.ts';
import { offeredForPlans } from '../balance/offer.ts';
import { creditPriceOf } from '../balance/price.ts';
import type { CheckedOut } from '../checkout.ts';
import { discounted, sameCode } from '../discounted.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { type Draft, placeOrder, type WithOrder } from '../orders.ts';
import type { Provider } from '../provider.ts';
import { offeredProviders } from '../providers.ts';
import { findOrderByKey } from '../store.ts';
import { besideLive, type Live, liveOf } from './beside.ts';
import { collect, refuseWithoutRoom } from './collect.ts';
import { atOnce, canSell, isRunBy, referenceOf, type Sold, snapshotOf, soldIn } from './sold.ts';
import { hasFreeUnderWay } from './store.ts';

export interface PlanPurchase {
  userId: string;
  planId: string;
  /** The configured one when not said. */
  currency: string | null;
  /** The first that takes the currency when not said; never the balance. */
  provider: string | null;
  method: string | null;
  discountCode: string | null;
  /** From the caller's Idempotency-Key. */
  idempotencyKey: string;
}

/**
 * Orders a plan and asks where it is paid: a subscription where the provider runs such, a period paid ahead elsewhere.
 * The same key again gives the same order. Throws `plan_not_found` (404), `currency_not_offered`, `provider_not_offered`
 * (400), `already_subscribed`, `balance_cap_exceeded`, `too_many_pending_orders`, `idempotency_mismatch` (409), what
 * `discounted` throws, `insufficient_credits` (402), `provider_unreachable`, `provider_refused` (502).
 */
export async function buyPlan(deps: Deps, wish: PlanPurchase, origin: RequestOrigin): Promise<CheckedOut> {
  const earlier = await findOrderByKey(deps.db, wish.userId, wish.idempotencyKey);
  if (earlier) sameWish(earlier, wish);
  return collect(deps, earlier ?? (await place(deps, wish, origin)), origin);
}

/** The order is what was asked for before, whatever has become of the plan and its prices since. */
function sameWish(earlier: Order, { planId, currency, provider, method, discountCode }: PlanPurchase): void {
  const same =
    (earlier.kind === 'plan' || earlier.kind === 'subscription') &&
    earlier.snapshot.planId === planId &&
    earlier.currency === (currency ?? earlier.currency) &&
    earlier.provider === (provider ?? earlier.provider) &&
    earlier.method === (method ?? earlier.method);
  if (!same) throw paymentErrors.idempotency_mismatch({ orderId: earlier.id });
  sameCode(earlier, discountCode);
}

async function place(deps: Deps, wish: PlanPurchase, origin: RequestOrigin): Promise<Order> {
  const live = await liveOf(deps, wish.userId);
  const sold = await soldTo(deps, wish, live);
  const { provider, method } = await payableWith(deps, wish, sold);
  const byProvider = isRunBy(provider, sold.version.interval) && sold.price.amountMinor > 0n;
  const renews = await besideLive(deps, wish.userId, live, sold, byProvider);
  const whole = draftOf({ wish, sold, live, provider, method, byProvider, renews });
  const use = { code: wish.discountCode, address: origin.ip };
  const reduced = await discounted(deps, whole, use, 'plan');
  const draft = pricedIn(deps, reduced.draft);
  refuseOnRepeating(provider, draft);
  await refuseWithoutRoom(deps, draft, atOnce(sold.version, draft.credits));
  const withOrder: WithOrder = async (tx, order) => {
    if (sold.price.amountMinor === 0n) await refuseSecondFree(tx, order, sold);
    await reduced.withOrder(tx, order);
  };
  return placeOrder(deps, draft, { kind: 'user', id: wish.userId }, origin, withOrder);
}

/**
 * Of several who take up something free at the same moment only one may have it. First whether another is on its way,
 * then whether it has arrived: in this order it can't slip through in between.
 */
async function refuseSecondFree(tx: Transaction, order: Order, sold: Sold): Promise<void> {
  if (await hasFreeUnderWay(tx, order)) throw paymentErrors.already_subscribed({ planId: sold.version.planId });
  await besideLive({ db: tx }, order.user_id, await liveOf({ db: tx }, order.user_id), sold, false);
}

/** Who goes on with a plan keeps the version they have, also of a plan that is not sold any more. */
async function soldTo(deps: Deps, { planId, currency }: PlanPurchase, live: Live | null): Promise<Sold> {
  const wanted = currency ?? deps.config.payments.currency;
  const own = live && live.subscription.providerSubscriptionId === null ? live.version : null;
  if (own?.planId === planId && own.prices.some((price) => price.currency === wanted)) {
    return soldIn(deps, own, wanted);
  }
  return soldIn(deps, await soldVersion(deps, planId), wanted);
}

/** What is sold of a plan now. Throws `plan_not_found` (404) for one that is retired too. */
export async function soldVersion({ db }: Pick<Deps, 'db'>, planId: string): Promise<PlanVersion> {
  const plan = await currentPlan(db, planId);
  if (!plan?.active) throw paymentErrors.plan_not_found({ planId });
  return plan.current;
}

/** What costs nothing needs no provider, and renews itself. */
async function payableWith(
  deps: Deps,
  { provider, method }: PlanPurchase,
  sold: Sold,
): Promise<{ provider: Provider; method: string | null }> {
  if (sold.price.amountMinor === 0n) return { provider: balance(deps), method: null };
  const { currency } = sold.price;
  const name = provider ?? (await firstFor(deps, sold));
  const chosen = await offeredForPlans(deps, name, method, currency);
  if (canSell(chosen.provider, sold, isRunBy(chosen.provider, sold.version.interval))) return chosen;
  throw paymentErrors.provider_not_offered({ provider: name, planId: sold.version.planId });
}

async function firstFor(deps: Deps, sold: Sold): Promise<string> {
  const { currency } = sold.price;
  const offered = await offeredProviders(deps);
  const taking = offered.filter(({ currencies }) => currencies === null || currencies.includes(currency));
  return taking.find((one) => canSell(one, sold, isRunBy(one, sold.version.interval)))?.name ?? '';
}

interface Placing {
  wish: PlanPurchase;
  sold: Sold;
  live: Live | null;
  provider: Provider;
  method: string | null;
  byProvider: boolean;
  renews: boolean;
}

function draftOf({ wish, sold, live, provider, method, byProvider, renews }: Placing): Draft {
  const { version, price } = sold;
  const credits = periodCredits(version);
  const named = byProvider || version.interval === 'once';
  return {
    userId: wish.userId,
    kind: byProvider ? 'subscription' : 'plan',
    amountMinor: price.amountMinor,
    currency: price.currency,
    minorUnits: price.minorUnits,
    credits,
    provider: provider.name,
    method,
    planVersion: version.id,
    subscriptionId: renews ? (live?.subscription.id ?? null) : null,
    idempotencyKey: wish.idempotencyKey,
    snapshot: snapshotOf(sold, {
      provider: provider.name,
      credits: formatCredits(credits),
      renews,
      stripePrice: named ? referenceOf(sold, 'stripe') : null,
      creemProduct: named ? referenceOf(sold, 'creem') : null,
    }),
  };
}

/** What of the balance's credits a draft takes, where it is paid with them. */
export function pricedIn(deps: Pick<Deps, 'config'>, draft: Draft): Draft {
  if (draft.provider !== 'balance') return draft;
  return { ...draft, snapshot: { ...draft.snapshot, charge: formatCredits(creditPriceOf(deps, draft)) } };
}

/** A discount is for one order. Creem cannot take it off a first period only; its first price is every price. */
function refuseOnRepeating(provider: Provider, { kind, discountMinor = 0n }: Draft): void {
  if (kind !== 'subscription' || discountMinor === 0n || provider.name === 'stripe') return;
  throw paymentErrors.discount_not_applicable(
    { reason: 'provider', provider: provider.name },
    'This provider cannot take a discount off the first period of a subscription.',
  );
}
