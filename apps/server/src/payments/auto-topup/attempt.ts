import { derivedId, FareboxError, formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { formatMoney } from '../amounts.ts';
import { system } from '../moves.ts';
import { tell } from '../news.ts';
import type { Order } from '../order.ts';
import { type Draft, placeOrder } from '../orders.ts';
import type { CardCalls } from '../provider.ts';
import { offeredProviders } from '../providers.ts';
import { findOrder } from '../store.ts';
import { draftOf, refuseAboveCap } from '../top-ups.ts';
import { type AutoTopUp, cardOf, mayCharge, type Terms, termsOf } from './auto-topup.ts';
import { declined, needsReview, stopped, succeeded } from './outcomes.ts';
import { countThisMonth, keepReference, lockAutoTopUp, openAttempt, tryAfter } from './store.ts';

/** Seconds until an account is looked at again for which there is no room below its cap, or no provider. */
const SOON = 600;
/** Seconds until an account is looked at again that has had its top-ups of the month. */
const LATER = 3600;

/** The calls of the provider that keeps the card, while it is offered to customers; null when it is not. */
export async function cardCallsOf(deps: Deps, provider: string): Promise<CardCalls | null> {
  return (await offeredProviders(deps)).find(({ name }) => name === provider)?.cards ?? null;
}

/**
 * Begins an attempt for an account that is low: writes its order, once, then charges it. An account that turns out not
 * to be low, or has no room or no top-up left, is left alone.
 */
export async function beginAttempt(deps: Deps, row: AutoTopUp): Promise<void> {
  const calls = await cardCallsOf(deps, row.provider);
  if (!calls) return wait(deps, row, SOON);
  const pause = await pauseOf(deps, row);
  if (pause !== null) return wait(deps, row, pause);
  const order = await placeAttempt(deps, row);
  if (order) await chargeAttempt(deps, calls, row, order);
}

async function wait(deps: Deps, { user_id }: AutoTopUp, seconds: number): Promise<void> {
  await tryAfter(deps.db, user_id, seconds);
}

/** Null when it is to be charged now; else the seconds until it is looked at again. */
export async function pauseOf(deps: Deps, row: AutoTopUp): Promise<number | null> {
  const balance = await deps.ledger.balance(row.account_id);
  if (balance?.status !== 'active' || row.threshold === null || balance.available >= row.threshold) return 0;
  return (await countThisMonth(deps.db, row.user_id)) >= row.max_per_month ? LATER : null;
}

/**
 * First step, one transaction: the order, and that it is under way. Its key is made from the one before it: of any number
 * of workers that saw the same account one writes it, the others get null. Terms that cannot be charged any more stop it.
 */
export async function placeAttempt(deps: Deps, row: AutoTopUp): Promise<Order | null> {
  const draft = await draftNow(deps, row);
  if (!draft) return null;
  let written = false;
  const order = await placeOrder(deps, draft, system, null, async (tx, { id }) => {
    const now = await lockAutoTopUp(tx, row.user_id);
    if (!now || !sameMoment(row, now)) throw new Outrun();
    await openAttempt(tx, row.user_id, id);
    written = true;
  }).catch(whenOutrun);
  return written ? order : null;
}

/** The row is not any more what it was when the account was found low. Takes the order back that was just written. */
class Outrun extends Error {}

function whenOutrun(error: unknown): null {
  if (error instanceof Outrun) return null;
  throw error;
}

function sameMoment(seen: AutoTopUp, now: AutoTopUp): boolean {
  return (
    mayCharge(now) &&
    now.open_order_id === null &&
    now.last_order_id === seen.last_order_id &&
    now.card_id === seen.card_id &&
    now.amount_minor === seen.amount_minor &&
    now.currency === seen.currency &&
    now.threshold === seen.threshold
  );
}

/** What is charged is what the terms buy today. Null when it cannot be charged now. */
async function draftNow(deps: Deps, row: AutoTopUp): Promise<Draft | null> {
  const terms = termsOf(row);
  if (!terms) return null;
  try {
    const draft = draftOfTerms(deps, row, terms);
    await refuseAboveCap(deps, row.account_id, draft.credits);
    return draft;
  } catch (error) {
    if (!(error instanceof FareboxError) || error.status >= 500) throw error;
    if (error.status === 400) await stopped(deps, row.user_id, error.code);
    else await wait(deps, row, SOON);
    return null;
  }
}

/** Throws `invalid_payment_amount` and `currency_not_offered` (400). */
export function draftOfTerms(deps: Deps, row: AutoTopUp, terms: Terms): Draft {
  const { user_id: userId, provider } = row;
  const draft = draftOf(deps, {
    userId,
    amount: formatMoney(terms.amount_minor, terms.minor_units),
    currency: terms.currency,
    provider,
    method: null,
    idempotencyKey: derivedId('auto-topup', userId, row.last_order_id ?? 'first'),
  });
  const threshold = formatCredits(terms.threshold);
  const card = [row.card_brand, row.card_last4].filter((part) => part !== null).join(' ');
  return { ...draft, kind: 'auto_topup', snapshot: { ...draft.snapshot, threshold, card } };
}

/**
 * Second step: the charge, under a key made from the order, while no transaction is open; then what came of it. When no
 * answer comes the attempt stays open, and is asked about later.
 */
export async function chargeAttempt(deps: Deps, calls: CardCalls, row: AutoTopUp, order: Order): Promise<void> {
  const card = cardOf(row);
  if (!card) return;
  const answer = await calls.charge(order, card).catch(refusedUnasked);
  if (answer.status === 'declined') return declined(deps, order, answer.reason);
  if (answer.status === 'pending') return keepReference(deps.db, order.id, answer.payment.paymentId);
  await tell(deps, order.provider, answer.payment);
  await settleAttempt(deps, order.id);
}

/** The provider charges no such amount or currency, which is known before anything is charged. Else nobody knows. */
function refusedUnasked(error: unknown): { status: 'declined'; reason: string } {
  if (error instanceof FareboxError && error.status === 400) return { status: 'declined', reason: error.code };
  throw error;
}

/** Third step: the provider says that it was paid. While its credits are on their way the attempt stays open. */
export async function settleAttempt(deps: Deps, orderId: string): Promise<void> {
  const order = await findOrder(deps.db, orderId);
  if (!order) return;
  if (order.fulfilled_at !== null) await succeeded(deps, order);
  else if (order.payment_id === null) await needsReview(deps, order);
}
