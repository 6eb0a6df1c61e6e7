import type { PlanVersion } from '../plans/index.ts';
import { addMonths, monthStarts, monthsLater, monthsOf } from './calendar.ts';
import type { PaidPeriod } from './paid-period.ts';
import { isLive, type Period, type PeriodGrant, type Subscription } from './subscription.ts';

/** From when until when something is paid for; `endsAt` null: for ever. */
export interface Span {
  startsAt: Date;
  endsAt: Date | null;
  /** The day its months are counted from. */
  anchorAt: Date;
}

/** What is known when the time of a payment is worked out. */
export interface Situation {
  subscription: Subscription;
  version: PlanVersion;
  /** Of the subscription, the last recorded first. */
  periods: Period[];
  /** Plan of each of their versions. */
  planOf: ReadonlyMap<string, PlanVersion>;
  now: Date;
}

/** A payment that came while the subscription went on, or was made while it did. */
export function continues({ paidUntil, ...rest }: Subscription, paid: PaidPeriod): boolean {
  return paidUntil !== null && (isLive(rest) || paid.paidAt < paidUntil);
}

/** The stretch of time that a payment pays for: as the provider says, else worked out by the rules of README.md. */
export function spanOf(paid: PaidPeriod, situation: Situation): Span {
  const { version, subscription, now } = situation;
  if (version.interval === 'once') {
    const startsAt = paid.startsAt ?? now;
    return { startsAt, endsAt: null, anchorAt: startsAt };
  }
  if (paid.startsAt) return saidByProvider(paid.startsAt, paid, version.interval, subscription);
  if (!continues(subscription, paid)) return anew(now, version.interval);
  return paid.kind === 'upgrade' ? restOfPeriod(situation) : following(situation);
}

type Recurring = 'month' | 'year';

function anew(now: Date, interval: Recurring): Span {
  return { startsAt: now, endsAt: addMonths(now, monthsOf(interval)), anchorAt: now };
}

function saidByProvider(startsAt: Date, { endsAt, kind }: PaidPeriod, interval: Recurring, before: Subscription): Span {
  const anchor = before.anchorAt ?? startsAt;
  const counted = kind === 'upgrade' || monthsLater(anchor, startsAt, 0).getTime() === startsAt.getTime();
  const anchorAt = counted ? anchor : startsAt;
  const said = endsAt && endsAt > startsAt ? endsAt : null;
  return { startsAt, endsAt: said ?? monthsLater(anchorAt, startsAt, monthsOf(interval)), anchorAt };
}

/** An upgrade takes the place of the plan for what is left; of another interval it begins a period of its own. */
function restOfPeriod({ subscription, version, planOf, now }: Situation): Span {
  const { planVersionId, currentPeriodEnd, anchorAt } = subscription;
  const sameInterval = planOf.get(planVersionId ?? '')?.interval === version.interval;
  if (sameInterval && currentPeriodEnd && currentPeriodEnd > now) {
    return { startsAt: now, endsAt: currentPeriodEnd, anchorAt: anchorAt ?? now };
  }
  return anew(now, version.interval as Recurring);
}

/** A higher plan begins at once, the same one where its paid time ends, any other where all paid time ends. */
function following({ subscription, version, periods, planOf, now }: Situation): Span {
  const inForce = planOf.get(subscription.planVersionId ?? '');
  const interval = version.interval as Recurring;
  if (inForce && version.level > inForce.level) return anew(now, interval);
  const ofPlan = periods.filter((period) => planOf.get(period.planVersionId)?.planId === version.planId);
  const same = inForce?.planId === version.planId;
  const startsAt = (same ? lastEnd(ofPlan) : null) ?? (subscription.paidUntil as Date);
  const anchorAt = subscription.anchorAt ?? startsAt;
  const endsAt = monthsLater(anchorAt, startsAt, monthsOf(interval));
  return endsAt > now ? { startsAt, endsAt, anchorAt } : anew(now, interval);
}

/** The end of the last of the periods; null when there is none with an end. */
export function lastEnd(periods: Period[]): Date | null {
  const ends = periods.flatMap(({ endsAt }) => endsAt ?? []);
  return ends.length === 0 ? null : new Date(Math.max(...ends.map(Number)));
}

export type Lot = Pick<PeriodGrant, 'n' | 'dueAt' | 'amount' | 'expiresAt'>;

/**
 * The grants of a period: one, or of a plan that drips one for each month, the first with what does not divide. Each
 * ends with its month or period, unless the plan lets credits roll over.
 */
export function lotsOf({ startsAt, endsAt, anchorAt }: Span, version: PlanVersion, credits: bigint, now: Date): Lot[] {
  const drips = version.grantEvery === 'month' && endsAt !== null;
  const starts = drips ? monthStarts(anchorAt, startsAt, endsAt) : [startsAt];
  const share = credits / BigInt(starts.length);
  return starts.map((dueAt, n) => {
    const end = version.rollover ? null : (starts[n + 1] ?? endsAt);
    const amount = n === 0 ? credits - share * BigInt(starts.length - 1) : share;
    return { n, dueAt, amount, expiresAt: n === 0 && end ? notOver(dueAt, end, now) : end };
  });
}

/** What comes so late that it would be over lives as long as it would have lived in time. */
export function notOver(dueAt: Date, expiresAt: Date, now: Date): Date {
  return expiresAt > now ? expiresAt : new Date(now.getTime() + expiresAt.getTime() - dueAt.getTime());
}
