import type { ProviderNews, ProviderPayment, ProviderPeriod, ProviderSubscription } from '../provider.ts';
import type { Shop } from './api.ts';
import type { Subscription, Transaction } from './objects.ts';
import { emailOf, isPaid, paymentOfTransaction } from './payments.ts';
import { findSubscription, subscriptionOf } from './subscription.ts';
import { getTransaction, transactionsOf } from './transactions.ts';

/** How far two periods may overlap and still follow each other: Creem's days begin and end to the minute, or not. */
const SLACK_MS = 24 * 60 * 60 * 1000;

/**
 * The stretch that a transaction paid for. `told` is the subscription as the callback has it; how it stands now, the
 * sum and the period are asked for. Throws when the transaction is not paid, so that the callback is tried again.
 */
export async function periodOf(shop: Shop, told: Subscription): Promise<ProviderPeriod> {
  const id = told.last_transaction_id;
  if (!id) throw new Error(`creem tells of a payment of ${told.id} without naming its transaction`);
  const observedAt = shop.clock.now();
  const now = (await findSubscription(shop, told.id)) ?? told;
  const transaction = await getTransaction(shop, id);
  if (!isPaid(transaction)) throw new Error(`the transaction ${id} at creem is ${transaction.status}`);
  const all = await transactionsOf(shop, told.id, told.customer.id);
  return periodFrom(subscriptionOf(now, observedAt), told, transaction, all);
}

/** Whatever was paid for a subscription, the oldest first: what told of an earlier period may have been lost. */
export async function periodsOf(shop: Shop, told: Subscription): Promise<ProviderPeriod[]> {
  const subscription = subscriptionOf(told, shop.clock.now());
  const all = await transactionsOf(shop, told.id, told.customer.id);
  return all.map((transaction) => periodFrom(subscription, told, transaction, all));
}

/** What a payment that names no order is for: the period of a subscription, where it belongs to one. */
export async function explainPayment(shop: Shop, payment: ProviderPayment): Promise<ProviderNews[]> {
  const { subscription } = await getTransaction(shop, payment.paymentId);
  const told = subscription ? await findSubscription(shop, subscription) : null;
  const periods = told ? await periodsOf(shop, told) : [];
  const own = periods.filter((period) => period.payment.paymentId === payment.paymentId);
  return own.length > 0 ? own : [payment];
}

function periodFrom(
  subscription: ProviderSubscription,
  told: Subscription,
  transaction: Transaction,
  all: readonly Transaction[],
): ProviderPeriod {
  const startsAt = transaction.period_start ?? told.current_period_start_date;
  const endsAt = transaction.period_end ?? told.current_period_end_date;
  if (!startsAt || !endsAt) throw new Error(`creem names no period for the transaction ${transaction.id}`);
  const cause = causeOf(transaction, startsAt, all);
  const payer = { customerId: told.customer.id, email: emailOf(told.customer) };
  return {
    kind: 'period',
    subscription,
    cause,
    payment: { ...paymentOfTransaction(transaction, cause === 'first' ? subscription.orderId : null), payer },
    startsAt: cause === 'upgrade' && transaction.created_at > startsAt ? transaction.created_at : startsAt,
    endsAt,
  };
}

/**
 * The first thing ever paid for the subscription opens it; what is paid in the midst of a stretch that was paid for
 * before is for a better plan; what begins where the last stretch ends renews it.
 */
export function causeOf(
  transaction: Transaction,
  startsAt: Date,
  all: readonly Transaction[],
): ProviderPeriod['cause'] {
  const earlier = all.filter((one) => one.id !== transaction.id && one.created_at <= transaction.created_at);
  if (earlier.length === 0) return 'first';
  const paidUntil = Math.max(...earlier.map(({ period_end: end }) => end?.getTime() ?? 0));
  return startsAt.getTime() < paidUntil - SLACK_MS ? 'upgrade' : 'renewal';
}
