const MICRO = 1_000_000n;
const shape = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/;

/**
 * A decimal string of credits as whole micro-credits: `"12.5"` → `12500000n`. Every amount of the API can be
 * read with it; a float would lose micro-credits. Throws a `RangeError` for anything else.
 */
export function toMicro(credits: string): bigint {
  const parts = shape.exec(credits);
  if (!parts) throw new RangeError(`Not an amount of credits: ${credits}`);
  const micro = BigInt(parts[2] as string) * MICRO + BigInt((parts[3] ?? '').padEnd(6, '0'));
  return parts[1] === '-' ? -micro : micro;
}

/** Micro-credits as the decimal string the API takes: `12500000n` → `"12.5"`. */
export function fromMicro(micro: bigint): string {
  const digits = (micro < 0n ? -micro : micro).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction && `.${fraction}`}`;
}
