import { type Price, readPrice } from './price.ts';
import type { PriceSetting } from './schemas.ts';

/** The prices in force, by what is priced (a model's id). */
export type PriceTable = ReadonlyMap<string, Price>;

/** Builds the table once, at start: the hot path only looks up. Throws when an id has two prices. */
export function priceTable(entries: readonly { id: string; price: PriceSetting }[]): PriceTable {
  const table = new Map<string, Price>();
  for (const { id, price } of entries) {
    if (table.has(id)) throw new RangeError(`${id} has two prices.`);
    table.set(id, readPrice(price));
  }
  return table;
}
