import { type MinorUnits, parseMoney } from '@farebox/kit';
import { planErrors } from './errors.ts';
import type { Price } from './plan.ts';

/** A price as it comes in: the amount as a decimal string. */
export interface PriceInput {
  amount: string;
  stripePrice?: string | null;
  creemProduct?: string | null;
}

export type ConfiguredCurrencies = Readonly<Record<string, { minorUnits: MinorUnits }>>;

/**
 * Prices by currency, in minor units. A currency that is configured has the decimals that the configuration says,
 * any other those of ISO 4217. Throws `invalid_plan_price` (400).
 */
export function readPrices(input: Record<string, PriceInput>, configured: ConfiguredCurrencies): Price[] {
  const prices = Object.entries(input).map(([currency, price]) => readPrice(currency, price, configured));
  return prices.sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function readPrice(currency: string, price: PriceInput, configured: ConfiguredCurrencies): Price {
  const minorUnits = configured[currency]?.minorUnits ?? standardUnits(currency);
  if (minorUnits === null) throw planErrors.invalid_plan_price({ currency }, `${currency} is not a currency we know.`);
  const amountMinor = parseMoney(price.amount, minorUnits);
  if (amountMinor === null) {
    const message = `${currency} ${price.amount} is not an amount: a decimal string with at most ${minorUnits} decimals is.`;
    throw planErrors.invalid_plan_price({ currency, amount: price.amount, minorUnits }, message);
  }
  const { stripePrice = null, creemProduct = null } = price;
  return { currency, minorUnits, amountMinor, stripePrice, creemProduct };
}

const known = new Set(Intl.supportedValuesOf('currency'));

/** Null for what is no currency, or has other decimals than we can keep. */
function standardUnits(currency: string): MinorUnits | null {
  if (!known.has(currency)) return null;
  const { maximumFractionDigits: digits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return digits === 0 || digits === 2 || digits === 3 ? digits : null;
}
