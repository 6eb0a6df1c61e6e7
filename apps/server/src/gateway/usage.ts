import {
  inputParts,
  MAX_QUANTITY,
  outputParts,
  type PartUnit,
  partField,
  type UsageBounds,
  type UsageRecord,
} from '../pricing/index.ts';

/** What an upstream says it used, unchecked: anything may be missing, negative, fractional or absurd. */
export interface ReportedUsage extends Partial<Record<PartUnit, unknown>> {
  /** All of it, whatever part was cached, written to a cache, or of another kind than text. */
  input: unknown;
  cachedInput: unknown;
  /** All of it, reasoning included. */
  output: unknown;
  reasoning?: unknown;
  /** Images that were made, by `size/quality`. */
  images?: Readonly<Record<string, unknown>>;
  seconds?: unknown;
  /** Calls of tools that the upstream ran, by name. */
  toolCalls?: Readonly<Record<string, unknown>>;
  /** The service tier that answered. */
  tier?: unknown;
  /** Our own count of what is no text, for a figure that is missing or cannot be true. */
  own?: Partial<Record<'input' | 'output', OwnFigure>>;
  /** As it came, for the record. */
  raw: unknown;
}

/** A count made here, all of it of one kind. */
interface OwnFigure {
  tokens: number;
  part: PartUnit;
}

/** What a call is charged for. */
export interface MeteredUsage extends UsageRecord {
  /** True when a figure is our own count, because the upstream gave none that can be true. */
  estimated: boolean;
  /** What was wrong with the report, in words such as `input_implausible`; empty when nothing was. */
  marks: string[];
  /** The tier that is charged; the ordinary one when absent. */
  tier?: string;
  raw: unknown;
}

/** What the hold was computed for. Seconds, characters and images that it names are charged, reported or not. */
export type Bounds = UsageBounds;

/** Our own count, made only when it is needed. */
export interface OwnCount {
  input(): Promise<number>;
  output(): Promise<number>;
  /** Tool calls that were seen to pass. */
  toolCalls?(): Readonly<Record<string, number>>;
}

/**
 * A figure up to twice its bound is believed, one beyond it is not. Twice, because the input bound takes two bytes
 * for a token and no tokenizer makes more tokens than bytes.
 */
const BELIEVED_FACTOR = 2;

const markNames: Record<PartUnit, string> = {
  cachedInput: 'cached',
  cacheWrite: 'cache_write',
  cacheWrite1h: 'cache_write_1h',
  audioInput: 'audio_input',
  imageInput: 'image_input',
  audioOutput: 'audio_output',
  imageOutput: 'image_output',
};

/**
 * The usage to charge. Each figure is judged by itself:
 * missing, negative, not whole, or beyond twice its bound → counted here, never above the bound;
 * input between the bound and twice the bound → as reported (the capture may go above the hold);
 * output between the bound and twice the bound → the bound, because the client asked for no more;
 * a part above its whole → all of the whole; a part that cannot be read, or that the request cannot have → none of it;
 * anything else → at most what the hold was computed for.
 */
export async function meter(reported: ReportedUsage | null, bounds: Bounds, own: OwnCount): Promise<MeteredUsage> {
  const marks: string[] = reported ? [] : ['usage_missing'];
  const believed = (name: 'input' | 'output'): number | null => {
    if (bounds[name] === 0) return 0;
    if (!reported) return null;
    const fault = faultOf(reported[name], bounds[name]);
    if (fault) marks.push(`${name}_${fault}`);
    return fault ? null : (reported[name] as number);
  };
  const [input, output] = [believed('input'), believed('output')];
  const inputTokens = input ?? Math.min(reported?.own?.input?.tokens ?? (await own.input()), bounds.input);
  if (output !== null && output > bounds.output) marks.push('output_above_limit');
  const outputTokens = Math.min(output ?? reported?.own?.output?.tokens ?? (await own.output()), bounds.output);
  const parts = (side: 'input' | 'output', told: number | null, whole: number) => {
    if (!reported) return {};
    if (told !== null) return partsOf(reported, side, whole, { bounds, marks });
    const figure = reported.own?.[side];
    return figure ? { [partField[figure.part]]: whole } : {};
  };
  const estimated = input === null || output === null;
  return {
    inputTokens,
    cachedInputTokens: 0,
    ...parts('input', input, inputTokens),
    outputTokens,
    ...parts('output', output, outputTokens),
    ...(reported && reasoningOf(reported, outputTokens)),
    ...othersOf(reported, bounds, own, marks),
    estimated,
    marks,
    ...tierOf(reported, bounds),
    raw: reported?.raw ?? null,
  };
}

/**
 * True when a request for words got none: no output reported or counted, and no tools run. An answer that is paid by the
 * second, the character or the image has its worth without a word.
 */
export function isEmpty({ outputTokens, toolCalls }: MeteredUsage, bounds: Bounds): boolean {
  const wordless = bounds.output === 0 || Boolean(bounds.images) || (bounds.seconds ?? bounds.characters) !== undefined;
  return !wordless && outputTokens === 0 && !toolCalls;
}

