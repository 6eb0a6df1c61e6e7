import { derivedId } from '@farebox/kit';
import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { RequestOrigin } from '../../http/request-context.ts';
import {
  cancelAtPeriodEnd,
  endNow,
  findSubscription,
  liveSubscription,
  resume,
  type Subscription,
  subscriptionErrors,
} from '../../subscriptions/index.ts';
import type { Decision } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import type { ProviderSubscription, SubscriptionCalls } from '../provider.ts';
import { findProvider, offeredProviders } from '../providers.ts';
import { providerOf } from './collect.ts';
import { keepSight } from './sight.ts';
import { findCustomerId } from './store.ts';

/** Who wants it, and from where. */
type Asker = Parameters<typeof cancelAtPeriodEnd>[2];

const asPerson = (id: string, origin: RequestOrigin): Asker => ({ actor: { kind: 'user', id }, ...origin });

async function mine(deps: Deps, userId: string): Promise<Subscription> {
  const live = await liveSubscription(deps.db, userId);
  if (!live) throw subscriptionErrors.subscription_not_found();
  return live;
}

/**
 * Tells the provider first, then keeps what it answers. A crash between the two is put right by its callback, or by the
 * next look. The key is made of how the subscription stood, so that the same wish after another one is a new one.
 */
async function atProvider(
  deps: Deps,
  subscription: Subscription,
  what: string,
  call: (calls: SubscriptionCalls, id: string, key: string) => Promise<ProviderSubscription>,
): Promise<void> {
  const { id, provider: name, providerSubscriptionId, observedAt } = subscription;
  if (providerSubscriptionId === null) return;
  const { subscriptions: calls } = await providerOf(deps, name);
  if (!calls) throw paymentErrors.provider_refused({ provider: name, reason: 'it runs no subscriptions' });
  const key = derivedId('subscription', what, id, observedAt?.toISOString() ?? '');
  await keepSight(deps, name, await call(calls, providerSubscriptionId, key));
}

/**
 * No further period. What is so already stays so. Throws `subscription_not_found` (404), `subscription_not_live` (409),
 * `provider_unreachable`, `provider_refused` (502).
 */
export async function cancelMine(deps: Deps, userId: string, origin: RequestOrigin): Promise<void> {
  const subscription = await mine(deps, userId);
  await cancelAtEnd(deps, subscription, asPerson(userId, origin));
}

async function cancelAtEnd(deps: Deps, subscription: Subscription, asker: Asker): Promise<void> {
  await atProvider(deps, subscription, 'cancel', (calls, id, key) => calls.cancelAtPeriodEnd(id, key));
  await deps.db.transaction().execute(async (tx) => {
    const now = await findSubscription(tx, subscription.id);
    // Its provider may have ended it at once.
    if (now && now.endedAt === null) await cancelAtPeriodEnd(tx, subscription.id, asker);
  });
}

/** Takes a cancellation back. Throws as `cancelMine` does. */
export async function resumeMine(deps: Deps, userId: string, origin: RequestOrigin): Promise<void> {
  const subscription = await mine(deps, userId);
  await atProvider(deps, subscription, 'resume', (calls, id, key) => calls.resume(id, key));
  await deps.db.transaction().execute((tx) => resume(tx, subscription.id, asPerson(userId, origin)));
}

/** Of anybody, by a person of the operator's: at the period's end, or at once. Gives no money back. Throws as above. */
export async function cancelByHand(deps: Deps, id: string, now: boolean, decision: Decision): Promise<Subscription> {
  const before = await findSubscription(deps.db, id);
  if (!before) throw subscriptionErrors.subscription_not_found({ id });
  if (before.endedAt !== null) throw subscriptionErrors.subscription_not_live({ id, status: before.status });
  const asker = { actor: decision.actor, ...decision.origin };
  if (!now) await cancelAtEnd(deps, before, asker);
  else if (before.providerSubscriptionId === null) {
    await deps.db.transaction().execute((tx) => endNow(tx, id, asker));
  } else await atProvider(deps, before, 'end', (calls, sub, key) => calls.cancelNow(sub, key));
  await note(deps, before, now, decision);
  return (await findSubscription(deps.db, id)) as Subscription;
}

function note({ db }: Deps, { id, accountId }: Subscription, now: boolean, { actor, reason, origin }: Decision) {
  return db.transaction().execute((tx) =>
    writeAudit(tx, {
      ...origin,
      actor,
      action: 'subscription.cancelled_by_hand',
      target: { kind: 'subscription', id },
      accountId,
      after: { now, reason },
    }),
  );
}

/**
 * A page of the provider's on which the customer sees invoices, and changes cards. Throws `portal_not_available` (409)
 * for who never paid anywhere that has one.
 */
export async function portalOf(deps: Deps, userId: string): Promise<string> {
  const live = await liveSubscription(deps.db, userId);
  const offered = (await offeredProviders(deps)).map(({ name }) => name);
  for (const name of live?.providerSubscriptionId ? [live.provider] : offered) {
    const provider = await findProvider(deps, name);
    const own = name === live?.provider ? live.providerCustomerId : null;
    const customerId = own ?? (await findCustomerId(deps.db, userId, name));
    if (!provider?.subscriptions || customerId === null) continue;
    return provider.subscriptions.portal(customerId, `${deps.config.server.publicUrl}/subscription`);
  }
  throw paymentErrors.portal_not_available();
}
