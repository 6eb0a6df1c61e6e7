import { divideUp } from '@farebox/kit';
import { type FlatUnit, keyedFigure, type Price, tokenFigure } from './price.ts';
import {
  inputUnits,
  outputUnits,
  type PartUnit,
  quantity,
  type TokenUnit,
  tokensByUnit,
  type UsageRecord,
} from './units.ts';

/** A price as one customer pays it for one call. */
export interface Rate {
  readonly price: Price;
  /** The customer's price group, and what it multiplies by, in millionths. */
  readonly group: string;
  readonly multiplier: bigint;
}

/** The most that a call can use. What is absent it cannot use at all, but for `parts`. */
export interface UsageBounds {
  /** All input tokens. */
  input: number;
  /** All output tokens, over all choices together. */
  output: number;
  /** The most of each kind; a kind that is not named may be the whole. */
  parts?: Partial<Record<PartUnit, number>>;
  images?: Readonly<Record<string, number>>;
  seconds?: number;
  characters?: number;
  /** So many calls altogether, of any of these tools. */
  toolCalls?: { most: number; tools: readonly string[] };
  requests?: number;
  /** The service tier that was asked for. */
  tier?: string;
}

const MILLION = 1_000_000n;

/**
 * Micro-credits for this usage: all parts summed exactly, times the multipliers, then rounded up once, so that a call
 * never costs less than its price and never a whole micro-credit more. `tier` is the one that served it; one without a
 * multiplier counts as the ordinary. Throws a `RangeError` for usage that cannot be.
 */
export function costOf(rate: Rate, usage: UsageRecord, tier?: string): bigint {
  const { price } = rate;
  const tokens = tokensByUnit(usage);
  let sum = others(price, usage) + MILLION * tools(price, usage.toolCalls);
  for (const unit of [...inputUnits, ...outputUnits]) sum += tokens[unit] * (tokenFigure(price, unit) ?? 0n);
  return rounded(sum, rate, tierMultiplier(price, tier));
}

/** The most that a call within these bounds can cost, whatever its tokens turn out to be. */
export function costBound(rate: Rate, bounds: UsageBounds): bigint {
  const { price } = rate;
  const { toolCalls, parts = {} } = bounds;
  const dearest = (toolCalls?.tools ?? []).map((tool) => keyedFigure(price.toolCalls, tool) ?? 0n);
  const called = quantity('toolCalls', toolCalls?.most) * dearest.reduce(larger, 0n);
  const tokens =
    dearestTokens(price, inputUnits, quantity('input', bounds.input), parts) +
    dearestTokens(price, outputUnits, quantity('output', bounds.output), parts);
  const tier = tierMultiplier(price, bounds.tier);
  return rounded(others(price, bounds) + MILLION * called + tokens, rate, larger(tier, MILLION));
}

/**
 * Whether a call can be sold at this price: every figure of at least one of the `ways` is there, or one for the request
 * as such. A call of chat is sold by `input` and `output`, an image by `images` or by `output`.
 */
export function isPriced({ each, images, toolCalls }: Price, ways: readonly (readonly PricedBy[])[]): boolean {
  const has = (unit: PricedBy) =>
    unit === 'images' || unit === 'toolCalls'
      ? Object.keys(unit === 'images' ? images : toolCalls).length > 0
      : each[unit] !== undefined;
  return each.request !== undefined || ways.some((way) => way.every(has));
}

export type PricedBy = FlatUnit | 'images' | 'toolCalls';

/** Millionths by which a tier multiplies; a million for one without a multiplier. */
function tierMultiplier({ tiers }: Price, tier: string | undefined): bigint {
  return tier !== undefined && Object.hasOwn(tiers, tier) ? (tiers[tier] as bigint) : MILLION;
}

/** What is not counted in tokens, in micro-credits times a million. */
function others(price: Price, used: Pick<UsageRecord, 'images' | 'seconds' | 'characters' | 'requests'>): bigint {
  const { each, images } = price;
  const any = Object.values(images).reduce(larger, 0n);
  let whole = quantity('seconds', used.seconds) * (each.second ?? 0n);
  whole += quantity('requests', used.requests ?? 1) * (each.request ?? 0n);
  for (const [key, count] of Object.entries(used.images ?? {})) {
    // An image of a size that nobody foresaw is not free: it costs what the dearest costs.
    whole += quantity(`images.${key}`, count) * (keyedFigure(images, key) ?? any);
  }
  return whole * MILLION + quantity('characters', used.characters) * (each.characters ?? 0n);
}

function tools({ toolCalls }: Price, used: UsageRecord['toolCalls']): bigint {
  return Object.entries(used ?? {}).reduce((sum, [tool, count]) => {
    return sum + quantity(`toolCalls.${tool}`, count) * (keyedFigure(toolCalls, tool) ?? 0n);
  }, 0n);
}

/** Fills `whole` with the dearest kinds first, each up to its own limit: no other mixture costs more. */
function dearestTokens(
  price: Price,
  units: typeof inputUnits | typeof outputUnits,
  whole: bigint,
  parts: Partial<Record<PartUnit, number>>,
): bigint {
  let [left, sum] = [whole, 0n];
  for (const { unit, figure } of dearestFirst(price, units)) {
    const most = unit === 'input' || unit === 'output' ? undefined : parts[unit];
    const taken = most === undefined ? left : smaller(left, quantity(unit, most));
    sum += taken * figure;
    left -= taken;
  }
  return sum;
}

interface Dearest {
  unit: TokenUnit;
  figure: bigint;
}

/** Of prices in use: the order is asked for at every hold, and a price never changes. */
const ordered = new WeakMap<Price, Map<readonly TokenUnit[], Dearest[]>>();

function dearestFirst(price: Price, units: typeof inputUnits | typeof outputUnits): readonly Dearest[] {
  const orders = ordered.get(price) ?? new Map<readonly TokenUnit[], Dearest[]>();
  ordered.set(price, orders);
  const known = orders.get(units);
  if (known) return known;
  const figures = units.map((unit) => ({ unit, figure: tokenFigure(price, unit) ?? 0n }));
  figures.sort((a, b) => (a.figure < b.figure ? 1 : -1));
  orders.set(units, figures);
  return figures;
}

function rounded(sum: bigint, { multiplier }: Rate, tier: bigint): bigint {
  return divideUp(sum * multiplier * tier, MILLION ** 3n);
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
