import type { MinorUnits } from '@farebox/kit';

export type Interval = 'once' | 'month' | 'year';

/** What a plan costs in one currency, and by which names of their own the providers know that price. */
export interface Price {
  currency: string;
  minorUnits: MinorUnits;
  amountMinor: bigint;
  stripePrice: string | null;
  creemProduct: string | null;
}

/** What the buyer gets. Amounts in micro-credits. */
export interface PlanTerms {
  name: string;
  /** `once`: bought once and for ever. */
  interval: Interval;
  /** Of one grant: one for each period, or one for each month of a yearly plan that drips. */
  grantAmount: bigint;
  grantEvery: 'period' | 'month';
  /** What comes anew each day and ends with it; null for none. */
  dailyLimit: bigint | null;
  /** Whether credits that are left at the end of a period stay. */
  rollover: boolean;
  /** Orders the plans: a change to a higher level is an upgrade. */
  level: number;
  prices: Price[];
}

/** A plan as it was sold from one moment to another. Never changed. */
export interface PlanVersion extends PlanTerms {
  id: string;
  planId: string;
  /** Counts from 1 within its plan. */
  version: number;
  createdAt: Date;
}

export interface Plan {
  id: string;
  description: string;
  /** Its place on the page, lowest first. */
  position: number;
  /** False: not sold any more. */
  active: boolean;
  /** What is sold now. */
  current: PlanVersion;
  createdAt: Date;
  updatedAt: Date;
}

/** All the credits of one paid period: of a yearly plan that drips, the twelve months'. What its order buys. */
export function periodCredits(terms: Pick<PlanTerms, 'grantAmount' | 'grantEvery'>): bigint {
  return terms.grantEvery === 'month' ? terms.grantAmount * 12n : terms.grantAmount;
}

/** Null when the plan is not sold in that currency. */
export function priceIn(terms: Pick<PlanTerms, 'prices'>, currency: string): Price | null {
  return terms.prices.find((price) => price.currency === currency) ?? null;
}

/** The prices in currencies that are configured, with as many decimals as they were written with. */
export function offeredPrices(
  terms: Pick<PlanTerms, 'prices'>,
  currencies: Readonly<Record<string, { minorUnits: MinorUnits }>>,
): Price[] {
  return terms.prices.filter(({ currency, minorUnits }) => currencies[currency]?.minorUnits === minorUnits);
}
