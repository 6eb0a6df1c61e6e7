export type SubscriptionStatus =
  | 'pending'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'cancelled'
  | 'expired';

export const subscriptionStatuses: readonly [SubscriptionStatus, ...SubscriptionStatus[]] = [
  'pending',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'cancelled',
  'expired',
];

const live = new Set<SubscriptionStatus>(['trialing', 'active', 'past_due', 'unpaid', 'paused']);

/** Not yet over, and begun. Of these an account has one at most that is in force. */
export function isLive({ status }: Pick<Subscription, 'status'>): boolean {
  return live.has(status);
}

/** Runs at its provider, which charges for the next period by itself. */
export function isRunByProvider({ providerSubscriptionId }: Pick<Subscription, 'providerSubscriptionId'>): boolean {
  return providerSubscriptionId !== null;
}

/** A row of `farebox.subscriptions`. */
export interface Subscription {
  id: string;
  userId: string;
  accountId: string;
  /** What is in force: that of the last paid period. */
  planVersionId: string | null;
  /** What the next period will be, when it is another one. */
  nextPlanVersionId: string | null;
  provider: string;
  /** Null: periods are paid ahead, one by one. */
  providerSubscriptionId: string | null;
  providerCustomerId: string | null;
  status: SubscriptionStatus;
  /** False for a plan that was bought once: it has no end. */
  recurs: boolean;
  currency: string | null;
  cancelAtPeriodEnd: boolean;
  cancelAt: Date | null;
  startedAt: Date | null;
  anchorAt: Date | null;
  currentPeriodStart: Date | null;
  currentPeriodEnd: Date | null;
  /** The end of the last paid period. */
  paidUntil: Date | null;
  cancelledAt: Date | null;
  endedAt: Date | null;
  /** Another one of the account was paid for later; this one is not in force. */
  supersededAt: Date | null;
  observedAt: Date | null;
  orderId: string | null;
  /** Micro-credits a day that the ledger gives for it now. */
  dailyAllowance: bigint | null;
  /** Until when; null for ever. */
  allowanceUntil: Date | null;
  renewalFor: Date | null;
  renewalAsked: number;
  createdAt: Date;
}

export type PeriodKind = 'first' | 'renewal' | 'upgrade';

/** A row of `farebox.subscription_periods`: a stretch of time that an order paid for. */
export interface Period {
  id: string;
  subscriptionId: string;
  accountId: string;
  userId: string;
  orderId: string;
  kind: PeriodKind;
  planVersionId: string;
  startsAt: Date;
  /** Null: for ever. */
  endsAt: Date | null;
  /** All that it brings, micro-credits. */
  credits: bigint;
  grantedAt: Date | null;
  cancelledAt: Date | null;
  createdAt: Date;
}

/** A row of `farebox.period_grants`. */
export interface PeriodGrant {
  periodId: string;
  /** 0 is granted with the payment; the others drip. */
  n: number;
  accountId: string;
  dueAt: Date;
  amount: bigint;
  /** Of the amount, what a refund took away before it was granted. */
  cancelled: bigint;
  expiresAt: Date | null;
  grantId: string | null;
  status: 'due' | 'granted' | 'cancelled';
}
