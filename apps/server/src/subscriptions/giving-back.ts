import type { Db, Transaction } from '../database/index.ts';
import { type Asker, tell } from './moves.ts';
import * as periods from './period-store.ts';
import { lastEnd } from './spans.ts';
import { currentOf, endSubscription, startOf, takePlace } from './standing.ts';
import * as store from './store.ts';
import { isRunByProvider, type Period, type Subscription } from './subscription.ts';

/** The grants in the ledger that an order's period has brought, the newest first: what a refund takes back from. */
export async function grantsOfPeriod(
  db: Db,
  orderId: string,
): Promise<{ grantId: string; amount: bigint; expiresAt: Date | null }[]> {
  const period = await periods.findPeriodOfOrder(db, orderId);
  const lots = period ? await periods.grantsOf(db, [period.id]) : [];
  return lots
    .flatMap(({ grantId, amount, cancelled, expiresAt }) =>
      grantId ? [{ grantId, amount: amount - cancelled, expiresAt }] : [],
    )
    .reverse();
}

/**
 * Takes away up to `amount` micro-credits of what an order's period has yet to drip, the last first, whole grants or
 * part of one. What was taken away: less when less is left to come.
 */
export async function cancelFutureGrants(tx: Transaction, orderId: string, amount: bigint): Promise<bigint> {
  return adjust(tx, orderId, amount, (lots) =>
    lots.reverse().map((lot) => ({ lot, room: lot.status === 'due' ? lot.amount - lot.cancelled : 0n, sign: 1n })),
  );
}

/** Undoes `cancelFutureGrants`: what comes first is given back first. What was given back. */
export async function restoreFutureGrants(tx: Transaction, orderId: string, amount: bigint): Promise<bigint> {
  return adjust(tx, orderId, amount, (lots) =>
    lots.map((lot) => ({ lot, room: lot.status === 'granted' ? 0n : lot.cancelled, sign: -1n })),
  );
}

type Lot = Awaited<ReturnType<typeof periods.grantsOf>>[number];

async function adjust(
  tx: Transaction,
  orderId: string,
  amount: bigint,
  plan: (lots: Lot[]) => { lot: Lot; room: bigint; sign: bigint }[],
): Promise<bigint> {
  const period = await periods.findPeriodOfOrder(tx, orderId);
  if (!period) return 0n;
  await store.lockAccount(tx, period.accountId);
  const dripping = (await periods.grantsOf(tx, [period.id])).filter(({ n }) => n > 0);
  let left = amount;
  for (const { lot, room, sign } of plan(dripping)) {
    const part = room < left ? room : left;
    if (part <= 0n) continue;
    await periods.setCancelled(tx, lot, lot.cancelled + sign * part);
    left -= part;
  }
  return amount - left;
}

/**
 * An order was refunded whole: its period counts for nothing any more. Paid ahead, the subscription goes on with what
 * else is paid for now, or is over; one that its provider runs is ended there. Grants are the caller's to take back.
 */
export async function cancelPeriod(tx: Transaction, orderId: string, asker: Asker): Promise<void> {
  await recount(tx, orderId, (period, now) => (period.cancelledAt ? null : now), asker);
}

/** Undoes `cancelPeriod`, when the refund came to nothing. */
export async function restorePeriod(tx: Transaction, orderId: string, asker: Asker): Promise<void> {
  await recount(tx, orderId, (period) => (period.cancelledAt ? 'restored' : null), asker);
}

async function recount(
  tx: Transaction,
  orderId: string,
  decide: (period: Period, now: Date) => Date | 'restored' | null,
  asker: Asker,
): Promise<void> {
  const found = await periods.findPeriodOfOrder(tx, orderId);
  if (!found) return;
  await store.lockAccount(tx, found.accountId);
  const period = (await periods.findPeriodOfOrder(tx, orderId)) as Period;
  const now = await store.ledgerNow(tx);
  const at = decide(period, now);
  if (at === null) return;
  await periods.cancelPeriodRow(tx, period, at === 'restored' ? null : at);
  const before = (await store.findSubscription(tx, period.subscriptionId)) as Subscription;
  const what = at === 'restored' ? 'period_restored' : 'period_cancelled';
  const after = await standAnew(tx, before, now, asker);
  await tell(tx, what, { before, after, asker, more: { orderId, periodId: period.id } });
}

/** What a subscription is by the periods that count now. */
async function standAnew(tx: Transaction, before: Subscription, now: Date, asker: Asker): Promise<Subscription> {
  const counting = await periods.periodsOf(tx, before.id);
  const paidUntil = lastEnd(counting);
  if (isRunByProvider(before)) return store.updateSubscription(tx, before.id, { paidUntil });
  const current = currentOf(counting, now);
  const upcoming = counting.some(({ startsAt }) => startsAt > now);
  if (!current && !upcoming) {
    const updated = await store.updateSubscription(tx, before.id, { paidUntil });
    return updated.endedAt ? updated : endSubscription(tx, updated, 'cancelled', now, asker);
  }
  const period = current ?? (counting.find(({ startsAt }) => startsAt > now) as Period);
  if (before.recurs && before.supersededAt === null) await takePlace(tx, before, now);
  return store.updateSubscription(tx, before.id, {
    paidUntil,
    status: 'active',
    endedAt: null,
    planVersionId: period.planVersionId,
    currentPeriodStart: startOf(period, before),
    currentPeriodEnd: period.endsAt,
  });
}
