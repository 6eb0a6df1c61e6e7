import { type Price, priceText, readPrice, type WrittenPrice } from './price.ts';

/** What a model costs from a moment on. */
export interface PriceVersion {
  id: string;
  model: string;
  validFrom: Date;
  /** Null: from then on the configuration's price counts again. */
  price: Price | null;
  /** What the operator pays; null when that is not known. */
  cost: Price | null;
}

/** A version as the database keeps it. */
export interface VersionRow {
  id: string;
  model: string;
  validFrom: Date;
  price: WrittenPrice | null;
  cost: WrittenPrice | null;
}

/** Throws a `RangeError` for a row whose figures cannot be read: nothing of ours writes one. */
export function readVersion({ price, cost, ...row }: VersionRow): PriceVersion {
  return { ...row, price: price && readPrice(price), cost: cost && readPrice(cost) };
}

/** Of versions from the newest to the oldest, the one in force. */
export function versionAt<Version extends { validFrom: Date }>(versions: readonly Version[], at: Date): Version | null {
  return versions.find(({ validFrom }) => validFrom <= at) ?? null;
}

/** Whether two say the same of sale and cost. */
export function sameFigures(a: Pick<PriceVersion, 'price' | 'cost'>, b: Pick<PriceVersion, 'price' | 'cost'>): boolean {
  return a.price?.version === b.price?.version && a.cost?.version === b.cost?.version;
}

/** Figures as they are kept and shown, only those that were written. */
export function writtenPrice(price: Price): WrittenPrice {
  const { input, cachedInput, output, ...others } = priceText(price);
  const { each } = price;
  return {
    ...(each.input !== undefined && { input }),
    ...(each.cachedInput !== undefined && { cachedInput }),
    ...(each.output !== undefined && { output }),
    ...others,
  };
}
