import { createHash } from 'node:crypto';
import { formatCredits, parseCredits } from '@farebox/kit';
import { inputUnits, outputUnits, type TokenUnit } from './units.ts';

/** Figures that are one number each: credits per million tokens or characters, or for each request or second. */
export const flatUnits = [...inputUnits, ...outputUnits, 'characters', 'request', 'second'] as const;
export type FlatUnit = (typeof flatUnits)[number];

/** A price as the operator writes it: decimal credits. What is absent is not sold, or costs what its whole costs. */
export interface WrittenPrice extends Partial<Record<FlatUnit, string>> {
  /** Each image, by `size/quality`, `size`, or `*` for any other. */
  images?: Record<string, string> | undefined;
  /** Each call of a tool that the upstream runs, by its name, or `*`. */
  toolCalls?: Record<string, string> | undefined;
  /** What the whole is multiplied by when the upstream serves it in that tier. */
  tiers?: Record<string, string> | undefined;
}

/** A price as it is reckoned with, in micro-credits. */
export interface Price {
  readonly each: Readonly<Partial<Record<FlatUnit, bigint>>>;
  readonly images: Readonly<Record<string, bigint>>;
  readonly toolCalls: Readonly<Record<string, bigint>>;
  /** In millionths. */
  readonly tiers: Readonly<Record<string, bigint>>;
  /** Names exactly these figures: kept with every charge, so that a later change of price explains itself. */
  readonly version: string;
}

/** A price as it goes out. The three figures that every reader looks for are always there. */
export interface PriceText extends WrittenPrice {
  input: string;
  cachedInput: string;
  output: string;
}

/**
 * Reads a price. Throws a `RangeError` that names the figure when one is not a decimal of at most six places, or is
 * negative, and when there is no figure at all.
 */
export function readPrice(written: WrittenPrice): Price {
  const each: Partial<Record<FlatUnit, bigint>> = {};
  for (const unit of flatUnits) {
    const text = written[unit];
    if (text !== undefined) each[unit] = figure(unit, text);
  }
  const [images, toolCalls, tiers] = [
    figures('images', written.images),
    figures('toolCalls', written.toolCalls),
    figures('tiers', written.tiers),
  ];
  if (Object.keys(each).length + Object.keys(images).length + Object.keys(toolCalls).length === 0) {
    throw new RangeError('A price needs at least one figure, such as input and output.');
  }
  const price = { each, images, toolCalls, tiers };
  return { ...price, version: versionOf(price) };
}

/** Micro-credits for a million tokens of this kind; null when neither they nor their whole have a price. */
export function tokenFigure({ each }: Pick<Price, 'each'>, unit: TokenUnit): bigint | null {
  const own = each[unit];
  if (own !== undefined) return own;
  if (unit === 'cacheWrite1h') return each.cacheWrite ?? each.input ?? null;
  return (outputUnits as readonly string[]).includes(unit) ? (each.output ?? null) : (each.input ?? null);
}

/** Micro-credits for one image or one tool call; null when it has no price. */
export function keyedFigure(figures: Readonly<Record<string, bigint>>, key: string): bigint | null {
  return own(figures, key) ?? own(figures, key.split('/', 1)[0] as string) ?? own(figures, '*');
}

/**
 * A price as text, without its version. `multiplier`, in millionths, gives what a group pays: each figure rounded up to
 * the micro-credit, to be looked at; a charge is reckoned from the figures themselves.
 */
export function priceText(price: Price, multiplier = 1_000_000n): PriceText {
  const text = (micro: bigint) => formatCredits((micro * multiplier + 999_999n) / 1_000_000n);
  const each = flatUnits.flatMap((unit) => {
    const micro = price.each[unit];
    return micro === undefined ? [] : [[unit, text(micro)]];
  });
  const of = (unit: TokenUnit) => text(tokenFigure(price, unit) ?? 0n);
  return {
    ...(Object.fromEntries(each) as Partial<Record<FlatUnit, string>>),
    input: of('input'),
    cachedInput: of('cachedInput'),
    output: of('output'),
    ...(notEmpty(price.images) && { images: mapped(price.images, text) }),
    ...(notEmpty(price.toolCalls) && { toolCalls: mapped(price.toolCalls, text) }),
    ...(notEmpty(price.tiers) && { tiers: mapped(price.tiers, formatCredits) }),
  };
}

function figures(name: string, written: Record<string, string> | undefined): Record<string, bigint> {
  return mapped(written ?? {}, (text, key) => figure(`${name}.${key}`, text));
}

function figure(name: string, text: string): bigint {
  const micro = parseCredits(text);
  if (micro === null || micro < 0n) {
    throw new RangeError(`${name} must be a decimal such as "2.5", not negative, with at most six places.`);
  }
  return micro;
}

/** The same figures have the same version, however they were written and in whatever order. */
function versionOf(price: Omit<Price, 'version'>): string {
  const { tiers, images, toolCalls, ...each } = priceText({ ...price, version: '' });
  const sorted = [each, images ?? {}, toolCalls ?? {}, tiers ?? {}].map((part) => Object.entries(part).sort());
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 12);
}

function own(figures: Readonly<Record<string, bigint>>, key: string): bigint | null {
  return Object.hasOwn(figures, key) ? (figures[key] as bigint) : null;
}

function notEmpty(record: object): boolean {
  return Object.keys(record).length > 0;
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]));
}
