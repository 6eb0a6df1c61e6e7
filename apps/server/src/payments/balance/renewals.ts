import { derivedId, FareboxError, formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { findPlanVersion, offeredPrices, periodCredits } from '../../plans/index.ts';
import { findSubscription, type Subscription } from '../../subscriptions/index.ts';
import type { Order } from '../order.ts';
import { snapshotOf } from '../plans/sold.ts';
import { writtenOrder } from '../plans/written.ts';
import { payFromBalance } from './pay.ts';
import { creditPriceOf } from './price.ts';
import { dueRenewals, noteAttempt, type RenewalDue, type RenewalOutcome } from './store.ts';

/** Renewals that one sweep takes up at most; the rest wait a minute. */
const AT_ONCE = 50;

/**
 * Pays for the next period of subscriptions that are paid from the balance, as often as `subscriptions` asks: one order
 * for each period, whose charge is made once. Too little balance is noted, and tried again when it is asked again.
 */
export async function renewFromBalance(deps: Deps): Promise<void> {
  for (const due of await dueRenewals(deps.db, AT_ONCE)) {
    await renew(deps, due).catch((error: unknown) => {
      deps.log.warn({ err: error, subscriptionId: due.subscriptionId }, 'renewal from the balance not settled');
    });
  }
}

async function renew(deps: Deps, due: RenewalDue): Promise<void> {
  const note = (outcome: RenewalOutcome, order: Order | null = null, refusal: string | null = null) =>
    noteAttempt(deps.db, due, outcome, { orderId: order?.id ?? null, refusal });
  const subscription = await findSubscription(deps.db, due.subscriptionId);
  if (!subscription || !isWanted(subscription, due)) return note('not_needed');
  const order = await orderFor(deps, subscription, due);
  if (!order) return note('not_sold');
  try {
    await payFromBalance(deps, order);
  } catch (error) {
    if (!(error instanceof FareboxError) || error.status >= 500) throw error;
    return note('refused', order, error.code);
  }
  return note('renewed', order);
}

/** Still of this period, and its owner means to go on; what was paid by hand meanwhile is not paid again. */
function isWanted(subscription: Subscription, { periodEnd }: RenewalDue): boolean {
  const { provider, status, cancelAtPeriodEnd, supersededAt, paidUntil } = subscription;
  const alive = status === 'active' || status === 'past_due';
  return alive && provider === 'balance' && !cancelAtPeriodEnd && supersededAt === null && isSame(paidUntil, periodEnd);
}

function isSame(one: Date | null, other: Date): boolean {
  return one?.getTime() === other.getTime();
}

/** Null when the plan has no price in the currency any more, or the balance pays for nothing now. */
async function orderFor(deps: Deps, subscription: Subscription, due: RenewalDue): Promise<Order | null> {
  const { currencies, currency: usual, balance } = deps.config.payments;
  const version = await findPlanVersion(deps.db, due.planVersionId);
  const currency = subscription.currency ?? usual;
  const price = version && offeredPrices(version, currencies).find((one) => one.currency === currency);
  if (!version || !price || (price.amountMinor > 0n && !balance.enabled)) return null;
  const credits = periodCredits(version);
  const id = derivedId('renewal', 'balance', subscription.id, due.periodEnd.toISOString(), version.id);
  const charge = formatCredits(creditPriceOf(deps, price));
  const { amountMinor, minorUnits } = price;
  const more = { provider: 'balance', credits: formatCredits(credits), charge, renews: true };
  return writtenOrder(deps, id, {
    ...{ userId: subscription.userId, kind: 'renewal', provider: 'balance', method: null, credits },
    ...{ amountMinor, currency, minorUnits, planVersion: version.id, subscriptionId: subscription.id },
    snapshot: snapshotOf({ version, price }, more),
  });
}
