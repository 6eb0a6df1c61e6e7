import { invalid } from './problem.ts';

const zeroDecimals = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimals = new Set('bhd jod kwd omr tnd'.split(' '));
/** Sent with two decimals that have to be 00. */
const hundreds = new Set(['isk', 'ugx']);
const known = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** The least that may be charged, in minor units. Others (cny among them) are only held to 1. */
const minimums: Record<string, number> = {
  ...{ usd: 50, eur: 50, gbp: 30, aed: 200, ars: 50, aud: 50, brl: 50, cad: 50, chf: 50, cop: 50, czk: 1500 },
  ...{ dkk: 250, hkd: 400, huf: 17500, idr: 50, ils: 50, inr: 50, jpy: 50, krw: 50, mxn: 1000, myr: 200 },
  ...{ nok: 300, nzd: 50, php: 50, pln: 200, ron: 200, rub: 50, sek: 300, sgd: 50, thb: 1000, zar: 50 },
};

const AMOUNT_MAX = 99_999_999;

function decimalsOf(currency: string): number {
  if (zeroDecimals.has(currency)) return 0;
  return threeDecimals.has(currency) ? 3 : 2;
}

/** `12.50 USD`, for pages and sentences. */
export function shownAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency.toUpperCase()}`;
}

/** The code in small letters. */
export function checkedCurrency(code: string, param: string): string {
  const currency = code.toLowerCase();
  if (known.has(currency)) return currency;
  throw invalid(`Invalid currency: ${code}. Stripe does not know it.`, { param });
}

/** A price: any whole number of minor units that the currency can have, 0 included. */
export function checkedUnitAmount(amount: number, currency: string, param: string): number {
  if (amount < 0) {
    throw invalid('Invalid non-negative integer', { code: 'parameter_invalid_integer', param });
  }
  const step = threeDecimals.has(currency) ? 10 : hundreds.has(currency) ? 100 : 1;
  if (amount % step === 0) return amount;
  throw invalid(`Invalid amount: amounts in ${currency} are multiples of ${step}.`, { code: 'invalid_amount', param });
}

/** What is really charged at once: within Stripe's limits. */
export function checkCharge(amount: number, currency: string, param: string): void {
  checkedUnitAmount(amount, currency, param);
  const least = minimums[currency] ?? 1;
  if (amount < least) {
    const message = `The total amount due must add up to at least ${shownAmount(least, currency)}.`;
    throw invalid(message, { code: 'amount_too_small', param });
  }
  if (amount <= AMOUNT_MAX) return;
  const message = `Amount must be no more than ${shownAmount(AMOUNT_MAX, currency)}.`;
  throw invalid(message, { code: 'amount_too_large', param });
}
