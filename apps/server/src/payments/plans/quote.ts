import { derivedId } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { type ChangePreview, previewChange, type Subscription, subscriptionErrors } from '../../subscriptions/index.ts';
import { type Live, liveOf } from './beside.ts';
import { soldVersion } from './buy.ts';
import { providerOf } from './collect.ts';
import { planForProvider, referenceOf, type Sold, soldIn } from './sold.ts';

/** What a change of plan would be, now. */
export interface ChangeQuote extends Omit<ChangePreview, 'kind'> {
  /** `withdrawn`: back to what is in force, before a change that was to come. */
  kind: 'upgrade' | 'downgrade' | 'withdrawn';
  subscription: Subscription;
  to: Sold;
}

/**
 * What it costs and brings to change to another plan: what the provider would charge where it runs the subscription.
 * Throws `subscription_not_found`, `plan_not_found` (404), `subscription_not_live`, `plan_change_not_possible` (409),
 * `currency_not_offered` (400), `provider_unreachable`, `provider_refused` (502).
 */
export async function quoteChange(
  deps: Deps,
  userId: string,
  planId: string,
  currency: string | null,
): Promise<ChangeQuote> {
  const live = await liveOf(deps, userId);
  if (!live) throw subscriptionErrors.subscription_not_found();
  const { subscription } = live;
  refuseUnpaid(subscription);
  const paidIn = subscription.currency ?? deps.config.payments.currency;
  if (currency !== null && currency !== paidIn) {
    throw subscriptionErrors.plan_change_not_possible({ currency }, `Your subscription is paid in ${paidIn}.`);
  }
  const current = soldIn(deps, live.version, paidIn);
  const to = planId === live.version.planId ? current : soldIn(deps, await soldVersion(deps, planId), paidIn);
  const preview = to === current ? backTo(live) : previewOf(deps, live, current, to);
  if (preview.kind !== 'upgrade' || subscription.providerSubscriptionId === null)
    return { ...preview, subscription, to };
  return { ...preview, subscription, to, amountMinor: await askProvider(deps, subscription, to, preview.amountMinor) };
}

function refuseUnpaid({ id, status }: Subscription): void {
  if (status === 'active' || status === 'trialing') return;
  throw subscriptionErrors.subscription_not_live({ id, status }, 'Pay what is due first.');
}

type Preview = Omit<ChangeQuote, 'subscription' | 'to'>;

/** To the plan that is in force: takes a change back that was to come. */
function backTo({ subscription, version }: Live): Preview {
  const { nextPlanVersionId, currentPeriodEnd } = subscription;
  if (nextPlanVersionId === null || currentPeriodEnd === null) {
    throw subscriptionErrors.plan_change_not_possible({ planId: version.planId }, 'You have this plan.');
  }
  return { kind: 'withdrawn', amountMinor: 0n, credits: 0n, effectiveAt: currentPeriodEnd, endsAt: null };
}

function previewOf(deps: Deps, { subscription }: Live, current: Sold, to: Sold): Preview {
  const { currentPeriodStart: startsAt, currentPeriodEnd: endsAt, provider, providerSubscriptionId } = subscription;
  const [from, onto] = [current.version.interval, to.version.interval];
  const refused = (message: string) => subscriptionErrors.plan_change_not_possible({ from, to: onto }, message);
  if (startsAt === null) throw refused('Nothing is paid yet.');
  const question = { current, to, period: { startsAt, endsAt }, now: deps.clock.now(), currency: to.price.currency };
  const { kind, ...preview } = previewChange(question);
  if (kind === 'same') throw refused('The two plans are the same but for their names.');
  if (providerSubscriptionId !== null) {
    if (to.price.amountMinor === 0n) throw refused('Cancel the subscription instead: this plan costs nothing.');
    if (kind === 'downgrade' && from !== onto)
      throw refused('Cancel, and take up the other plan when the period is over.');
    if (provider === 'creem' && referenceOf(to, provider) === null) throw refused('This plan is not sold by Creem.');
  }
  return { ...preview, kind };
}

/**
 * A provider that asks for much less than the change is worth has made it already, or is about to: then there is
 * nothing to be had for the difference.
 */
async function askProvider(deps: Deps, subscription: Subscription, to: Sold, ours: bigint): Promise<bigint> {
  const { id, provider: name, providerSubscriptionId } = subscription;
  const provider = await providerOf(deps, name);
  const plan = planForProvider(to, name);
  const subscriptionId = providerSubscriptionId as string;
  const key = derivedId('preview', id, to.version.id);
  const asked = await provider.subscriptions?.previewChange({ subscriptionId, order: null, plan, key });
  if (asked && asked.currency === to.price.currency && asked.amountMinor * 10n >= ours * 9n) return asked.amountMinor;
  throw subscriptionErrors.plan_change_not_possible(
    { provider: name },
    'The provider counts this change otherwise than we do; a change may be under way. Try again in a while.',
  );
}
