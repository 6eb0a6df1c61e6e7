import { derivedId, FareboxError, formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { findPlanVersion } from '../../plans/index.ts';
import { type Subscription, scheduleChange } from '../../subscriptions/index.ts';
import { offeredForPlans } from '../balance/offer.ts';
import { payPage } from '../checkout.ts';
import { paymentErrors } from '../errors.ts';
import { failOrder } from '../moves.ts';
import type { Order } from '../order.ts';
import { type Draft, placeOrder, type WithOrder } from '../orders.ts';
import { findOrder, findOrderByKey, keepCheckout } from '../store.ts';
import { liveOf } from './beside.ts';
import { pricedIn } from './buy.ts';
import { collect, providerOf, refuseWithoutRoom } from './collect.ts';
import { type ChangeQuote, quoteChange } from './quote.ts';
import { keepSight } from './sight.ts';
import { atOnce, planForProvider, type Sold, snapshotOf, soldIn } from './sold.ts';
import { findOpenUpgrade } from './store.ts';

export interface ChangeWish {
  userId: string;
  planId: string;
  /** Of an upgrade that is paid ahead; that of the subscription when not said. */
  provider: string | null;
  method: string | null;
  /** From the caller's Idempotency-Key. */
  idempotencyKey: string;
}

/** What became of a wish to change. `order` is what an upgrade costs now, and null for what costs nothing now. */
export interface Changed {
  kind: ChangeQuote['kind'];
  effectiveAt: Date;
  order: Order | null;
  checkoutUrl: string | null;
}

/**
 * Changes the plan: an upgrade at once, for what is left of the period, by an order; anything else from the next period
 * on; back to what is in force takes that back. The same key again gives the same order. Throws what `quoteChange`
 * throws, `change_in_progress`, `balance_cap_exceeded`, `idempotency_mismatch` (409), `provider_not_offered` (400),
 * `insufficient_credits` (402).
 */
export async function changePlan(deps: Deps, wish: ChangeWish, origin: RequestOrigin): Promise<Changed> {
  const earlier = await findOrderByKey(deps.db, wish.userId, wish.idempotencyKey);
  if (earlier) return again(deps, earlier, wish, origin);
  const quote = await quoteChange(deps, wish.userId, wish.planId, null);
  const open = await findOpenUpgrade(deps.db, quote.subscription.id, null);
  if (open) throw paymentErrors.change_in_progress({ orderId: open.id });
  if (quote.kind !== 'upgrade') return fromNextPeriod(deps, quote, wish, origin);
  const order = await place(deps, quote, wish, origin);
  return pay(deps, order, origin);
}

function again(deps: Deps, earlier: Order, { planId }: ChangeWish, origin: RequestOrigin): Promise<Changed> {
  if (earlier.kind === 'upgrade' && earlier.snapshot.planId === planId) return pay(deps, earlier, origin);
  throw paymentErrors.idempotency_mismatch({ orderId: earlier.id });
}

async function place(deps: Deps, quote: ChangeQuote, wish: ChangeWish, origin: RequestOrigin): Promise<Order> {
  const { subscription, to, amountMinor, credits } = quote;
  const { currency, minorUnits } = to.price;
  const byProvider = subscription.providerSubscriptionId !== null;
  const { name, method } = byProvider
    ? { name: subscription.provider, method: null }
    : await payer(deps, wish, subscription, currency);
  const draft: Draft = pricedIn(deps, {
    ...{ userId: wish.userId, kind: 'upgrade', provider: name, method, amountMinor, currency, minorUnits, credits },
    ...{ planVersion: to.version.id, subscriptionId: subscription.id, idempotencyKey: wish.idempotencyKey },
    snapshot: snapshotOf(to, {
      ...{ provider: name, credits: formatCredits(credits), endsAt: quote.endsAt?.toISOString() ?? null },
      ...{ upgrade: true, runByProvider: byProvider },
    }),
  });
  await refuseWithoutRoom(deps, draft, atOnce(to.version, credits));
  const oneAtATime: WithOrder = async (tx, order) => {
    const other = await findOpenUpgrade(tx, subscription.id, order.id);
    if (other) throw paymentErrors.change_in_progress({ orderId: other.id });
  };
  return placeOrder(deps, draft, { kind: 'user', id: wish.userId }, origin, oneAtATime);
}

async function payer(deps: Deps, { provider, method }: ChangeWish, subscription: Subscription, currency: string) {
  const chosen = await offeredForPlans(deps, provider ?? subscription.provider, method, currency);
  return { name: chosen.provider.name, method: chosen.method };
}

async function pay(deps: Deps, order: Order, origin: RequestOrigin): Promise<Changed> {
  const answer = { kind: 'upgrade' as const, effectiveAt: order.paid_at ?? order.created_at };
  if (order.snapshot.runByProvider !== true) return { ...answer, ...(await collect(deps, order, origin)) };
  if (order.status === 'pending') await changeAtProvider(deps, order);
  const now = (await findOrder(deps.db, order.id)) ?? order;
  return { ...answer, order: now, checkoutUrl: payPage(deps, order.id) };
}

/**
 * The provider charges the difference and tells of the payment by a callback; the order bears the subscription's name
 * over there, so that it can be asked about too. One that was refused has failed.
 */
async function changeAtProvider(deps: Deps, order: Order): Promise<void> {
  const live = await liveOf(deps, order.user_id);
  const subscriptionId = live?.subscription.providerSubscriptionId;
  if (!live || !subscriptionId || live.subscription.id !== order.subscription_id) {
    await failOrder(deps, order.id);
    throw paymentErrors.order_not_open({ status: 'failed' });
  }
  const provider = await providerOf(deps, order.provider);
  const reference = { kind: 'redirect' as const, url: payPage(deps, order.id), reference: subscriptionId };
  await keepCheckout(deps.db, order.id, reference);
  const plan = planForProvider(await soldOf(deps, order), order.provider);
  try {
    const seen = await provider.subscriptions?.change({ subscriptionId, order, plan, key: order.id });
    if (seen) await keepSight(deps, provider.name, seen);
  } catch (error) {
    if (error instanceof FareboxError && error.code === 'provider_refused') await failOrder(deps, order.id);
    throw error;
  }
}

async function soldOf(deps: Deps, { plan_version: id, currency }: Order): Promise<Sold> {
  const version = await findPlanVersion(deps.db, id ?? '');
  if (!version) throw paymentErrors.plan_not_found();
  return soldIn(deps, version, currency);
}

/** Where a provider runs the subscription it is told first; what it agreed to is kept, whatever it calls the price. */
async function fromNextPeriod(
  deps: Deps,
  { kind, subscription, to, effectiveAt }: ChangeQuote,
  { userId, idempotencyKey }: ChangeWish,
  origin: RequestOrigin,
): Promise<Changed> {
  const { providerSubscriptionId: subscriptionId, provider: name } = subscription;
  if (subscriptionId !== null) {
    const provider = await providerOf(deps, name);
    const key = derivedId('plan-change', subscription.id, to.version.id, idempotencyKey);
    const plan = planForProvider(to, name);
    const seen = await provider.subscriptions?.change({ subscriptionId, order: null, plan, key });
    if (seen) await keepSight(deps, name, seen);
  }
  const asker = { actor: { kind: 'user' as const, id: userId }, ...origin };
  const next = kind === 'withdrawn' ? null : to.version.id;
  await deps.db.transaction().execute((tx) => scheduleChange(tx, subscription.id, next, asker));
  return { kind, effectiveAt, order: null, checkoutUrl: null };
}
