import { z } from '@hono/zod-openapi';
import type { Deps } from '../../context.ts';
import { pageQuery } from '../../http/paging.ts';
import { listOf, Moment, Uuid } from '../../http/schemas.ts';
import { formatMoney } from '../amounts.ts';
import { OrderBody, orderBody } from '../schemas.ts';
import { type OrderStatus, orderStatuses } from '../transitions.ts';
import type { InboxRow, InboxRowWhole, OrderOfAnybody, PaymentOfOrder } from './store.ts';

const statuses = z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]]);
const inboxStates = z.enum(['received', 'waiting', 'processed', 'ignored', 'rejected', 'failed']);
const word = z.string().min(1).max(200);

export const OrderQuery = pageQuery.extend({
  userId: Uuid.optional(),
  status: statuses.optional(),
  provider: word.optional(),
  needsReview: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  reference: word
    .optional()
    .openapi({ description: 'An order’s id, or what its provider calls the order or its payment.' }),
});

export const InboxQuery = pageQuery.extend({
  provider: word.optional(),
  state: inboxStates.optional(),
  orderId: Uuid.optional(),
});

export const Reason = z
  .strictObject({ reason: z.string().trim().min(3).max(500).openapi({ example: 'Bank transfer seen on 12 May' }) })
  .openapi('Reason');

export const AdminOrder = OrderBody.extend({
  userId: Uuid,
  email: z.string(),
  providerReference: z.string().nullable(),
  review: z.string().nullable().openapi({ description: 'Why a person has to look at it.', example: 'amount_mismatch' }),
}).openapi('AdminOrder');

const Payment = z.object({
  id: Uuid,
  providerPaymentId: z.string(),
  chargeId: z.string().nullable(),
  status: z.string(),
  amount: z.string(),
  currency: z.string(),
  createdAt: Moment,
});

export const AdminOrderList = listOf(AdminOrder);
export const AdminOrderStory = AdminOrder.extend({ payments: z.array(Payment) }).openapi('AdminOrderStory');

export const InboxEntry = z
  .object({
    id: Uuid,
    provider: z.string(),
    eventId: z.string().nullable(),
    type: z.string().nullable(),
    state: inboxStates,
    signatureOk: z.boolean(),
    attempts: z.number().int(),
    note: z.string().nullable().openapi({ description: 'Why it failed, waits, was refused or changed nothing.' }),
    orderId: Uuid.nullable(),
    receivedAt: Moment,
    processedAt: Moment.nullable(),
    retryAt: Moment.nullable().openapi({ description: 'When it is taken up again by itself.' }),
  })
  .openapi('ProviderEvent');

export const InboxList = listOf(InboxEntry);
export const InboxWhole = InboxEntry.extend({
  headers: z.record(z.string(), z.string()),
  body: z.string().openapi({ description: 'As it arrived.' }),
}).openapi('ProviderEventWhole');

export function adminOrderBody(deps: Pick<Deps, 'config'>, order: OrderOfAnybody): z.infer<typeof AdminOrder> {
  return {
    ...orderBody(deps, order),
    userId: order.user_id,
    email: order.email,
    providerReference: order.provider_reference,
    review: order.needs_review,
  };
}

export function paymentBody(payment: PaymentOfOrder, minorUnits: number): z.infer<typeof Payment> {
  return {
    id: payment.id,
    providerPaymentId: payment.provider_payment_id,
    chargeId: payment.charge_id,
    status: payment.status,
    amount: formatMoney(payment.amount_minor, minorUnits),
    currency: payment.currency,
    createdAt: payment.created_at.toISOString(),
  };
}

export function inboxBody(row: InboxRow): z.infer<typeof InboxEntry> {
  const open = row.state === 'received' || row.state === 'waiting' || row.state === 'failed';
  return {
    id: row.id,
    provider: row.provider,
    eventId: row.event_id,
    type: row.type,
    state: row.state,
    signatureOk: row.signature_ok,
    attempts: row.attempts,
    note: row.last_error,
    orderId: row.order_id,
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
    retryAt: open ? row.retry_at.toISOString() : null,
  };
}

export function inboxWholeBody(row: InboxRowWhole): z.infer<typeof InboxWhole> {
  return { ...inboxBody(row), headers: row.headers, body: row.raw.toString('utf8') };
}
