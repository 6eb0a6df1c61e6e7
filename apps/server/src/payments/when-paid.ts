import { consumeDiscount } from '../promotions/index.ts';
import { recordPaidPeriod } from '../subscriptions/index.ts';
import type { WhenPaid } from './intake.ts';
import { type Order, periodKindOf } from './order.ts';

/** The stretch of a subscription that a payment is for, as its provider says. */
export interface Stretch {
  providerSubscriptionId: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * What else is written in the transaction in which an order becomes paid: its discount is used up, and what it pays of a
 * plan is opened. Without a stretch of the provider's the period is paid ahead, and its dates are worked out.
 */
export function whenPaidFor(paidAt: Date, stretch: Stretch | null = null): WhenPaid {
  return async (tx, order) => {
    if (order.discount_id) await consumeDiscount(tx, order.id);
    const kind = periodKindOf(order);
    if (kind === null || order.plan_version === null) return {};
    const { subscriptionId } = await recordPaidPeriod(tx, {
      orderId: order.id,
      userId: order.user_id,
      provider: order.provider,
      providerSubscriptionId: stretch?.providerSubscriptionId ?? null,
      planVersionId: order.plan_version,
      kind,
      startsAt: stretch?.startsAt ?? null,
      endsAt: stretch?.endsAt ?? null,
      paidAt,
      credits: order.credits,
      currency: order.currency,
    });
    return { subscription_id: subscriptionId };
  };
}

/** Whether the order buys a plan or a part of one. */
export function isForPlan(order: Pick<Order, 'kind' | 'snapshot'>): boolean {
  return periodKindOf(order) !== null;
}
