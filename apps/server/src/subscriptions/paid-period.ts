import type { PeriodKind } from './subscription.ts';

/** What an order paid for, as payments tells it. */
export interface PaidPeriod {
  orderId: string;
  userId: string;
  provider: string;
  /** Null when the period was paid ahead, and no provider runs the subscription. */
  providerSubscriptionId: string | null;
  planVersionId: string;
  kind: PeriodKind;
  /** As the provider says; null for prepaid: worked out here. */
  startsAt: Date | null;
  endsAt: Date | null;
  paidAt: Date;
  /** Micro-credits that the order bought: of a yearly plan that drips, the whole year's. */
  credits: bigint;
  /** What it was paid in, so that the next payment can be told. */
  currency?: string | null;
}

/** What payments grants now, under the payment's own grant id. `amount` 0: nothing. */
export interface FirstGrant {
  amount: bigint;
  priority: number;
  expiresAt: Date | null;
  reason: 'subscription';
}

export interface RecordedPeriod {
  subscriptionId: string;
  periodId: string;
  startsAt: Date;
  endsAt: Date | null;
  firstGrant: FirstGrant;
}
