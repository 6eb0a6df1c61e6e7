import { formatMoney, type MinorUnits } from '../amounts.ts';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';

// Stripe's list of currencies; its minor units are not always ours.
const withoutDecimals = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const withThree = new Set('BHD JOD KWD OMR TND'.split(' '));
/** Has no minor unit, yet is sent with two decimals that are 00. */
const sentInHundredths = 'ISK';
/** Sources disagree on how many decimals it is sent with: a wrong guess is wrong by a hundred. */
export const notTaken: readonly string[] = ['UGX'];

/** The least that can be charged, in Stripe's units. Of others Stripe itself says so. */
const least: Readonly<Record<string, number>> = {
  ...{ USD: 50, EUR: 50, GBP: 30, AED: 200, ARS: 50, AUD: 50, BRL: 50, CAD: 50, CHF: 50, COP: 50, CZK: 1500 },
  ...{ DKK: 250, HKD: 400, HUF: 17500, IDR: 50, ILS: 50, INR: 50, JPY: 50, KRW: 50, MXN: 1000, MYR: 200 },
  ...{ NOK: 300, NZD: 50, PHP: 50, PLN: 200, RON: 200, RUB: 50, SEK: 300, SGD: 50, THB: 1000, ZAR: 50 },
};
const MOST = 99_999_999;

function digitsAtStripe(currency: string): MinorUnits {
  if (withoutDecimals.has(currency)) return 0;
  return withThree.has(currency) ? 3 : 2;
}

/** How many digits a currency has after the point when nobody here has said so. */
export function usualDigits(currency: string): MinorUnits {
  return currency === sentInHundredths || notTaken.includes(currency) ? 0 : digitsAtStripe(currency);
}

/** What Stripe calls an amount (`currency` in small letters there) in our minor units of `digits` places. */
export function fromStripe(amount: number, currency: string, digits: MinorUnits): bigint {
  return scaled(BigInt(amount), digitsAtStripe(currency.toUpperCase()), digits);
}

function scaled(amount: bigint, from: number, to: number): bigint {
  return to >= from ? amount * 10n ** BigInt(to - from) : amount / 10n ** BigInt(from - to);
}

type Priced = Pick<Order, 'currency' | 'minor_units'>;

/**
 * An amount in the minor units of its order → what Stripe is told. Throws `currency_not_offered` and
 * `invalid_payment_amount` (400) for what Stripe's currencies cannot hold.
 */
export function toStripe(amountMinor: bigint, { currency, minor_units: digits }: Priced): number {
  if (notTaken.includes(currency)) throw paymentErrors.currency_not_offered({ currency, provider: 'stripe' });
  const atStripe = digitsAtStripe(currency);
  const amount = scaled(amountMinor, digits, atStripe);
  const step = currency === sentInHundredths ? 100n : atStripe === 3 ? 10n : 1n;
  if (scaled(amount, atStripe, digits) === amountMinor && amount % step === 0n) return Number(amount);
  throw paymentErrors.invalid_payment_amount(
    { currency, provider: 'stripe' },
    `Stripe takes no amount of ${currency} this fine.`,
  );
}

/** The same for what is to be charged at once; throws also for less or more than Stripe charges. */
export function toCharge(amountMinor: bigint, order: Priced): number {
  const { currency, minor_units: digits } = order;
  const amount = toStripe(amountMinor, order);
  const min = least[currency] ?? 1;
  if (amount >= min && amount <= MOST) return amount;
  const shown = (limit: number) => formatMoney(scaled(BigInt(limit), digitsAtStripe(currency), digits), digits);
  throw paymentErrors.invalid_payment_amount({ min: shown(min), max: shown(MOST), currency, provider: 'stripe' });
}
