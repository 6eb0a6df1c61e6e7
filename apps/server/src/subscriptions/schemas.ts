import { formatMoney } from '@farebox/kit';
import { z } from '@hono/zod-openapi';
import { CreditsOut, listOf, Moment, Uuid } from '../http/schemas.ts';
import { type PlanVersion, type Price, priceIn, termsBody } from '../plans/index.ts';
import { type Subscription, subscriptionStatuses } from './subscription.ts';

const Money = z.object({
  amount: z.string().openapi({ description: 'A decimal string with the currency’s own places.', example: '30.00' }),
  currency: z.string().openapi({ example: 'CNY' }),
});

const SoldPlan = z
  .object({
    id: z.string().openapi({ example: 'basic' }),
    name: z.string(),
    version: z.int(),
    versionId: Uuid,
    interval: z.enum(['once', 'month', 'year']),
    grantAmount: CreditsOut,
    grantEvery: z.enum(['period', 'month']),
    dailyLimit: CreditsOut.nullable(),
    rollover: z.boolean(),
    level: z.int(),
    price: Money.nullable().openapi({ description: 'In the currency it is paid in.' }),
  })
  .openapi('SoldPlan');

const subscription = {
  id: Uuid,
  status: z.enum(subscriptionStatuses),
  provider: z.string().openapi({ example: 'stripe' }),
  automatic: z
    .boolean()
    .openapi({ description: 'Renews without its owner; otherwise the next period is paid by hand.' }),
  plan: SoldPlan.nullable(),
  nextPlan: SoldPlan.nullable().openapi({ description: 'From the next period on, when it is another one.' }),
  cancelAtPeriodEnd: z.boolean(),
  cancelAt: Moment.nullable(),
  startedAt: Moment.nullable(),
  currentPeriodStart: Moment.nullable(),
  currentPeriodEnd: Moment.nullable(),
  paidUntil: Moment.nullable(),
  cancelledAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  superseded: z.boolean().openapi({ description: 'Another one was paid for later, and is in force.' }),
  createdAt: Moment,
};

export const SubscriptionBody = z.object(subscription).openapi('Subscription');

export const CurrentSubscription = z
  .object({
    ...subscription,
    nextPayment: z
      .object({ at: Moment, amount: Money.shape.amount.nullable(), currency: z.string().nullable() })
      .nullable(),
    credits: z.object({
      granted: CreditsOut.openapi({ description: 'That this period has brought so far.' }),
      left: CreditsOut,
      toCome: CreditsOut.openapi({ description: 'That it will still bring.' }),
    }),
  })
  .openapi('CurrentSubscription');

const PeriodBody = z
  .object({
    id: Uuid,
    subscriptionId: Uuid,
    orderId: Uuid,
    kind: z.enum(['first', 'renewal', 'upgrade']),
    plan: z.object({ id: z.string(), name: z.string(), versionId: Uuid }),
    startsAt: Moment,
    endsAt: Moment.nullable(),
    credits: CreditsOut.openapi({ description: 'All that it brings.' }),
    granted: CreditsOut,
    cancelledAt: Moment.nullable(),
  })
  .openapi('SubscriptionPeriod');

export const Overview = z
  .object({
    subscription: CurrentSubscription.nullable(),
    history: z.array(SubscriptionBody).openapi({ description: 'All the others, newest first, 100 at most.' }),
    periods: z.array(PeriodBody).openapi({ description: 'The last 24 that were paid for, newest first.' }),
  })
  .openapi('SubscriptionOverview');

const AdminSubscription = z.object({ ...subscription, userId: Uuid }).openapi('AdminSubscription');
export const AdminSubscriptionList = listOf(AdminSubscription);

/** A renewal comes by itself: its provider charges for it, or it is paid from the balance. */
function renewsByItself({ provider, providerSubscriptionId }: Subscription): boolean {
  return providerSubscriptionId !== null || provider === 'balance';
}

export type Versions = ReadonlyMap<string, PlanVersion>;

export function subscriptionBody(one: Subscription, versions: Versions): z.infer<typeof SubscriptionBody> {
  const soldPlan = (id: string | null) => planBody(versions.get(id ?? ''), one.currency);
  return {
    id: one.id,
    status: one.status,
    provider: one.provider,
    automatic: renewsByItself(one),
    plan: soldPlan(one.planVersionId),
    nextPlan: soldPlan(one.nextPlanVersionId),
    cancelAtPeriodEnd: one.cancelAtPeriodEnd,
    cancelAt: moment(one.cancelAt),
    startedAt: moment(one.startedAt),
    currentPeriodStart: moment(one.currentPeriodStart),
    currentPeriodEnd: moment(one.currentPeriodEnd),
    paidUntil: moment(one.paidUntil),
    cancelledAt: moment(one.cancelledAt),
    endedAt: moment(one.endedAt),
    superseded: one.supersededAt !== null,
    createdAt: one.createdAt.toISOString(),
  };
}

function planBody(version: PlanVersion | undefined, currency: string | null): z.infer<typeof SoldPlan> | null {
  if (!version) return null;
  const { planId, id, name, version: number } = version;
  const price = currency === null ? null : moneyOf(priceIn(version, currency));
  return { id: planId, name, version: number, versionId: id, ...termsBody(version), price };
}

export function moneyOf(price: Price | null): z.infer<typeof Money> | null {
  return price && { amount: formatMoney(price.amountMinor, price.minorUnits), currency: price.currency };
}

export function moment(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
