/** Kinds of token that input can be made of. Each has a price of its own, or costs what `input` costs. */
export const inputUnits = ['input', 'cachedInput', 'cacheWrite', 'cacheWrite1h', 'audioInput', 'imageInput'] as const;

/** Kinds of token that output can be made of. Reasoning is plain output. */
export const outputUnits = ['output', 'audioOutput', 'imageOutput'] as const;

export type TokenUnit = (typeof inputUnits)[number] | (typeof outputUnits)[number];

/** The kinds that are a part of a whole, and not the rest of it. */
export type PartUnit = Exclude<TokenUnit, 'input' | 'output'>;

/**
 * What one call used, whoever served it. Whole numbers, never negative; what is absent is 0. The two wholes hold all
 * tokens of a call, the parts say of what kind they were: what is in no part is ordinary text.
 */
export interface UsageRecord {
  /** All input, every part below included. */
  inputTokens: number;
  cachedInputTokens: number;
  /** Written to the upstream's cache for some minutes, or for as long as it pleases. */
  cacheWriteTokens?: number;
  /** Written for an hour. */
  cacheWrite1hTokens?: number;
  audioInputTokens?: number;
  imageInputTokens?: number;
  /** All output, every part below included. */
  outputTokens: number;
  /** For information: priced as output. */
  reasoningTokens?: number;
  audioOutputTokens?: number;
  imageOutputTokens?: number;
  /** Images that were made, by `size/quality`. */
  images?: Readonly<Record<string, number>>;
  /** Of sound; a part of a second is one. */
  seconds?: number;
  /** Of text that was spoken. */
  characters?: number;
  /** Calls of tools that the upstream ran, by the tool's name. */
  toolCalls?: Readonly<Record<string, number>>;
  /** 1 when not said: a call is one request. */
  requests?: number;
}

/** Where the record keeps the tokens of a part. */
export const partField = {
  cachedInput: 'cachedInputTokens',
  cacheWrite: 'cacheWriteTokens',
  cacheWrite1h: 'cacheWrite1hTokens',
  audioInput: 'audioInputTokens',
  imageInput: 'imageInputTokens',
  audioOutput: 'audioOutputTokens',
  imageOutput: 'imageOutputTokens',
} as const satisfies Record<PartUnit, keyof UsageRecord>;

export const inputParts = ['cachedInput', 'cacheWrite', 'cacheWrite1h', 'audioInput', 'imageInput'] as const;
export const outputParts = ['audioOutput', 'imageOutput'] as const;

/** No single figure of a call can be above this; one that is was misread. */
export const MAX_QUANTITY = 1_000_000_000_000;

/** Tokens of each kind, each token under one kind only. Throws a `RangeError` for a record that cannot be. */
export function tokensByUnit(usage: UsageRecord): Record<TokenUnit, bigint> {
  const part = (unit: PartUnit) => quantity(partField[unit], usage[partField[unit]]);
  const input = rest('inputTokens', usage.inputTokens, inputParts.map(part));
  const output = rest('outputTokens', usage.outputTokens, outputParts.map(part));
  const reasoning = quantity('reasoningTokens', usage.reasoningTokens);
  if (reasoning > quantity('outputTokens', usage.outputTokens)) {
    throw new RangeError('reasoningTokens is part of outputTokens and cannot be more.');
  }
  return {
    input,
    cachedInput: part('cachedInput'),
    cacheWrite: part('cacheWrite'),
    cacheWrite1h: part('cacheWrite1h'),
    audioInput: part('audioInput'),
    imageInput: part('imageInput'),
    output,
    audioOutput: part('audioOutput'),
    imageOutput: part('imageOutput'),
  };
}

/** A figure as it is reckoned with; absent = 0. Throws a `RangeError` for one that cannot be. */
export function quantity(name: string, value: number | undefined): bigint {
  if (value === undefined) return 0n;
  if (!Number.isSafeInteger(value) || value < 0 || value > MAX_QUANTITY) {
    throw new RangeError(`${name} must be a whole number from 0 to ${MAX_QUANTITY}.`);
  }
  return BigInt(value);
}

function rest(name: string, whole: number, parts: bigint[]): bigint {
  const left = parts.reduce((remaining, part) => remaining - part, quantity(name, whole));
  if (left < 0n) throw new RangeError(`The parts of ${name} cannot be more than the whole.`);
  return left;
}
