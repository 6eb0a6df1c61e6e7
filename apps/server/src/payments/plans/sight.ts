import type { Deps } from '../../context.ts';
import type { Db, Transaction } from '../../database/index.ts';
import { type PlanVersion, planByProviderReference } from '../../plans/index.ts';
import { findByProvider, findSubscription, mirrorSubscription, type Subscription } from '../../subscriptions/index.ts';
import type { Order } from '../order.ts';
import type { ProviderSubscription } from '../provider.ts';
import { findOrder, keepCustomer } from '../store.ts';
import { findPayer, userExists } from '../unmatched/store.ts';

/**
 * Keeps what a provider says of a subscription that it runs. The same as `mirrorSubscription`: older sights change
 * nothing. Null when nobody knows whose it is; `email` is the payer's, where a payment tells it.
 */
export function keepSight(
  { db }: Pick<Deps, 'db'>,
  provider: string,
  seen: ProviderSubscription,
  email: string | null = null,
): Promise<Subscription | null> {
  return db.transaction().execute(async (tx) => {
    const known = await findByProvider(tx, provider, seen.subscriptionId);
    const order = await orderOfSight(tx, provider, seen);
    const userId = known?.userId ?? order?.user_id ?? (await ownerOf(tx, provider, seen, email));
    if (userId === null) return null;
    const plan = await planOfSight(tx, provider, seen, known, order);
    const id = await mirrorSubscription(tx, {
      ...{ provider, providerSubscriptionId: seen.subscriptionId, providerCustomerId: seen.customerId, userId },
      ...{ orderId: order?.id ?? null, status: seen.status, planVersionId: plan, observedAt: seen.observedAt },
      ...{ currentPeriodStart: seen.currentPeriodStart, currentPeriodEnd: seen.currentPeriodEnd },
      ...{ cancelAtPeriodEnd: seen.cancelAtPeriodEnd, cancelAt: seen.cancelAt, endedAt: seen.endedAt },
    });
    if (id === null) return null;
    if (seen.customerId !== null) await keepCustomer(tx, provider, seen.customerId, userId);
    return findSubscription(tx, id);
  });
}

/** The order that began it, as its metadata says. */
async function orderOfSight(db: Db, provider: string, { orderId }: ProviderSubscription): Promise<Order | null> {
  const order = orderId === null ? null : await findOrder(db, orderId);
  return order?.kind === 'subscription' && order.provider === provider ? order : null;
}

/** Who the metadata names, else who that customer is; an address counts only where its owner has proven it. */
async function ownerOf(
  tx: Transaction,
  provider: string,
  { userId, customerId }: ProviderSubscription,
  email: string | null,
): Promise<string | null> {
  if (userId !== null && (await userExists(tx, userId))) return userId;
  const payer = { provider, customer_id: customerId, email: email?.toLowerCase() ?? null };
  return (await findPayer(tx, payer))?.userId ?? null;
}

/** A price that was made for one order has no name of ours: it is the order's, until something else is agreed. */
async function planOfSight(
  db: Db,
  provider: string,
  { planReference }: ProviderSubscription,
  known: Subscription | null,
  order: Order | null,
): Promise<string | null> {
  const inForce = known?.planVersionId ?? order?.plan_version ?? null;
  const named = await planByReference(db, provider, planReference, inForce);
  if (named) return named.id;
  return known?.startedAt ? null : (order?.plan_version ?? null);
}

/** Which plan a provider's name of a price stands for; null when it is none of ours. */
export async function planByReference(
  db: Db,
  provider: string,
  reference: string | null,
  inForce: string | null,
): Promise<PlanVersion | null> {
  if (reference === null || (provider !== 'stripe' && provider !== 'creem')) return null;
  return planByProviderReference(db, provider, reference, inForce);
}