/** The same usage with less output: what is a part of it is at most the whole. */
export function withOutput(usage: MeteredUsage, outputTokens: number): MeteredUsage {
  const less: MeteredUsage = { ...usage, outputTokens: Math.min(usage.outputTokens, outputTokens) };
  let left = less.outputTokens;
  for (const field of outputParts.map((part) => partField[part])) {
    if (less[field] === undefined) continue;
    less[field] = Math.min(less[field], left);
    left -= less[field];
  }
  if (less.reasoningTokens !== undefined) less.reasoningTokens = Math.min(less.reasoningTokens, less.outputTokens);
  return less;
}

function faultOf(value: unknown, bound: number): 'missing' | 'invalid' | 'implausible' | null {
  if (value === undefined || value === null) return 'missing';
  if (!isCount(value)) return 'invalid';
  return value > bound * BELIEVED_FACTOR ? 'implausible' : null;
}

interface Judging {
  bounds: Bounds;
  marks: string[];
}

/** The parts of a whole, each token in one of them: the first ones first, where they overlap. */
function partsOf(reported: ReportedUsage, side: 'input' | 'output', whole: number, { bounds, marks }: Judging) {
  const which: readonly PartUnit[] = side === 'input' ? inputParts : outputParts;
  const parts: Partial<Record<(typeof partField)[PartUnit], number>> = {};
  let left = whole;
  for (const unit of which) {
    const value = reported[unit];
    if (value === undefined || value === null || value === 0) continue;
    const name = markNames[unit];
    const most = bounds.parts?.[unit] ?? Number.POSITIVE_INFINITY;
    if (!isCount(value)) marks.push(`${name}_invalid`);
    else if (value > whole) marks.push(`${name}_above_${side}`);
    else if (value > most) marks.push(`${name}_above_limit`);
    const taken = isCount(value) ? Math.min(value, most, left) : 0;
    if (taken > 0) parts[partField[unit]] = taken;
    left -= taken;
  }
  return parts;
}

/** For information alone, so that what cannot be is left out. */
function reasoningOf({ reasoning }: ReportedUsage, outputTokens: number): Pick<UsageRecord, 'reasoningTokens'> {
  return isCount(reasoning) && reasoning > 0 ? { reasoningTokens: Math.min(reasoning, outputTokens) } : {};
}

function othersOf(reported: ReportedUsage | null, bounds: Bounds, own: OwnCount, marks: string[]) {
  const { seconds, characters, images } = bounds;
  const toolCalls = toolCallsOf(reported?.toolCalls ?? own.toolCalls?.() ?? {}, bounds, marks);
  return {
    ...(seconds !== undefined && { seconds: atMost(rounded(reported?.seconds), seconds, 'seconds', marks) }),
    ...(characters !== undefined && { characters }),
    ...(images && { images: imagesOf(reported?.images, images, marks) }),
    ...(Object.keys(toolCalls).length > 0 && { toolCalls }),
  };
}

/** A part of a second is a whole one. */
function rounded(seconds: unknown): unknown {
  return typeof seconds === 'number' ? Math.ceil(seconds) : seconds;
}

/** What is not said is taken to be all that was asked for. */
function atMost(value: unknown, bound: number, name: string, marks: string[]): number {
  if (!isCount(value)) marks.push(`${name}_${value === undefined || value === null ? 'missing' : 'invalid'}`);
  else if (value > bound) marks.push(`${name}_above_limit`);
  return isCount(value) ? Math.min(value, bound) : bound;
}

/** No more than were asked for, of the kinds that were made: what is held for is the dearest of those they can be. */
function imagesOf(reported: ReportedUsage['images'], bounds: Readonly<Record<string, number>>, marks: string[]) {
  const most = Object.values(bounds).reduce((sum, count) => sum + count, 0);
  const told = Object.entries(reported ?? {});
  if (told.length === 0 || !told.every(([, count]) => isCount(count))) {
    marks.push(told.length === 0 ? 'images_missing' : 'images_invalid');
    return { ...bounds };
  }
  const images: Record<string, number> = {};
  let left = most;
  for (const [kind, count] of told) {
    if ((count as number) > left) marks.push('images_above_limit');
    images[kind] = Math.min(count as number, left);
    left -= images[kind];
  }
  return images;
}

/** Calls of tools that were asked for, no more altogether than the upstream was told. */
function toolCallsOf(reported: Readonly<Record<string, unknown>>, { toolCalls }: Bounds, marks: string[]) {
  const calls: Record<string, number> = {};
  let left = toolCalls?.most ?? 0;
  for (const [tool, count] of Object.entries(reported)) {
    const asked = toolCalls?.tools.includes(tool) ?? false;
    const valid = isCount(count) ? count : 0;
    if (valid !== count || (valid > 0 && !asked)) marks.push('tool_calls_unexpected');
    else if (valid > left) marks.push('tool_calls_above_limit');
    const taken = asked ? Math.min(valid, left) : 0;
    if (taken > 0) calls[tool] = taken;
    left -= taken;
  }
  return calls;
}

/** Another tier than the one asked for is the ordinary one: nobody is charged for what they did not order. */
function tierOf(reported: ReportedUsage | null, { tier }: Bounds): { tier?: string } {
  return tier !== undefined && (reported?.tier ?? tier) === tier ? { tier } : {};
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_QUANTITY;
}
