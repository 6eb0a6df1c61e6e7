import type { Price, Receipt } from '@farebox/sdk';

type Usage = Receipt['usage'];

/** What a line can be about; its name in the reader's language is `receipt.<kind>`. */
export type Kind =
  | 'input'
  | 'cachedInput'
  | 'cacheWrite'
  | 'cacheWrite1h'
  | 'audioInput'
  | 'imageInput'
  | 'output'
  | 'audioOutput'
  | 'imageOutput'
  | 'characters'
  | 'seconds'
  | 'images'
  | 'toolCalls'
  | 'request';

/** One line of a receipt: so much of one kind at a price. */
export interface UsageLine {
  kind: Kind;
  /** Which of a kind that has several: an image's size, a tool's name. */
  what?: string;
  count: number;
  price: string;
  /** The price is for a million, or for each. */
  per: 'million' | 'each';
}

/** Every token is on one line only: the parts of the input and output, and what is left as plain text. */
export function linesOf(usage: Usage, price: Price): UsageLine[] {
  const lines = [...inputLines(usage, price), ...outputLines(usage, price), ...otherLines(usage, price)];
  const told = lines.filter(({ count, kind }) => count > 0 && (kind !== 'request' || price.request !== undefined));
  return told.length > 0 ? told : lines.filter(({ kind }) => kind === 'input' || kind === 'output');
}

function inputLines(usage: Usage, price: Price): UsageLine[] {
  const parts: UsageLine[] = [
    tokens('cachedInput', usage.cachedInputTokens, price.cachedInput),
    tokens('cacheWrite', usage.cacheWriteTokens, price.cacheWrite ?? price.input),
    tokens('cacheWrite1h', usage.cacheWrite1hTokens, price.cacheWrite1h ?? price.cacheWrite ?? price.input),
    tokens('audioInput', usage.audioInputTokens, price.audioInput ?? price.input),
    tokens('imageInput', usage.imageInputTokens, price.imageInput ?? price.input),
  ];
  return [tokens('input', usage.inputTokens - sumOf(parts), price.input), ...parts];
}

function outputLines(usage: Usage, price: Price): UsageLine[] {
  const parts: UsageLine[] = [
    tokens('audioOutput', usage.audioOutputTokens, price.audioOutput ?? price.output),
    tokens('imageOutput', usage.imageOutputTokens, price.imageOutput ?? price.output),
  ];
  return [tokens('output', usage.outputTokens - sumOf(parts), price.output), ...parts];
}

function otherLines(usage: Usage, price: Price): UsageLine[] {
  return [
    { kind: 'characters', count: usage.characters ?? 0, price: price.characters ?? '0', per: 'million' },
    { kind: 'seconds', count: usage.seconds ?? 0, price: price.second ?? '0', per: 'each' },
    ...keyed('images', usage.images, price.images),
    ...keyed('toolCalls', usage.toolCalls, price.toolCalls),
    { kind: 'request', count: 1, price: price.request ?? '0', per: 'each' },
  ];
}

function tokens(kind: Kind, count: number | undefined, price: string): UsageLine {
  return { kind, count: count ?? 0, price, per: 'million' };
}

/** An image's price is looked for by `size/quality`, then by `size`, then by `*`; a tool's by its name, then by `*`. */
function keyed(kind: Kind, counts: Record<string, number> = {}, prices: Record<string, string> = {}): UsageLine[] {
  return Object.entries(counts).map(([what, count]) => {
    const price = prices[what] ?? prices[what.split('/', 1)[0] as string] ?? prices['*'] ?? '0';
    return { kind, what, count, price, per: 'each' };
  });
}

function sumOf(lines: UsageLine[]): number {
  return lines.reduce((sum, { count }) => sum + count, 0);
}
