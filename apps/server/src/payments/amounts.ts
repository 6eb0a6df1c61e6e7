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

/**
 * What an amount buys, in micro-credits, at `perUnit` micro-credits for one whole unit of the currency. Exact;
 * less than a micro-credit that an odd rate leaves over is dropped.
 */
export function creditsFor(minor: bigint, minorUnits: MinorUnits, perUnit: bigint): bigint {
  return (minor * perUnit) / 10n ** BigInt(minorUnits);
}
