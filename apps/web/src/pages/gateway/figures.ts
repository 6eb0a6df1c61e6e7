import { type PriceFigures, toMicro } from '@farebox/sdk';

/** One number each: credits for a million tokens or characters, or for each request or second. */
export const flatUnits = [
  'input',
  'cachedInput',
  'cacheWrite',
  'cacheWrite1h',
  'audioInput',
  'imageInput',
  'output',
  'audioOutput',
  'imageOutput',
  'characters',
  'request',
  'second',
] as const;
/** A number for each name: an image's size, a tool, a service tier (which multiplies). */
export const keyedUnits = ['images', 'toolCalls', 'tiers'] as const;

export type FlatUnit = (typeof flatUnits)[number];
export type KeyedUnit = (typeof keyedUnits)[number];
export type Unit = FlatUnit | KeyedUnit;

/** What is priced. `key`: which of a kind that has several, else empty. */
export interface Priced {
  unit: Unit;
  key: string;
}

export interface Figure extends Priced {
  value: string;
}

/** A price beside the cost of the same thing. */
export interface Compared extends Priced {
  price: string | null;
  cost: string | null;
  /** The price is that of the whole of which this is a part. */
  inherited: boolean;
  /** Tenths of a percent of the price; null where one of the two is not known, or nothing is charged. */
  margin: bigint | null;
}

export const isKeyed = (unit: Unit): unit is KeyedUnit => (keyedUnits as readonly Unit[]).includes(unit);
export const nameOf = ({ unit, key }: Priced): string => `${unit} ${key}`;

/** Every figure that is set, in the order of the units. */
export function figuresIn(figures: PriceFigures | null): Figure[] {
  if (figures === null) return [];
  const flat = flatUnits.flatMap((unit): Figure[] => {
    const value = figures[unit];
    return value === undefined ? [] : [{ unit, key: '', value }];
  });
  const keyed = keyedUnits.flatMap((unit) =>
    Object.entries(figures[unit] ?? {}).map(([key, value]): Figure => ({ unit, key, value })),
  );
  return [...flat, ...keyed];
}

const wholes: Partial<Record<FlatUnit, readonly FlatUnit[]>> = {
  cachedInput: ['input'],
  cacheWrite: ['input'],
  cacheWrite1h: ['cacheWrite', 'input'],
  audioInput: ['input'],
  imageInput: ['input'],
  audioOutput: ['output'],
  imageOutput: ['output'],
};

/** What counts for one thing: its own figure, else that of its whole. */
function counting(figures: PriceFigures | null, { unit, key }: Priced): string | null {
  if (figures === null) return null;
  if (isKeyed(unit)) {
    const named = figures[unit] ?? {};
    const usual = unit === 'tiers' ? undefined : (named[key.split('/', 1)[0] as string] ?? named['*']);
    return named[key] ?? usual ?? null;
  }
  return [unit, ...(wholes[unit] ?? [])].map((one) => figures[one]).find((value) => value !== undefined) ?? null;
}

/** Every figure that price or cost names, with what counts for it on both sides. */
export function compared(price: PriceFigures | null, cost: PriceFigures | null): Compared[] {
  const own = new Set(figuresIn(price).map(nameOf));
  const both = figuresIn(mergedOf(price, cost));
  return both.map(({ unit, key }) => {
    const [sold, paid] = [counting(price, { unit, key }), counting(cost, { unit, key })];
    const inherited = sold !== null && !own.has(nameOf({ unit, key }));
    return { unit, key, price: sold, cost: paid, inherited, margin: unit === 'tiers' ? null : marginOf(sold, paid) };
  });
}

function mergedOf(price: PriceFigures | null, cost: PriceFigures | null): PriceFigures {
  const keyed = keyedUnits.map((unit) => [unit, { ...cost?.[unit], ...price?.[unit] }]);
  return { ...cost, ...price, ...Object.fromEntries(keyed) };
}

const TENTHS = 1_000n;

/** Tenths of a percent, rounded down. */
function marginOf(price: string | null, cost: string | null): bigint | null {
  if (price === null || cost === null || toMicro(price) === 0n) return null;
  const [sold, paid] = [toMicro(price), toMicro(cost)];
  const share = (sold - paid) * TENTHS;
  const whole = share / sold;
  return share < 0n && share % sold !== 0n ? whole - 1n : whole;
}

/** The least and the most of the margins; null where none is known. */
export function marginsOf(rows: readonly Compared[]): { least: bigint; most: bigint } | null {
  const known = rows.flatMap(({ margin }) => (margin === null ? [] : [margin]));
  const [first] = known;
  if (first === undefined) return null;
  const least = known.reduce((a, b) => (b < a ? b : a), first);
  return { least, most: known.reduce((a, b) => (b > a ? b : a), first) };
}

const MINUS = '\u2212';
const TEN = 10n;

/** `125n` → `12.5%`, `-200n` → `−20%`. */
export function formatMargin(tenths: bigint): string {
  const size = tenths < 0n ? -tenths : tenths;
  const rest = size % TEN;
  return `${tenths < 0n ? MINUS : ''}${size / TEN}${rest ? `.${rest}` : ''}%`;
}

/** The figures that differ, each as it was and as it is; null where there is none. */
export function differences(before: PriceFigures | null, after: PriceFigures | null) {
  const [old, fresh] = [new Map(keyedBy(before)), new Map(keyedBy(after))];
  const named = figuresIn(mergedOf(after, before));
  return named.flatMap(({ unit, key }) => {
    const name = nameOf({ unit, key });
    const [was, is] = [old.get(name) ?? null, fresh.get(name) ?? null];
    const same = was === is || (was !== null && is !== null && toMicro(was) === toMicro(is));
    return same ? [] : [{ unit, key, was, is }];
  });
}

const keyedBy = (figures: PriceFigures | null) =>
  figuresIn(figures).map((figure): [string, string] => [nameOf(figure), figure.value]);
