/** One credit is a million micro-credits. */
export const MICRO_PER_CREDIT = 1_000_000n;

/** The largest amount of one operation (9e15 micro-credits, nine billion credits): still exact as a JavaScript number. */
export const MAX_AMOUNT = 9_000_000_000_000_000n;

const creditShape = /^(-?)(\d{1,10})(?:\.(\d{1,6}))?$/;

/** `"12.5"` → `12500000n`. Null for anything that is not a decimal with at most six places. */
export function parseCredits(text: string): bigint | null {
  const parts = creditShape.exec(text);
  if (!parts) return null;
  const micro = BigInt(parts[2] as string) * MICRO_PER_CREDIT + BigInt((parts[3] ?? '').padEnd(6, '0'));
  return parts[1] ? -micro : micro;
}

/** `12500000n` → `"12.5"`: no trailing zeros, never an exponent. */
export function formatCredits(micro: bigint): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = (size % MICRO_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${size / MICRO_PER_CREDIT}${fraction ? `.${fraction}` : ''}`;
}

/** Division that rounds up, for non-negative numerators: what a price rounds by, once, at the end. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** How many digits a currency has after the point: yen 0, yuan 2, Kuwaiti dinar 3. */
export type MinorUnits = 0 | 2 | 3;

const moneyShape = /^(\d{1,12})(?:\.(\d{1,3}))?$/;

/**
 * `"12.5"` in a currency of two digits → `1250n`. Null for anything that is not a plain decimal, or has more
 * places than the currency: `"10.0"` is not an amount of yen. Twelve digits before the point at most, so that
 * minor units stay exact as a JSON number too.
 */
export function parseMoney(text: string, minorUnits: MinorUnits): bigint | null {
  const parts = moneyShape.exec(text);
  if (!parts) return null;
  const fraction = parts[2] ?? '';
  if (fraction.length > minorUnits) return null;
  return BigInt(parts[1] + fraction.padEnd(minorUnits, '0'));
}

/** `1250n` in a currency of two digits → `"12.50"`: always all its places. */
export function formatMoney(minor: bigint, minorUnits: number): string {
  if (minorUnits === 0) return minor.toString();
  const digits = minor.toString().padStart(minorUnits + 1, '0');
  return `${digits.slice(0, -minorUnits)}.${digits.slice(-minorUnits)}`;
}
