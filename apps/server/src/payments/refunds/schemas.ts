import { z } from '@hono/zod-openapi';
import { Moment, Uuid } from '../../http/schemas.ts';
import { formatMoney } from '../amounts.ts';
import type { Dispute, Refund } from './store.ts';

const reason = z.string().trim().min(3).max(500).openapi({ example: 'Bought by mistake' });

export const RefundWishBody = z
  .strictObject({
    amount: z.string().max(20).optional().openapi({ description: 'All that remains when not said.', example: '5.00' }),
    reason,
  })
  .openapi('RefundOrder');

export const RefundOutcome = z
  .strictObject({ outcome: z.enum(['succeeded', 'failed']), reason })
  .openapi('SettleRefund');

export const ClawbackDecision = z
  .strictObject({ credits: z.enum(['take', 'leave']), reason })
  .openapi('DecideClawback');

export const RefundBody = z
  .object({
    id: Uuid,
    orderId: Uuid,
    providerRefundId: z.string().nullable(),
    status: z.enum(['requested', 'unknown', 'pending', 'succeeded', 'failed']),
    clawback: z.enum(['due', 'undecided', 'waived']),
    amount: z.string(),
    currency: z.string(),
    reason: z.string().nullable(),
    failure: z.string().nullable(),
    requestedBy: Uuid.nullable(),
    createdAt: Moment,
  })
  .openapi('Refund');

const DisputeBody = z
  .object({
    id: Uuid,
    providerDisputeId: z.string(),
    status: z.enum(['open', 'won', 'lost', 'closed']),
    clawback: z.enum(['due', 'undecided', 'waived']),
    amount: z.string(),
    currency: z.string(),
    reason: z.string().nullable(),
    createdAt: Moment,
  })
  .openapi('Dispute');

export const MoneyBackBody = z
  .object({ refunds: z.array(RefundBody), disputes: z.array(DisputeBody) })
  .openapi('MoneyBack');

export function refundBody(refund: Refund, minorUnits: number): z.infer<typeof RefundBody> {
  return {
    id: refund.id,
    orderId: refund.order_id,
    providerRefundId: refund.provider_refund_id,
    status: refund.status,
    clawback: refund.clawback,
    amount: formatMoney(refund.amount_minor, minorUnits),
    currency: refund.currency,
    reason: refund.reason,
    failure: refund.failure,
    requestedBy: refund.requested_by,
    createdAt: refund.created_at.toISOString(),
  };
}

export function disputeBody(dispute: Dispute, minorUnits: number): z.infer<typeof DisputeBody> {
  return {
    id: dispute.id,
    providerDisputeId: dispute.provider_dispute_id,
    status: dispute.status,
    clawback: dispute.clawback,
    amount: formatMoney(dispute.amount_minor, minorUnits),
    currency: dispute.currency,
    reason: dispute.reason,
    createdAt: dispute.created_at.toISOString(),
  };
}
