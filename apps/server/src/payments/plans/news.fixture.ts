import { newId } from '@farebox/kit';
import type { ProviderPeriod, ProviderSubscription } from '../provider.ts';

const DAY_MS = 86_400_000;

export interface Life {
  subscriptionId: string;
  orderId: string | null;
  userId: string | null;
  start: Date;
}

/** What a provider would tell of one subscription's life, made by hand: months of 30 days. */
export function lifeOf(given: Partial<Life> = {}) {
  const name = newId();
  const life: Life = {
    subscriptionId: `sub_${name}`,
    orderId: null,
    userId: null,
    start: new Date('2027-03-01'),
    ...given,
  };
  const month = (n: number) => new Date(life.start.getTime() + n * 30 * DAY_MS);

  const sight = (n: number, changes: Partial<ProviderSubscription> = {}): ProviderSubscription => ({
    ...{ kind: 'subscription', subscriptionId: life.subscriptionId, customerId: `cus_${name}` },
    ...{ orderId: life.orderId, userId: life.userId, status: 'active', endedAt: null, planReference: null },
    ...{ currentPeriodStart: month(n), currentPeriodEnd: month(n + 1), cancelAtPeriodEnd: false, cancelAt: null },
    observedAt: new Date(month(n).getTime() + 1000),
    ...changes,
  });

  /** The n-th paid period: 0 is the first. */
  const period = (
    n: number,
    amountMinor: bigint,
    {
      payment = {},
      seen = {},
      ...changes
    }: Partial<Omit<ProviderPeriod, 'payment'>> & {
      payment?: Partial<ProviderPeriod['payment']>;
      seen?: Partial<ProviderSubscription>;
    } = {},
  ): ProviderPeriod => ({
    kind: 'period',
    subscription: sight(n, seen),
    cause: n === 0 ? 'first' : 'renewal',
    startsAt: month(n),
    endsAt: month(n + 1),
    payment: {
      ...{
        kind: 'payment',
        outcome: 'succeeded',
        orderId: n === 0 ? life.orderId : null,
        currency: 'CNY',
        amountMinor,
      },
      ...{ paymentId: `pi_${name}_${n}`, chargeId: `in_${name}_${n}`, paidAt: month(n), raw: {} },
      payer: { customerId: `cus_${name}`, email: null },
      ...payment,
    },
    ...changes,
  });
  return { ...life, month, sight, period };
}
