import { divideUp } from '@farebox/kit';
import { type PlanVersion, type Price, periodCredits } from '../plans/index.ts';
import { addMonths, monthsOf } from './calendar.ts';
import { subscriptionErrors } from './errors.ts';

export interface Priced {
  version: PlanVersion;
  price: Price;
}

export interface ChangeQuestion {
  current: Priced;
  /** The one that is paid and runs. */
  period: { startsAt: Date; endsAt: Date | null };
  to: Priced;
  now: Date;
  currency: string;
}

export interface ChangePreview {
  kind: 'upgrade' | 'downgrade' | 'same';
  /** To pay now, in minor units of the currency. */
  amountMinor: bigint;
  /** That come now, micro-credits. */
  credits: bigint;
  effectiveAt: Date;
  /** Of what is paid now; null when nothing is. */
  endsAt: Date | null;
}

/**
 * What a change of plan costs and brings. An upgrade takes effect now: of the same interval, for the seconds that are
 * left of the period, the new plan's price less the old one's; of a longer interval, a whole new period less what is
 * left of the old. Money is rounded up to the minor unit, credits down, neither is below zero. Anything else takes
 * effect at the period's end and costs nothing now. Throws `plan_change_not_possible` (409).
 */
export function previewChange({ current, period, to, now, currency }: ChangeQuestion): ChangePreview {
  const { endsAt } = period;
  const [from, onto] = [current.version.interval, to.version.interval];
  if (from === 'once' || onto === 'once' || endsAt === null || endsAt <= now) {
    throw subscriptionErrors.plan_change_not_possible({ from, to: onto });
  }
  if (current.price.currency !== currency || to.price.currency !== currency) {
    throw subscriptionErrors.plan_change_not_possible({ currency }, `Both plans must have a price in ${currency}.`);
  }
  const kind = kindOf(current, to);
  if (kind !== 'upgrade') return { kind, amountMinor: 0n, credits: 0n, effectiveAt: endsAt, endsAt: null };
  const total = BigInt(endsAt.getTime() - period.startsAt.getTime());
  const left = min(BigInt(endsAt.getTime() - now.getTime()), total);
  const share = from === onto ? left : total;
  const difference = (bought: bigint, had: bigint) => bought * share - had * left;
  return {
    kind,
    amountMinor: divideUp(notBelowZero(difference(to.price.amountMinor, current.price.amountMinor)), total),
    credits: notBelowZero(difference(periodCredits(to.version), periodCredits(current.version))) / total,
    effectiveAt: now,
    endsAt: from === onto ? endsAt : addMonths(now, monthsOf(onto)),
  };
}

/** By level, then by interval, then by price. A shorter interval never begins before the longer one that is paid ends. */
function kindOf(current: Priced, to: Priced): ChangePreview['kind'] {
  const months = ({ version }: Priced) => (version.interval === 'year' ? 12 : 1);
  if (months(to) < months(current)) return 'downgrade';
  const steps = [
    to.version.level - current.version.level,
    months(to) - months(current),
    Number(to.price.amountMinor - current.price.amountMinor),
  ];
  const step = steps.find((one) => one !== 0) ?? 0;
  if (step === 0) return 'same';
  return step > 0 ? 'upgrade' : 'downgrade';
}

const min = (one: bigint, other: bigint) => (one < other ? one : other);
const notBelowZero = (value: bigint) => (value < 0n ? 0n : value);
