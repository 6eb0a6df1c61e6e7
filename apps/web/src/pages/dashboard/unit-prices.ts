import type { farebox } from '../../api/client.ts';

export type ModelPrice = Awaited<ReturnType<typeof farebox.models.list>>['data'][number]['price'];

/** A figure that is not for tokens. */
export interface UnitPrice {
  unit: 'characters' | 'second' | 'request' | 'image' | 'anyImage';
  /** Of an image: its size and quality. */
  kind: string;
  value: string;
}

/** False for a price that says nothing of tokens: its columns would all be nought. */
export function isByTokens(price: ModelPrice): boolean {
  return price.input !== '0' || price.output !== '0' || unitPrices(price).length === 0;
}

/** The figures of a price that are for characters, seconds, requests and images, in this order. */
export function unitPrices(price: ModelPrice): UnitPrice[] {
  const flat = (['characters', 'second', 'request'] as const).flatMap((unit) => {
    const value = price[unit];
    return value === undefined ? [] : [{ unit, kind: '', value }];
  });
  const images = Object.entries(price.images ?? {}).map(([kind, value]): UnitPrice => {
    return kind === '*' ? { unit: 'anyImage', kind: '', value } : { unit: 'image', kind, value };
  });
  return [...flat, ...images];
}
