import { formatCredits } from '@farebox/kit';
import type { Rate, UsageBounds } from './cost.ts';
import { keyedFigure, type Price, type PriceText, priceText } from './price.ts';

/** A price and all that was made of it, as it is kept with a charge and shown on its receipt. */
export interface RateText extends PriceText {
  /** Names exactly the figures of the model's price. */
  version: string;
  group: string;
  /** What the group pays of every figure. */
  multiplier: string;
}

/**
 * What a call was priced with, in a size that is bounded: of images, tools and tiers only what the call can use. The
 * figures are the model's; the charge is their sum times `multiplier`, and times the tier's figure.
 */
export function rateText({ price, group, multiplier }: Rate, bounds: UsageBounds): RateText {
  const tier = bounds.tier === undefined ? undefined : price.tiers[bounds.tier];
  const some = {
    images: chosen(price.images, Object.keys(bounds.images ?? {})),
    toolCalls: chosen(price.toolCalls, bounds.toolCalls?.tools ?? []),
    tiers: tier === undefined ? {} : { [bounds.tier as string]: formatCredits(tier) },
  };
  const used = Object.fromEntries(Object.entries(some).filter(([, record]) => Object.keys(record).length > 0));
  return { ...figuresOf(price), ...used, version: price.version, group, multiplier: formatCredits(multiplier) };
}

type Figures = Omit<PriceText, 'images' | 'toolCalls' | 'tiers'>;

/** Of prices in use: every call tells its price twice, and a price never changes. */
const written = new WeakMap<Price, Figures>();

function figuresOf(price: Price): Figures {
  const known = written.get(price);
  if (known) return known;
  const { images, toolCalls, tiers, ...figures } = priceText(price);
  written.set(price, figures);
  return figures;
}

function chosen(figures: Readonly<Record<string, bigint>>, keys: readonly string[]): Record<string, string> {
  const found = keys.flatMap((key) => {
    const figure = keyedFigure(figures, key);
    return figure === null ? [] : [[key, formatCredits(figure)]];
  });
  return Object.fromEntries(found);
}
