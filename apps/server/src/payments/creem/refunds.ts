import { FareboxError } from '@farebox/kit';
import type { z } from 'zod';
import type { ProviderDispute, ProviderRefund, RefundAnswer, RefundRequest } from '../provider.ts';
import { post, type Shop } from './api.ts';
import { type Dispute, type Refund, RefundAnswer as RefundAnswerBody, type Transaction } from './objects.ts';
import { netOf } from './payments.ts';
import { getTransaction } from './transactions.ts';

const statuses: Record<string, ProviderRefund['status']> = {
  pending: 'pending',
  requiresAction: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/**
 * Creem's answer to a refund has no id, its callback has one. Of each transaction one refund at most is the last one,
 * which leaves nothing: that gets a name of ours, the same in both, and a part keeps Creem's.
 */
function lastRefundOf(transactionId: string): string {
  return `${transactionId}:rest`;
}

/**
 * Gives back all that is left of a payment; Creem's API knows no part of it. Asked again after it was done, Creem
 * says no. `unknown` when no answer came.
 */
export async function refund(shop: Shop, { paymentId, whole }: RefundRequest): Promise<RefundAnswer> {
  if (!whole) return { status: 'failed', reason: 'Creem gives back a part of a payment only in its own dashboard' };
  try {
    const { status } = await post(shop, '/v1/refunds', { transaction_id: paymentId }, RefundAnswerBody);
    const became = statuses[status] ?? 'pending';
    if (became === 'failed') return { status: 'failed', reason: `the refund at Creem is ${status.slice(0, 40)}` };
    return { status: became, refundId: lastRefundOf(paymentId) };
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    const reason = String(error.details.reason ?? error.message);
    return { status: error.code === 'provider_refused' ? 'failed' : 'unknown', reason };
  }
}

/** Its sums hold the tax; ours do not, so the same share of the price has gone back. */
export async function refundNews(shop: Shop, told: z.infer<typeof Refund>): Promise<ProviderRefund> {
  const observedAt = shop.clock.now();
  const transaction = await wholeTransaction(shop, told.transaction);
  return {
    kind: 'refund',
    refundId: transaction.status === 'refunded' ? lastRefundOf(transaction.id) : told.id,
    paymentReference: transaction.id,
    status: statuses[told.status] ?? 'pending',
    amountMinor: shareOf(transaction, told.refund_amount, told.refund_currency),
    currency: told.refund_currency,
    reason: told.reason ?? null,
    observedAt,
  };
}

/**
 * Creem tells when a dispute opens and never when it closes. Read again later (an event can be taken up again) it is
 * judged by what became of the transaction: paid once more = won, charged back only since = lost.
 */
export async function disputeNews(shop: Shop, told: z.infer<typeof Dispute>): Promise<ProviderDispute> {
  const observedAt = shop.clock.now();
  const now = await getTransaction(shop, told.transaction.id);
  const then = 'status' in told.transaction ? told.transaction : now;
  return {
    kind: 'dispute',
    disputeId: told.id,
    paymentReference: now.id,
    status: disputeStatus(then.status, now.status),
    amountMinor: shareOf(now, told.amount, told.currency),
    currency: told.currency,
    reason: null,
    observedAt,
  };
}

function disputeStatus(then: string, now: string): ProviderDispute['status'] {
  if (then === now) return 'open';
  if (now === 'chargedBack') return 'lost';
  return now === 'paid' ? 'won' : 'open';
}

async function wholeTransaction(shop: Shop, told: Transaction | { id: string }): Promise<Transaction> {
  return 'status' in told ? told : getTransaction(shop, told.id);
}

/** Of the price, the share that `sum` is of what was paid with tax; in another currency it is left for a person. */
function shareOf(transaction: Transaction, sum: number, currency: string): bigint {
  const price = BigInt(netOf(transaction));
  const paid = BigInt(transaction.amount_paid ?? 0);
  if (currency !== transaction.currency || paid === 0n) return BigInt(sum);
  const share = (BigInt(sum) * price + paid / 2n) / paid;
  return share < price ? share : price;
}
