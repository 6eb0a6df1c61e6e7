import { fromMicro, toMicro } from '@farebox/sdk';

/** A true minus, as wide as a figure; the hyphen on the keyboard is another sign. */
const MINUS = '\u2212';

const FRACTION = 6;
const FRACTION_SHOWN = 2;

/** `movement`: an arrival carries its plus. A balance shows a sign only when it is below zero. */
export type Sign = 'balance' | 'movement';

const grouped = (whole: bigint | string) => BigInt(whole).toLocaleString('en-US');

/** Digits after the point: two always, more only when they are not zero. */
function fractionOf(digits: string, least: number): string {
  const kept = digits.replace(/0+$/, '').padEnd(least, '0');
  return kept && `.${kept}`;
}

function signOf(micro: bigint, sign: Sign): string {
  if (micro < 0n) return MINUS;
  return sign === 'movement' && micro > 0n ? '+' : '';
}

/** `"12.5"` → `12.50`, `"-0.000214"` → `−0.000214`, `"1234567"` → `1,234,567.00`. Exact: no float on the way. */
export function formatCredits(credits: string, sign: Sign = 'balance'): string {
  const micro = toMicro(credits);
  const digits = (micro < 0n ? -micro : micro).toString().padStart(FRACTION + 1, '0');
  const fraction = fractionOf(digits.slice(-FRACTION), FRACTION_SHOWN);
  return `${signOf(micro, sign)}${grouped(digits.slice(0, -FRACTION))}${fraction}`;
}

/** So many times a price for each, or for a million of them: exact to the last digit, up to twelve places. */
export function formatCost(count: number, price: string, per: 'million' | 'each'): string {
  const millionths = BigInt(count) * (per === 'each' ? 1_000_000n : 1n);
  const digits = (millionths * toMicro(price)).toString().padStart(2 * FRACTION + 1, '0');
  return `${grouped(digits.slice(0, -2 * FRACTION))}${fractionOf(digits.slice(-2 * FRACTION), FRACTION_SHOWN)}`;
}

const symbols = new Map<string, { symbol: string; digits: number }>();

function currencyOf(currency: string) {
  const known = symbols.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const symbol = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
  const made = { symbol, digits: format.resolvedOptions().maximumFractionDigits ?? FRACTION_SHOWN };
  symbols.set(currency, made);
  return made;
}

/** `"10"` in CNY → `¥10.00`. */
export function formatMoney(amount: string, currency: string): string {
  const { symbol, digits } = currencyOf(currency);
  const [whole = '0', fraction = ''] = amount.replace(/^-/, '').split('.');
  return `${amount.startsWith('-') ? MINUS : ''}${symbol}${grouped(whole)}${fractionOf(fraction, digits)}`;
}

export const currencySymbol = (currency: string): string => currencyOf(currency).symbol;

/**
 * An amount of money as a person types it: full-width figures and a Chinese full stop as an input method leaves
 * them, spaces and grouping commas. Null unless it is a positive decimal with at most the currency's own places.
 */
export function readMoney(typed: string, currency: string): string | null {
  const text = typed.normalize('NFKC').replaceAll('。', '.').replace(/[\s,]/g, '');
  const parts = /^(\d{1,9})(?:\.(\d*))?$/.exec(text);
  const fraction = (parts?.[2] ?? '').replace(/0+$/, '');
  if (!parts || fraction.length > currencyOf(currency).digits) return null;
  const amount = `${BigInt(parts[1] as string)}${fraction && `.${fraction}`}`;
  return toMicro(amount) > 0n ? amount : null;
}

/** What an amount of money buys, exact: both are decimals of at most six places. */
export function creditsFor(amount: string, creditsPerUnit: string): string {
  const bought = toMicro(amount) * toMicro(creditsPerUnit);
  return fromMicro(bought / 10n ** BigInt(FRACTION));
}
