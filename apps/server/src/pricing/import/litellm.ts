import { divideUp, formatCredits, MICRO_PER_CREDIT } from '@farebox/kit';
import type { FlatUnit, WrittenPrice } from '../price.ts';
import { type PriceList, type Problem, readRows, type WrittenRow } from './row.ts';

/** LiteLLM's names for dollars per token. */
const perToken: Readonly<Record<string, FlatUnit>> = {
  input_cost_per_token: 'input',
  cache_read_input_token_cost: 'cachedInput',
  cache_creation_input_token_cost: 'cacheWrite',
  cache_creation_input_token_cost_above_1hr: 'cacheWrite1h',
  input_cost_per_audio_token: 'audioInput',
  input_cost_per_image_token: 'imageInput',
  output_cost_per_token: 'output',
  output_cost_per_audio_token: 'audioOutput',
  output_cost_per_image_token: 'imageOutput',
  input_cost_per_character: 'characters',
};

/** Dollars for each; where two names give one figure the dearer counts. */
const forEach: Readonly<Record<string, FlatUnit | 'image'>> = {
  input_cost_per_request: 'request',
  input_cost_per_second: 'second',
  output_cost_per_second: 'second',
  input_cost_per_image: 'image',
  output_cost_per_image: 'image',
};

/** Dollars for so many calls of a tool. */
const perTool: Readonly<Record<string, [tool: string, calls: bigint]>> = {
  file_search_cost_per_1k_calls: ['file_search', 1_000n],
  code_interpreter_cost_per_session: ['code_interpreter', 1n],
};

const TOKENS = 1_000_000n;

export interface Conversion {
  /** Micro-credits that stand for one dollar. */
  creditsPerUsd: bigint;
  /** In millionths: 1300000 sells at 1.3 times the cost. */
  markup: bigint;
}

/**
 * Reads entries of LiteLLM's `model_prices_and_context_window.json` (dollars for each unit, as JSON numbers): each figure
 * becomes what the operator pays, in credits, and times `markup` what customers pay. Both are rounded up to the
 * micro-credit. `wanted`: our model → the entry's name; what has no entry is in `missing`.
 */
export function readLitellmList(
  entries: Readonly<Record<string, unknown>>,
  wanted: ReadonlyMap<string, string>,
  conversion: Conversion,
): PriceList & { missing: string[] } {
  const names = Object.keys(entries);
  const found = [...wanted].filter(([, theirs]) => Object.hasOwn(entries, theirs));
  const missing = [...wanted.keys()].filter((ours) => !found.some(([model]) => model === ours));
  const problems: Problem[] = [];
  const warnings = new Map<string, string[]>();
  const rows = found.flatMap(([model, theirs]): WrittenRow[] => {
    const line = names.indexOf(theirs) + 1;
    const entry = entries[theirs];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      problems.push({ line, model, message: `"${theirs}" is not an entry with prices` });
      return [];
    }
    const figures = Object.entries(entry).filter(([name]) => /cost/.test(name));
    problems.push(...unreadable(figures).map((message) => ({ line, model, message })));
    warnings.set(model, notTaken(figures));
    const [price, cost] = [priceOf(figures, conversion), priceOf(figures, { ...conversion, markup: TOKENS })];
    return [{ line, model, price, cost }];
  });
  const list = readRows(rows);
  for (const row of list.rows) row.warnings.push(...(warnings.get(row.model) ?? []));
  return { rows: list.rows, problems: [...problems, ...list.problems], missing };
}

type Figure = [name: string, value: unknown];

function priceOf(figures: Figure[], conversion: Conversion): WrittenPrice {
  const price: WrittenPrice = {};
  const put = (unit: FlatUnit, micro: bigint) => {
    price[unit] = dearer(price[unit], micro);
  };
  for (const [name, value] of figures) {
    const usd = decimalOf(value);
    const [token, each, tool] = [own(perToken, name), own(forEach, name), own(perTool, name)];
    const search = name === 'search_context_cost_per_query' ? dearestSearch(value) : null;
    if (usd && token) put(token, credits(usd, conversion, TOKENS));
    else if (usd && each === 'image') price.images = { '*': dearer(price.images?.['*'], credits(usd, conversion, 1n)) };
    else if (usd && each) put(each as FlatUnit, credits(usd, conversion, 1n));
    else if (usd && tool)
      price.toolCalls = { ...price.toolCalls, [tool[0]]: text(credits(usd, conversion, 1n, tool[1])) };
    else if (search) price.toolCalls = { ...price.toolCalls, web_search: text(credits(search, conversion, 1n)) };
  }
  return price;
}

/** An exact decimal: `digits` tenth-powers to the `exponent`. */
interface Decimal {
  digits: bigint;
  exponent: number;
}

/** What was written, digit by digit: a JSON number's shortest text is the one it was written with. */
function decimalOf(value: unknown): Decimal | null {
  const parts = typeof value === 'number' ? /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,2}))?$/.exec(String(value)) : null;
  if (!parts) return null;
  const [, whole = '', fraction = '', exponent = '0'] = parts;
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Micro-credits for `units` of what costs `usd` for each `per`, rounded up. */
function credits(
  { digits, exponent }: Decimal,
  { creditsPerUsd, markup }: Conversion,
  units: bigint,
  per = 1n,
): bigint {
  const numerator = digits * 10n ** BigInt(Math.max(0, exponent)) * creditsPerUsd * markup * units;
  return divideUp(numerator, 10n ** BigInt(Math.max(0, -exponent)) * MICRO_PER_CREDIT * per);
}

function dearer(before: string | undefined, micro: bigint): string {
  const after = text(micro);
  return before !== undefined && Number(before) > Number(after) ? before : after;
}

function text(micro: bigint): string {
  return formatCredits(micro);
}

/** A search costs by how much context it brings; what was brought nobody reports. */
function dearestSearch(value: unknown): Decimal | null {
  const sizes = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const numbers = sizes.filter((size): size is number => typeof size === 'number');
  return numbers.length > 0 ? decimalOf(Math.max(...numbers)) : null;
}

/** Figures that we would take if they were numbers of dollars. */
function unreadable(figures: Figure[]): string[] {
  return figures
    .filter(([name, value]) => isTaken(name) && value !== null && decimalOf(value) === null)
    .filter(([name, value]) => name !== 'search_context_cost_per_query' || dearestSearch(value) === null)
    .map(([name]) => `${name} must be a number of dollars, not negative`);
}

function notTaken(figures: Figure[]): string[] {
  const left = figures.filter(([name, value]) => !isTaken(name) && value !== null && value !== 0).map(([name]) => name);
  return left.length > 0 ? [`not taken: ${left.slice(0, 20).join(', ')}`] : [];
}

function isTaken(name: string): boolean {
  return (
    [perToken, forEach, perTool].some((table) => Object.hasOwn(table, name)) || name === 'search_context_cost_per_query'
  );
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
