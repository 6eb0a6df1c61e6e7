import { formatCredits } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { pageQuery } from '../http/paging.ts';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';
import { formatMoney } from './amounts.ts';
import { checkoutUrlOf } from './checkout.ts';
import { type Order, orderKinds } from './order.ts';
import type { Checkout } from './provider.ts';
import { titleOf } from './titles.ts';
import { type OrderStatus, orderStatuses } from './transitions.ts';

const Money = z.string().openapi({ description: 'A decimal string with the currency’s own places.', example: '10.00' });

const CheckoutShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string() }),
  z.object({ kind: z.literal('form'), url: z.string(), fields: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('qr'), text: z.string() }),
]);

export const OrderBody = z
  .object({
    id: Uuid,
    kind: z.enum(orderKinds),
    status: z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]]),
    amount: Money,
    currency: z.string().openapi({ example: 'CNY' }),
    discount: Money.openapi({ description: 'What a discount took off; already taken off the amount.' }),
    refunded: Money.openapi({ description: 'Of the amount, what went back.' }),
    credits: CreditsOut,
    title: z.string().openapi({ description: 'What was bought.', example: '1000 credits' }),
    provider: z.string().openapi({ example: 'mockpay' }),
    method: z.string().nullable().openapi({ example: 'alipay' }),
    planId: z.string().nullable(),
    subscriptionId: Uuid.nullable(),
    checkoutUrl: z.string().nullable().openapi({ description: 'Where to pay, while the order is pending.' }),
    checkout: CheckoutShape.nullable().openapi({ description: 'How to pay, while the order is pending.' }),
    needsReview: z.boolean().openapi({ description: 'A person at the operator has to look at it.' }),
    createdAt: Moment,
    expiresAt: Moment,
    paidAt: Moment.nullable(),
    fulfilledAt: Moment.nullable(),
    failedAt: Moment.nullable(),
    cancelledAt: Moment.nullable(),
    expiredAt: Moment.nullable(),
    partiallyRefundedAt: Moment.nullable(),
    refundedAt: Moment.nullable(),
    disputedAt: Moment.nullable(),
    transactionId: Uuid.nullable().openapi({ description: 'The grant, once the credits have arrived.' }),
  })
  .openapi('Order');

export const OrdersQuery = pageQuery.extend({
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(orderStatuses as [OrderStatus, ...OrderStatus[]])).max(orderStatuses.length))
    .optional()
    .openapi({
      type: 'string',
      description: `Any of ${orderStatuses.join(', ')}, with commas.`,
      example: 'pending,paid',
    }),
});

export const OrderList = listOf(OrderBody);
export const OrderAnswer = z.object({ order: OrderBody });
export const CheckoutBody = z.object({ order: OrderBody, checkoutUrl: z.string() }).openapi('Checkout');

export const DiscountCode = z.string().trim().min(1).max(200).openapi({ example: 'SPRING10' });

export const CreateTopUp = z
  .strictObject({
    amount: z.string().max(20).openapi({ example: '10.00' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code')
      .optional(),
    provider: z.string().max(40).optional().openapi({ example: 'mockpay' }),
    method: z.string().max(40).optional().openapi({ example: 'alipay' }),
    discountCode: DiscountCode.optional(),
  })
  .openapi('CreateTopUp');

export function orderBody(deps: Pick<Deps, 'config'>, order: Order): z.infer<typeof OrderBody> {
  return {
    id: order.id,
    kind: order.kind,
    status: order.status,
    amount: formatMoney(order.amount_minor, order.minor_units),
    currency: order.currency,
    discount: formatMoney(order.discount_minor, order.minor_units),
    refunded: formatMoney(order.refunded_minor, order.minor_units),
    credits: formatCredits(order.credits),
    title: titleOf(order),
    provider: order.provider,
    method: order.method,
    planId: typeof order.snapshot.planId === 'string' ? order.snapshot.planId : null,
    subscriptionId: order.subscription_id,
    checkoutUrl: checkoutUrlOf(deps, order),
    checkout: order.status === 'pending' && order.checkout ? shownCheckout(order.checkout) : null,
    needsReview: order.needs_review !== null,
    createdAt: order.created_at.toISOString(),
    expiresAt: order.expires_at.toISOString(),
    paidAt: moment(order.paid_at),
    fulfilledAt: moment(order.fulfilled_at),
    failedAt: moment(order.failed_at),
    cancelledAt: moment(order.cancelled_at),
    expiredAt: moment(order.expired_at),
    partiallyRefundedAt: moment(order.partially_refunded_at),
    refundedAt: moment(order.refunded_at),
    disputedAt: moment(order.disputed_at),
    transactionId: order.transaction_id,
  };
}

/** Without the provider's own name for it, which is no business of the payer's. */
function shownCheckout({ reference: _, ...shown }: Checkout): z.infer<typeof CheckoutShape> {
  return shown;
}

function moment(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
