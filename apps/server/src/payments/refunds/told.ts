import { type Actor, writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Transaction } from '../../database/index.ts';
import { manualPaymentId } from '../manual-payment.ts';
import type { Order } from '../order.ts';
import type { ProviderDispute, ProviderRefund } from '../provider.ts';
import { findPayment, findPaymentByReference, lockOrder, type PaymentRow } from '../store.ts';
import { isUnassigned } from '../unmatched/store.ts';
import { keepQuestions } from './questions.ts';
import { showStanding } from './standing.ts';
import { planStep, settleClawbacks } from './steps.ts';
import { type Reckoning, refundTold, seeDispute, seeRefund } from './store.ts';

/** What became of the news: the order it is about, or that its payment is not known (yet), or nobody's. */
export type Heard = { orderId: string } | 'unknown_payment' | 'unassigned' | 'too_early';

/**
 * A refund as the provider tells of it, made here or there. The credits follow by the sum of all that is known, so that
 * copies, older news and another order of events change nothing. Failed ones are returned.
 */
export function hearRefund(deps: Deps, provider: string, told: ProviderRefund): Promise<Heard> {
  return hear(deps, provider, told, async (tx, order, reckoning) => {
    const known = await refundTold(tx, order, told);
    const seen = await seeRefund(tx, order, known, told, reckoning);
    if (seen && seen.status !== known?.status) await note(tx, order, provider, `refund.${seen.status}`, seen.id);
  });
}

/** A dispute: while it is open what is left of the credits is secured; lost takes the rest, won returns it. */
export function hearDispute(deps: Deps, provider: string, told: ProviderDispute): Promise<Heard> {
  return hear(deps, provider, told, async (tx, order, reckoning) => {
    const seen = await seeDispute(tx, order, told, reckoning);
    if (seen) await note(tx, order, provider, `dispute.${seen.status}`, seen.id);
  });
}

type Write = (tx: Transaction, order: Order, reckoning: Reckoning) => Promise<void>;

async function hear(
  deps: Deps,
  provider: string,
  told: ProviderRefund | ProviderDispute,
  write: Write,
): Promise<Heard> {
  const payment = await findPaymentByReference(deps.db, provider, told.paymentReference);
  if (!payment) {
    return (await isUnassigned(deps.db, provider, told.paymentReference)) ? 'unassigned' : 'unknown_payment';
  }
  const early = await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, payment.order_id);
    if (!order) throw new Error(`order ${payment.order_id} vanished`);
    // Paid, and its credits on the way: only when they are there can they be taken back.
    if (order.status === 'paid') return true;
    const actor: Actor = { kind: 'provider', id: provider };
    const sameCurrency = told.currency === order.currency;
    await write(tx, order, await reckon(deps, tx, { order, payment, sameCurrency }));
    await showStanding(tx, order, actor);
    await keepQuestions(tx, order, actor, !sameCurrency);
    await planStep(tx, order);
    return false;
  });
  if (early) return 'too_early';
  await settleClawbacks(deps, payment.order_id);
  return { orderId: payment.order_id };
}

/**
 * Whether it is money that the order was credited for, and whether credits go with it. Of an order that a person
 * completed, nobody but a person knows which payment that was; a sum in another currency says nothing about a share.
 */
async function reckon(
  { config }: Deps,
  tx: Transaction,
  { order, payment, sameCurrency }: { order: Order; payment: PaymentRow; sameCurrency: boolean },
): Promise<Reckoning> {
  const credited = order.payment_id === null ? null : await findPayment(tx, order.payment_id);
  const byHand = credited?.provider_payment_id === manualPaymentId(order);
  if (credited?.id !== payment.id && !byHand) return { counts: false, clawback: 'waived' };
  const certain = !byHand && sameCurrency && config.payments.refunds.policy === 'claw_back';
  return { counts: true, clawback: certain ? 'due' : 'undecided' };
}

function note(tx: Transaction, order: Order, provider: string, action: string, id: string): Promise<void> {
  return writeAudit(tx, {
    actor: { kind: 'provider', id: provider },
    action,
    target: { kind: action.startsWith('refund') ? 'refund' : 'dispute', id },
    accountId: order.account_id,
    after: { orderId: order.id },
  });
}
