import type { Stripe } from 'stripe';
import { paymentErrors } from '../errors.ts';
import type { ProviderSubscription, SubscriptionCalls } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { orNull } from './problems.ts';
import { change, previewChange } from './subscription-change.ts';
import { readSubscription, subscriptionOf } from './subscriptions.ts';

/** What can be done with a subscription that Stripe runs. */
export function subscriptionCalls(account: StripeAccount): SubscriptionCalls {
  const update = async (id: string, params: Stripe.SubscriptionUpdateParams, idempotencyKey: string) =>
    sight(account, (stripe) => stripe.subscriptions.update(id, params, { idempotencyKey }));
  return {
    read: (id) => readSubscription(account, id),
    cancelAtPeriodEnd: (id, key) => update(id, { cancel_at_period_end: true }, key),
    cancelNow: (id, key) => cancelNow(account, id, key),
    resume: (id, key) => resume(account, id, key),
    previewChange: (wanted) => previewChange(account, wanted),
    change: (wanted) => change(account, wanted),
    portal: (customer, returnUrl) => portal(account, customer, returnUrl),
  };
}

async function sight(
  account: StripeAccount,
  question: (stripe: Stripe) => Promise<Stripe.Subscription>,
): Promise<ProviderSubscription> {
  const observedAt = account.clock.now();
  return subscriptionOf(await account.ask(question), observedAt);
}

/** At once and without giving back a part of the period; one that has ended already stays as it is. */
async function cancelNow(account: StripeAccount, id: string, key: string): Promise<ProviderSubscription> {
  const cancelled = await orNull(
    sight(account, (stripe) => stripe.subscriptions.cancel(id, undefined, { idempotencyKey: key })),
  );
  const found = cancelled ?? (await readSubscription(account, id));
  if (!found) throw paymentErrors.provider_refused({ provider: 'stripe', code: 'resource_missing' });
  return found;
}

/** Takes back a cancellation that has not happened yet, however it was planned, or goes on after a pause. */
async function resume(account: StripeAccount, id: string, key: string): Promise<ProviderSubscription> {
  const { status, cancel_at_period_end } = await account.ask((stripe) => stripe.subscriptions.retrieve(id));
  return sight(account, (stripe) => {
    if (status === 'paused') return stripe.subscriptions.resume(id, {}, { idempotencyKey: key });
    const params = cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' as const };
    return stripe.subscriptions.update(id, params, { idempotencyKey: key });
  });
}

async function portal(account: StripeAccount, customer: string, returnUrl: string): Promise<string> {
  const { portalConfiguration: configuration } = account.settings;
  const params = { customer, return_url: returnUrl, ...(configuration && { configuration }) };
  return (await account.ask((stripe) => stripe.billingPortal.sessions.create(params))).url;
}
