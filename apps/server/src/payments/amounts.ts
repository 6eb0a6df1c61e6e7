import { formatMoney, type MinorUnits, parseMoney } from '@farebox/kit';

export { formatMoney, type MinorUnits, parseMoney };

/**
 * What an amount buys, in micro-credits, at `perUnit` micro-credits for one whole unit of the currency. Exact;
 * less than a micro-credit that an odd rate leaves over is dropped.
 */
export function creditsFor(minor: bigint, minorUnits: MinorUnits, perUnit: bigint): bigint {
  return (minor * perUnit) / 10n ** BigInt(minorUnits);
}
