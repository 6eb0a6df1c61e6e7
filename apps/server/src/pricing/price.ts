import { createHash } from 'node:crypto';
import { divideUp, formatCredits, parseCredits } from '@farebox/kit';

/** What a model costs, in micro-credits per million tokens. */
export interface Price {
  readonly input: bigint;
  readonly cachedInput: bigint;
  readonly output: bigint;
  /** Names exactly these figures: kept with every charge, so that a later change of price explains itself. */
  readonly version: string;
}

/** A price as the operator writes it and as it goes out: decimal credits per million tokens. */
export interface PriceText {
  input: string;
  cachedInput: string;
  output: string;
}

/** Tokens of one call. `cachedInput` is part of `input`. Whole numbers, never negative. */
export interface Tokens {
  input: number;
  cachedInput: number;
  output: number;
}

const TOKENS_PER_PRICE = 1_000_000n;

/**
 * Reads a price. Without `cachedInput`, cached tokens cost what all input costs. Throws a `RangeError` that names
 * the figure when one is not a decimal of at most six places, or is negative.
 */
export function readPrice(text: { input: string; cachedInput?: string; output: string }): Price {
  const input = figure('input', text.input);
  const cachedInput = text.cachedInput === undefined ? input : figure('cachedInput', text.cachedInput);
  const output = figure('output', text.output);
  return { input, cachedInput, output, version: versionOf(input, cachedInput, output) };
}

/** A price as text, without its version. */
export function priceText(price: Price): PriceText {
  return {
    input: formatCredits(price.input),
    cachedInput: formatCredits(price.cachedInput),
    output: formatCredits(price.output),
  };
}

/**
 * Micro-credits for these tokens: all parts summed exactly, then rounded up once, so that a call never costs less
 * than its price and never more than one micro-credit above it. Throws a `RangeError` for tokens that cannot be.
 */
export function costOf(price: Price, tokens: Tokens): bigint {
  const cached = whole('cachedInput', tokens.cachedInput);
  const uncached = whole('input', tokens.input) - cached;
  if (uncached < 0n) throw new RangeError('cachedInput is part of input and cannot be more.');
  const output = whole('output', tokens.output);
  return divideUp(uncached * price.input + cached * price.cachedInput + output * price.output, TOKENS_PER_PRICE);
}

/** The most that a call with at most so many tokens can cost, however many of its input tokens were cached. */
export function costBound(price: Price, tokens: { input: number; output: number }): bigint {
  const dearest = price.cachedInput > price.input ? price.cachedInput : price.input;
  return costOf({ ...price, input: dearest }, { ...tokens, cachedInput: 0 });
}

function figure(name: string, text: string): bigint {
  const micro = parseCredits(text);
  if (micro === null || micro < 0n) {
    throw new RangeError(`${name} must be a decimal such as "2.5", not negative, with at most six places.`);
  }
  return micro;
}

function whole(name: string, tokens: number): bigint {
  if (!Number.isSafeInteger(tokens) || tokens < 0) throw new RangeError(`${name} must be a whole number of tokens.`);
  return BigInt(tokens);
}

function versionOf(...figures: bigint[]): string {
  return createHash('sha256').update(figures.join('/')).digest('hex').slice(0, 12);
}
