import type { Deps } from '../../context.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { takeIn } from '../intake.ts';
import type { Order } from '../order.ts';
import type { ProviderPeriod, ProviderSubscription } from '../provider.ts';
import { findOrder, findPaymentByReference } from '../store.ts';
import { whenPaidFor } from '../when-paid.ts';
import { orderOfPeriod } from './period-orders.ts';
import { keepSight } from './sight.ts';

/** What became of news of a subscription: the order it concerns, and why it credits nothing where it does not. */
export interface HeardOfPlan {
  orderId: string | null;
  note: string | null;
}

/** How a subscription stands at its provider. Null when nobody knows whose it is. */
export async function hearSubscription(
  deps: Deps,
  provider: string,
  seen: ProviderSubscription,
): Promise<HeardOfPlan | null> {
  const kept = await keepSight(deps, provider, seen);
  return kept && { orderId: kept.orderId, note: null };
}

/**
 * A stretch of a subscription was paid for: its order is paid and its credits granted, once for each payment, in
 * whatever order such news arrives. Null when it is not known whose it is or what was bought; the payment is then one
 * without an order.
 */
export async function hearPeriod(deps: Deps, provider: string, news: ProviderPeriod): Promise<HeardOfPlan | null> {
  const subscription = await keepSight(deps, provider, news.subscription, news.payment.payer?.email ?? null);
  const order = (await paidBefore(deps, provider, news)) ?? (await orderFor(deps, provider, news, subscription));
  if (!order) return null;
  const { payment, startsAt, endsAt } = news;
  const stretch = { providerSubscriptionId: news.subscription.subscriptionId, startsAt, endsAt };
  const intake = await takeIn(deps, order.id, {
    provider,
    payment: { ...payment, orderId: order.id },
    whenPaid: whenPaidFor(payment.paidAt ?? startsAt, stretch),
  });
  if (!intake?.paid) return { orderId: order.id, note: intake?.refusal ?? null };
  // The payment has brought it to life; an older one may be told of late, while the provider says that it is past due.
  await keepSight(deps, provider, news.subscription);
  await fulfilOrder(deps, order.id);
  return { orderId: order.id, note: null };
}

async function orderFor(
  deps: Deps,
  provider: string,
  news: ProviderPeriod,
  subscription: Awaited<ReturnType<typeof keepSight>>,
): Promise<Order | null> {
  return subscription && orderOfPeriod(deps, { provider, news, subscription });
}

/** The order of a payment that was told of before. */
async function paidBefore({ db }: Deps, provider: string, { payment }: ProviderPeriod): Promise<Order | null> {
  const known = await findPaymentByReference(db, provider, payment.paymentId);
  return known && findOrder(db, known.order_id);
}
