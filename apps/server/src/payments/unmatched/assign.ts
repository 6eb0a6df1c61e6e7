import { derivedId, formatCredits, parseCredits } from '@farebox/kit';
import { type Actor, writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Db, Transaction } from '../../database/index.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import { creditsFor, formatMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { takeIn } from '../intake.ts';
import { system } from '../moves.ts';
import type { Draft } from '../orders.ts';
import type { ProviderPayment } from '../provider.ts';
import { findOrder, findPaymentByReference, insertOrder, keepCustomer } from '../store.ts';
import {
  findPayer,
  keepUnmatched,
  lockUnmatched,
  type MatchedBy,
  type UnmatchedPayment,
  updateUnmatched,
  userExists,
} from './store.ts';

/** What became of a payment that named no order of ours. */
export type Stray = { orderId: string } | 'queued' | 'ours' | 'ignored';

/**
 * A payment that was made without an order: credited to whom it belongs, where that is certain, once; else it waits
 * for a person. Told again at any time it changes nothing more.
 */
export async function hearStray(deps: Deps, provider: string, payment: ProviderPayment): Promise<Stray> {
  const { policy } = deps.config.payments.unmatched;
  if (policy === 'ignore' || payment.outcome !== 'succeeded' || payment.amountMinor <= 0n) return 'ignored';
  if (await isKnown(deps.db, { provider, ...payment })) return 'ours';
  const kept = await keepUnmatched(deps.db, provider, payment);
  if (kept.status === 'assigned') return credit(deps, kept);
  if (kept.status === 'dismissed') return 'ignored';
  return policy === 'match' ? match(deps, kept) : 'queued';
}

/**
 * Credited already, or about to be. The same money may be told of by its own name or its charge's; two with one charge
 * are two payments all the same (Creem's renewals name the first order).
 */
async function isKnown(
  db: Db,
  { provider, paymentId, chargeId }: { provider: string; paymentId: string; chargeId: string | null },
): Promise<boolean> {
  if (await findPaymentByReference(db, provider, paymentId)) return true;
  return chargeId !== null && (await findPaymentByReference(db, provider, chargeId))?.provider_payment_id === chargeId;
}

/** Assigns a waiting payment where it is certain whose it is. */
export async function match(deps: Deps, kept: UnmatchedPayment): Promise<Stray> {
  const payer = await findPayer(deps.db, kept);
  if (!payer) return 'queued';
  return assign(deps, kept.id, { userId: payer.userId, by: payer.by, actor: system, origin: null, reason: null });
}

export interface Assignment {
  userId: string;
  by: MatchedBy;
  actor: Actor;
  origin: RequestOrigin | null;
  reason: string | null;
}

/**
 * Gives the payment to a person: an order of what the money buys is written for it, and credited. Assigned again to
 * the same person it changes nothing. Throws `unmatched_not_found`, `user_not_found` (404), `unmatched_settled` (409),
 * also where an order of ours got the payment meanwhile, `currency_not_offered` (400).
 */
export async function assign(deps: Deps, id: string, assignment: Assignment): Promise<Stray> {
  const row = await deps.db.transaction().execute((tx) => writeAssignment(deps, tx, id, assignment));
  return row ? credit(deps, row) : 'queued';
}

async function writeAssignment(
  deps: Deps,
  tx: Transaction,
  id: string,
  { userId, by, actor, origin, reason }: Assignment,
): Promise<UnmatchedPayment | null> {
  const row = await lockUnmatched(tx, id);
  if (!row) throw paymentErrors.unmatched_not_found();
  if (row.status === 'assigned' && row.user_id === userId) return row;
  if (row.status !== 'waiting') throw paymentErrors.unmatched_settled({ status: row.status });
  const names = { provider: row.provider, paymentId: row.provider_payment_id, chargeId: row.charge_id };
  if (await isKnown(tx, names)) throw paymentErrors.unmatched_settled({ status: 'credited' });
  if (!(await userExists(tx, userId))) throw paymentErrors.user_not_found();
  const draft = draftOf(deps, row, userId);
  if (!draft) {
    if (by === 'person') throw paymentErrors.currency_not_offered({ currency: row.currency });
    await updateUnmatched(tx, id, { note: 'currency_not_offered' });
    return null;
  }
  const orderId = orderIdOf(row);
  await insertOrder(tx, { ...draft, id: orderId, ttlSeconds: deps.config.payments.orderTtlSeconds });
  await updateUnmatched(tx, id, {
    status: 'assigned',
    matched_by: by,
    user_id: userId,
    order_id: orderId,
    note: reason,
  });
  if (row.customer_id) await keepCustomer(tx, row.provider, row.customer_id, userId);
  await writeAudit(tx, {
    ...origin,
    actor,
    action: 'unmatched_payment.assigned',
    target: { kind: 'unmatched_payment', id },
    accountId: userId,
    after: { orderId, by, reason, ...draft.snapshot },
  });
  return lockUnmatched(tx, id);
}

function orderIdOf({ provider, provider_payment_id: paymentId }: UnmatchedPayment): string {
  return derivedId('unmatched-order', provider, paymentId);
}

/** What the money buys at today's rate; null in a currency that has none. */
function draftOf({ config }: Deps, row: UnmatchedPayment, userId: string): Required<Draft> | null {
  const offer = config.payments.currencies[row.currency];
  if (!offer) return null;
  const { minorUnits, creditsPerUnit } = offer;
  const credits = creditsFor(row.amount_minor, minorUnits, parseCredits(creditsPerUnit) ?? 0n);
  const amount = formatMoney(row.amount_minor, minorUnits);
  return {
    userId,
    kind: 'unmatched',
    amountMinor: row.amount_minor,
    discountMinor: 0n,
    discountId: null,
    currency: row.currency,
    minorUnits,
    credits,
    provider: row.provider,
    method: null,
    planVersion: null,
    subscriptionId: null,
    idempotencyKey: derivedId('unmatched', row.id),
    snapshot: {
      amount,
      currency: row.currency,
      creditsPerUnit,
      credits: formatCredits(credits),
      provider: row.provider,
    },
  };
}

/** Second half, repeatable: the order is paid by the payment it was written for. */
export async function credit(deps: Deps, row: UnmatchedPayment): Promise<Stray> {
  const orderId = row.order_id ?? orderIdOf(row);
  if (!(await findOrder(deps.db, orderId))) return 'ignored';
  const payment: ProviderPayment = {
    kind: 'payment',
    outcome: 'succeeded',
    orderId,
    paymentId: row.provider_payment_id,
    chargeId: row.charge_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    paidAt: row.paid_at,
    payer: { customerId: row.customer_id, email: row.email },
    raw: row.raw,
  };
  const intake = await takeIn(deps, orderId, { provider: row.provider, payment });
  if (intake?.paid) await fulfilOrder(deps, orderId);
  return { orderId };
}
