import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import type { Decision } from '../admin/decision.ts';
import { formatMoney, type MinorUnits, parseMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import { system } from '../moves.ts';
import type { Order } from '../order.ts';
import type { Provider, RefundAnswer } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { findOrder, findPayment, lockOrder } from '../store.ts';
import { moneyBack } from './levels.ts';
import { keepQuestions } from './questions.ts';
import { showStanding } from './standing.ts';
import { planStep, settleClawbacks } from './steps.ts';
import {
  answerRefund,
  findNamedRefund,
  findRefund,
  insertRefund,
  moneyBackOf,
  type Refund,
  refundsOf,
  unansweredRefunds,
} from './store.ts';

/** Statuses of an order whose money can be given back. */
const refundable = new Set(['fulfilled', 'partially_refunded', 'disputed']);

/** Refunds without an answer that one sweep takes up at most; the rest wait a minute. */
const SWEEP_LIMIT = 20;

export interface RefundWish {
  /** From the caller's Idempotency-Key. */
  id: string;
  orderId: string;
  /** Decimal text; all that remains when not said. */
  amount: string | null;
}

/**
 * Gives money back through the provider that took it, and takes the credits. The same key again gives the first
 * answer. Throws `order_not_found` (404), `order_not_refundable`, `refund_unsettled`, `idempotency_mismatch` (409),
 * `invalid_payment_amount` (400), `provider_cannot_refund` (409).
 */
export async function refundOrder(deps: Deps, wish: RefundWish, decision: Decision): Promise<Refund> {
  const order = await findOrder(deps.db, wish.orderId);
  if (!order) throw paymentErrors.order_not_found();
  const provider = await findProvider(deps, order.provider);
  if (!provider?.refund) throw paymentErrors.provider_cannot_refund({ provider: order.provider });
  return refundThrough(deps, provider, wish, decision);
}

/** Once it is known through whom. The provider is asked only here, by whoever wrote the wish down, and never again. */
export async function refundThrough(
  deps: Deps,
  provider: Provider,
  wish: RefundWish,
  decision: Decision,
): Promise<Refund> {
  const { order, refund, fresh, whole } = await writeWish(deps, wish, decision);
  if (fresh) await ask(deps, provider, order, refund, whole);
  return (await findRefund(deps.db, refund.id)) ?? refund;
}

interface WishWritten {
  order: Order;
  refund: Refund;
  /** False when the same key wrote it before: the provider was, or is being, asked. */
  fresh: boolean;
  /** Whether it gives back all that remains. */
  whole: boolean;
}

function writeWish(deps: Deps, wish: RefundWish, decision: Decision): Promise<WishWritten> {
  return deps.db.transaction().execute(async (tx) => {
    const order = (await lockOrder(tx, wish.orderId)) as Order;
    const earlier = await findRefund(tx, wish.id);
    if (earlier) return { order, refund: sameWish(order, earlier, wish), fresh: false, whole: false };
    const { amountMinor, whole } = await amountOf(tx, order, wish);
    const requestedBy = decision.actor.id ?? '';
    await insertRefund(tx, order, { id: wish.id, amountMinor, reason: decision.reason, requestedBy });
    await writeAudit(tx, {
      ...decision.origin,
      actor: decision.actor,
      action: 'refund.requested',
      target: { kind: 'refund', id: wish.id },
      accountId: order.account_id,
      after: { orderId: order.id, amount: formatMoney(amountMinor, order.minor_units), reason: decision.reason },
    });
    return { order, refund: (await findRefund(tx, wish.id)) as Refund, fresh: true, whole };
  });
}

function sameWish(order: Order, earlier: Refund, wish: RefundWish): Refund {
  const amountMinor = wish.amount === null ? earlier.amount_minor : parseMoney(wish.amount, unitsOf(order));
  if (earlier.order_id !== order.id || earlier.amount_minor !== amountMinor) {
    throw paymentErrors.idempotency_mismatch({ refundId: earlier.id });
  }
  return earlier;
}

/**
 * What is asked for, at most what remains: of the price, what neither went back nor is contested. While another one's
 * end is not known nobody can say what that is.
 */
async function amountOf(tx: Transaction, order: Order, wish: RefundWish) {
  if (!refundable.has(order.status) || order.payment_id === null) {
    throw paymentErrors.order_not_refundable({ status: order.status });
  }
  const refunds = await refundsOf(tx, order.id);
  const unsettled = refunds.find(({ status }) => status === 'requested' || status === 'unknown');
  if (unsettled) throw paymentErrors.refund_unsettled({ refundId: unsettled.id, status: unsettled.status });
  const { gone, contested } = moneyBack(order.amount_minor, await moneyBackOf(tx, order.id));
  const rest = order.amount_minor - gone - contested;
  const amountMinor = wish.amount === null ? rest : parseMoney(wish.amount, unitsOf(order));
  if (amountMinor === null || amountMinor <= 0n || amountMinor > rest) {
    throw paymentErrors.invalid_payment_amount({ max: formatMoney(rest, order.minor_units) });
  }
  return { amountMinor, whole: amountMinor === rest && contested === 0n };
}

function unitsOf(order: Order): MinorUnits {
  return order.minor_units as MinorUnits;
}

async function ask(deps: Deps, provider: Provider, order: Order, refund: Refund, whole: boolean): Promise<void> {
  const payment = await findPayment(deps.db, order.payment_id as string);
  if (!payment || !provider.refund) throw new Error(`order ${order.id} has no payment to refund`);
  const answer = await provider
    .refund({
      order,
      paymentId: payment.provider_payment_id,
      chargeId: payment.charge_id,
      amountMinor: refund.amount_minor,
      whole,
      reason: refund.reason,
      key: refund.id,
    })
    .catch((error: unknown): RefundAnswer => ({ status: 'unknown', reason: sentence(error) }));
  await keepAnswer(deps, refund, answer);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function keepAnswer(deps: Deps, refund: Refund, answer: RefundAnswer): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = (await lockOrder(tx, refund.order_id)) as Order;
    await writeAnswer(tx, refund, answer);
    await showStanding(tx, order, system);
    await keepQuestions(tx, order, system);
    await planStep(tx, order);
    await writeAudit(tx, {
      actor: { kind: 'provider', id: order.provider },
      action: `refund.${answer.status}`,
      target: { kind: 'refund', id: refund.id },
      accountId: order.account_id,
      after: { orderId: order.id },
    });
  });
  await settleClawbacks(deps, refund.order_id);
}

/**
 * A callback may have come first, under a sum of the provider's own (taxes), and been taken for another refund: then
 * that one stands for both.
 */
async function writeAnswer(tx: Transaction, { id, provider }: Refund, answer: RefundAnswer): Promise<void> {
  const refundId = 'refundId' in answer ? answer.refundId : null;
  const failure = 'reason' in answer ? answer.reason.slice(0, 500) : null;
  const other = refundId === null ? null : await findNamedRefund(tx, provider, refundId);
  if (!other || other.id === id) return answerRefund(tx, id, { status: answer.status, refundId, failure });
  return answerRefund(tx, id, { status: 'failed', refundId: null, failure: `the provider tells of it as ${other.id}` });
}

/** Refunds whose process died while it asked: nobody knows what became of them. */
export async function sweepRefunds(deps: Deps): Promise<void> {
  const answer = { status: 'unknown', reason: 'the server stopped before the provider answered' } as const;
  for (const refund of await unansweredRefunds(deps.db, SWEEP_LIMIT)) {
    await keepAnswer(deps, refund, answer).catch((error: unknown) =>
      deps.log.warn({ err: error, refundId: refund.id }, 'refund not settled'),
    );
  }
}
