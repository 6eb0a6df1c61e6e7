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
