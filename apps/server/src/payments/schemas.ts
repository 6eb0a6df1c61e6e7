import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';
import { formatMoney } from './amounts.ts';
import type { Order } from './order.ts';
import { type OrderStatus, orderStatuses } from './transitions.ts';

const Money = z.string().openapi({ description: 'A decimal string with the currency’s own places.', example: '10.00' });

export const OrderBody = z
  .object({
    id: Uuid,
    kind: z.enum(['topup']),
    status: z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]]),
    amount: Money,
    currency: z.string().openapi({ example: 'CNY' }),
    credits: CreditsOut,
    provider: z.string().openapi({ example: 'mockpay' }),
    checkoutUrl: z.string().nullable().openapi({ description: 'Where to pay, while the order is pending.' }),
    createdAt: Moment,
    expiresAt: Moment,
    paidAt: Moment.nullable(),
    fulfilledAt: Moment.nullable(),
    failedAt: Moment.nullable(),
    cancelledAt: Moment.nullable(),
    expiredAt: Moment.nullable(),
    transactionId: Uuid.nullable().openapi({ description: 'The grant, once the credits have arrived.' }),
  })
  .openapi('Order');

export const OrderList = listOf(OrderBody);
export const OrderAnswer = z.object({ order: OrderBody });
export const CheckoutBody = z.object({ order: OrderBody, checkoutUrl: z.string() }).openapi('Checkout');

export const CreateTopUp = z
  .strictObject({
    amount: z.string().max(20).openapi({ example: '10.00' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code')
      .optional(),
    provider: z.string().max(40).optional().openapi({ example: 'mockpay' }),
  })
  .openapi('CreateTopUp');

export function orderBody(order: Order): z.infer<typeof OrderBody> {
  return {
    id: order.id,
    kind: order.kind,
    status: order.status,
    amount: formatMoney(order.amount_minor, order.minor_units),
    currency: order.currency,
    credits: formatCredits(order.credits),
    provider: order.provider,
    checkoutUrl: order.status === 'pending' ? order.checkout_url : null,
    createdAt: order.created_at.toISOString(),
    expiresAt: order.expires_at.toISOString(),
    paidAt: moment(order.paid_at),
    fulfilledAt: moment(order.fulfilled_at),
    failedAt: moment(order.failed_at),
    cancelledAt: moment(order.cancelled_at),
    expiredAt: moment(order.expired_at),
    transactionId: order.transaction_id,
  };
}

function moment(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
