import { invalid } from './errors.ts';
import { emit } from './events.ts';
import type { Dispute, Refund, Transaction } from './objects.ts';
import { disputeWire, refundWire } from './render.ts';
import { newCreemId, type World } from './world.ts';

const settled = new Set(['paid', 'partialRefund']);

export interface RefundWish {
  /** Cents, tax included; all that is left when not given. */
  amount?: number;
  status?: Refund['status'];
  reason?: Refund['reason'];
}

/** Gives back what was paid, or a part, and tells the shop. One that failed or waits leaves the transaction as it is. */
export function refund(world: World, transaction: Transaction, wish: RefundWish = {}): Refund {
  if (!settled.has(transaction.status)) throw invalid(`A transaction that is ${transaction.status} cannot be refunded`);
  const left = transaction.amount_paid - transaction.refunded_amount;
  const { amount = left, status = 'succeeded', reason = 'requested_by_customer' } = wish;
  if (!Number.isInteger(amount) || amount <= 0 || amount > left) throw invalid(`At most ${left} can be refunded`);
  if (status === 'succeeded') {
    transaction.refunded_amount += amount;
    transaction.status = transaction.refunded_amount === transaction.amount_paid ? 'refunded' : 'partialRefund';
  }
  const id = newCreemId('ref');
  const made = { id, status, refund_amount: amount, refund_currency: transaction.currency, reason };
  const kept = world.refunds.put(id, { ...made, transaction: transaction.id, created_at: world.time.now() });
  emit(world, 'refund.created', refundWire(world, kept));
  return kept;
}

/** The payer's bank takes the payment back. */
export function dispute(world: World, transaction: Transaction, amount = transaction.amount_paid): Dispute {
  if (!settled.has(transaction.status)) throw invalid(`A transaction that is ${transaction.status} cannot be disputed`);
  transaction.status = 'chargedBack';
  const id = newCreemId('disp');
  const made = { id, amount, currency: transaction.currency, transaction: transaction.id };
  const kept = world.disputes.put(id, { ...made, created_at: world.time.now() });
  emit(world, 'dispute.created', disputeWire(world, kept));
  return kept;
}
