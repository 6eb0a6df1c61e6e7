import { formatCredits } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { offeredPrices, type PlanVersion, type Price, periodCredits } from '../../plans/index.ts';
import { formatMoney } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import type { Provider, SubscriptionChange } from '../provider.ts';

/** A version of a plan at one of its prices. */
export interface Sold {
  version: PlanVersion;
  price: Price;
}

/** The version at its price in the currency. Throws `currency_not_offered` (400). */
export function soldIn({ config }: Pick<Deps, 'config'>, version: PlanVersion, currency: string): Sold {
  const prices = offeredPrices(version, config.payments.currencies);
  const price = prices.find((one) => one.currency === currency);
  if (!price) throw paymentErrors.currency_not_offered({ currency, offered: prices.map((one) => one.currency) });
  return { version, price };
}

/** What a provider calls the price; null when it has no name of its own for it. */
export function referenceOf({ price }: Pick<Sold, 'price'>, provider: string): string | null {
  if (provider === 'stripe') return price.stripePrice;
  return provider === 'creem' ? price.creemProduct : null;
}

/** Whether the provider runs the subscription by itself, or the period is paid ahead. */
export function isRunBy(provider: Pick<Provider, 'recurring'>, interval: PlanVersion['interval']): boolean {
  return provider.recurring && interval !== 'once';
}

/** Creem sells only products that it knows. */
export function canSell(provider: Pick<Provider, 'name'>, sold: Sold, recurring: boolean): boolean {
  return !recurring || provider.name !== 'creem' || sold.price.creemProduct !== null;
}

/** Of what was sold, so that no later edit changes it. The title that people read is `plan`. */
export function snapshotOf({ version, price }: Sold, more: Record<string, unknown>): Record<string, unknown> {
  const { planId, name, interval, grantEvery, rollover, dailyLimit } = version;
  return {
    plan: name,
    planId,
    version: version.version,
    interval,
    grantEvery,
    rollover,
    periodCredits: formatCredits(periodCredits(version)),
    dailyLimit: dailyLimit === null ? null : formatCredits(dailyLimit),
    price: formatMoney(price.amountMinor, price.minorUnits),
    currency: price.currency,
    ...more,
  };
}

/** Of so many credits for a period, those that come with the payment: of a plan that drips, the first month's. */
export function atOnce({ grantEvery }: PlanVersion, credits: bigint): bigint {
  return grantEvery === 'month' ? credits - (credits / 12n) * 11n : credits;
}

/** The plan as a provider is told of it when it is to change a subscription. */
export function planForProvider(sold: Sold, provider: string): SubscriptionChange['plan'] {
  const { name, interval } = sold.version;
  if (interval === 'once') throw new Error('a plan that is bought once is no subscription');
  const { amountMinor, currency } = sold.price;
  return { name, amountMinor, currency, interval, reference: referenceOf(sold, provider) };
}
