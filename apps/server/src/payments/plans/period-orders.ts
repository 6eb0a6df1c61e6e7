import { derivedId, FareboxError, formatCredits, type MinorUnits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import {
  findPlanVersion,
  type PlanVersion,
  type Price,
  periodCredits,
  planVersions,
  priceIn,
} from '../../plans/index.ts';
import { previewChange, type Subscription, stretchAt } from '../../subscriptions/index.ts';
import { formatMoney } from '../amounts.ts';
import type { Order } from '../order.ts';
import type { ProviderPeriod } from '../provider.ts';
import { findOrder } from '../store.ts';
import { WaitsFor } from '../waits-for.ts';
import { planByReference } from './sight.ts';
import { type Sold, snapshotOf } from './sold.ts';
import { findUnpaidUpgrade, versionsOrdered } from './store.ts';
import { writtenOrder } from './written.ts';

/** A provider's paid period, and the subscription as it is kept here. */
export interface PaidStretch {
  provider: string;
  news: ProviderPeriod;
  subscription: Subscription;
}

/**
 * The order that a period pays for; written now where nobody placed one. Null when it is not known what was bought.
 */
export function orderOfPeriod(deps: Deps, paid: PaidStretch): Promise<Order | null> {
  const { cause } = paid.news;
  if (cause === 'first') return firstOrder(deps, paid);
  return cause === 'renewal' ? renewalOrder(deps, paid) : upgradeOrder(deps, paid);
}

/** The order named by the metadata; a subscription that was made at the provider gets one of what is sold. */
async function firstOrder(deps: Deps, paid: PaidStretch): Promise<Order | null> {
  const { news, subscription, provider } = paid;
  const named = news.payment.orderId ?? subscription.orderId;
  const order = named === null ? null : await findOrder(deps.db, named);
  if (order?.kind === 'subscription' && order.provider === provider) return order;
  const version = await versionNow(deps, paid);
  const sold = version && sellable(version, news);
  return sold ? write(deps, paid, 'subscription', sold, wholePeriod(sold)) : null;
}

/**
 * Of the plan that the payment names, that comes next, is in force, or was ordered once, whichever costs what was paid:
 * renewals may be told of late. Else of the one that was expected, and the difference is for a person.
 */
async function renewalOrder(deps: Deps, paid: PaidStretch): Promise<Order | null> {
  const { id, orderId, planVersionId, nextPlanVersionId } = paid.subscription;
  const named = await versionNamed(deps, paid);
  const ordered = await versionsOrdered(deps.db, id, orderId);
  const known = [named?.id ?? null, nextPlanVersionId, planVersionId, ...ordered].filter((one) => one !== null);
  const versions = await planVersions(deps.db, known);
  const offers = known.flatMap((one) => {
    const version = versions.get(one);
    return (version && sellable(version, paid.news)) ?? [];
  });
  const sold = offers.find(({ price }) => price.amountMinor === paid.news.payment.amountMinor) ?? offers[0];
  return sold ? write(deps, paid, 'renewal', sold, wholePeriod(sold)) : null;
}

/** The change that was ordered here; one that was made at the provider is written down as it was paid. */
async function upgradeOrder(deps: Deps, paid: PaidStretch): Promise<Order | null> {
  const { news, subscription } = paid;
  const { payment } = news;
  const named = payment.orderId === null ? null : await findOrder(deps.db, payment.orderId);
  if (named?.kind === 'upgrade' && named.payment_id === null) return named;
  const waiting = named ? null : await findUnpaidUpgrade(deps.db, subscription.id);
  if (waiting && waiting.amount_minor !== payment.amountMinor && isAbout(waiting, news)) {
    return rewritten(deps, paid, waiting);
  }
  return waiting ?? changedThere(deps, paid);
}

/** A change that was made at the provider: what was in force is changed to what was paid for. */
async function changedThere(deps: Deps, paid: PaidStretch): Promise<Order | null> {
  const { news, subscription } = paid;
  const before = await stretchAt(deps.db, subscription.id, news.startsAt);
  if (!before) throw new WaitsFor('waits for the period that it changes');
  const [from, to] = [await findPlanVersion(deps.db, before.planVersionId), await versionNow(deps, paid)];
  const sold = to && sellable(to, news);
  const current = from && sellable(from, news);
  const credits = sold && current && creditsOfChange(current, sold, before, news);
  if (!sold || credits === null) return null;
  return write(deps, paid, 'upgrade', sold, { amountMinor: news.payment.amountMinor, credits });
}

/** A provider that names no order and shows no exact price beforehand may take a little more or less. */
function isAbout({ amount_minor: expected, currency }: Order, { payment }: ProviderPeriod): boolean {
  const off = expected > payment.amountMinor ? expected - payment.amountMinor : payment.amountMinor - expected;
  return payment.currency === currency && off <= expected / 100n + 2n;
}

async function rewritten(deps: Deps, paid: PaidStretch, waiting: Order): Promise<Order | null> {
  const version = await findPlanVersion(deps.db, waiting.plan_version ?? '');
  const sold = version && sellable(version, paid.news);
  if (!sold) return waiting;
  const { amountMinor } = paid.news.payment;
  return write(deps, paid, 'upgrade', sold, { amountMinor, credits: waiting.credits });
}

function inForce({ db }: Deps, { planVersionId }: Subscription): Promise<PlanVersion | null> {
  return planVersionId === null ? Promise.resolve(null) : findPlanVersion(db, planVersionId);
}

/** What the payment says it is for, else what the provider says the subscription is now. */
async function versionNow(deps: Deps, paid: PaidStretch): Promise<PlanVersion | null> {
  return (await versionNamed(deps, paid)) ?? inForce(deps, paid.subscription);
}

function versionNamed({ db }: Deps, { provider, news, subscription }: PaidStretch): Promise<PlanVersion | null> {
  const { planReference = null } = news;
  return planByReference(db, provider, planReference ?? news.subscription.planReference, subscription.planVersionId);
}

function sellable(version: PlanVersion, { payment }: ProviderPeriod): Sold | null {
  const price: Price | null = priceIn(version, payment.currency);
  return price && { version, price };
}

interface Terms {
  amountMinor: bigint;
  credits: bigint;
}

function wholePeriod({ version, price }: Sold): Terms {
  return { amountMinor: price.amountMinor, credits: periodCredits(version) };
}

/** Null for what is no change to more. */
function creditsOfChange(
  current: Sold,
  to: Sold,
  period: { startsAt: Date; endsAt: Date | null },
  { startsAt: now, payment: { currency } }: ProviderPeriod,
): bigint | null {
  try {
    const { kind, credits } = previewChange({ current, to, period, now, currency });
    return kind === 'upgrade' ? credits : null;
  } catch (error) {
    if (error instanceof FareboxError) return null;
    throw error;
  }
}

function write(
  deps: Deps,
  { provider, news, subscription }: PaidStretch,
  kind: 'subscription' | 'renewal' | 'upgrade',
  sold: Sold,
  { amountMinor, credits }: Terms,
): Promise<Order> {
  const { minorUnits, currency } = sold.price;
  const amount = formatMoney(amountMinor, minorUnits as MinorUnits);
  const period = { startsAt: news.startsAt.toISOString(), endsAt: news.endsAt.toISOString() };
  return writtenOrder(deps, derivedId('renewal', provider, news.payment.paymentId), {
    ...{ userId: subscription.userId, kind, provider, method: null, amountMinor, currency, minorUnits, credits },
    ...{ planVersion: sold.version.id, subscriptionId: subscription.id },
    snapshot: snapshotOf(sold, { provider, amount, credits: formatCredits(credits), period }),
  });
}
