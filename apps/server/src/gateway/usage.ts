/** What an upstream says it used, unchecked: anything may be missing, negative, fractional or absurd. */
export interface ReportedUsage {
  input: unknown;
  /** Part of input. */
  cachedInput: unknown;
  output: unknown;
  /** As it came, for the record. */
  raw: unknown;
}

/** What a call is charged for. */
export interface MeteredUsage {
  inputTokens: number;
  /** Part of `inputTokens`. */
  cachedInputTokens: number;
  outputTokens: number;
  /** True when a figure is our own count, because the upstream gave none that can be true. */
  estimated: boolean;
  /** What was wrong with the report, in words such as `input_implausible`; empty when nothing was. */
  marks: string[];
  raw: unknown;
}

/** What the hold was computed for. */
export interface Bounds {
  input: number;
  /** Over all choices together. */
  output: number;
}

/** Our own count, made only when it is needed. */
export interface OwnCount {
  input(): Promise<number>;
  output(): Promise<number>;
}

/**
 * A figure up to twice its bound is believed, one beyond it is not. Twice, because the input bound takes two bytes
 * for a token and no tokenizer makes more tokens than bytes.
 */
const BELIEVED_FACTOR = 2;

/**
 * The usage to charge. Each figure is judged by itself:
 * missing, negative, not whole, or beyond twice its bound → counted here, never above the bound;
 * input between the bound and twice the bound → as reported (the capture may go above the hold);
 * output between the bound and twice the bound → the bound, because the client asked for no more;
 * cached above input → all of input was cached; cached that cannot be read → none was.
 */
export async function meter(reported: ReportedUsage | null, bounds: Bounds, own: OwnCount): Promise<MeteredUsage> {
  const marks: string[] = reported ? [] : ['usage_missing'];
  const believed = (name: 'input' | 'output'): number | null => {
    if (!reported) return null;
    const fault = faultOf(reported[name], bounds[name]);
    if (fault) marks.push(`${name}_${fault}`);
    return fault ? null : (reported[name] as number);
  };
  const [input, output] = [believed('input'), believed('output')];
  const inputTokens = input ?? Math.min(await own.input(), bounds.input);
  if (output !== null && output > bounds.output) marks.push('output_above_limit');
  const outputTokens = Math.min(output ?? (await own.output()), bounds.output);
  const cachedInputTokens = input === null ? 0 : cachedOf(reported?.cachedInput, inputTokens, marks);
  const estimated = input === null || output === null;
  return { inputTokens, cachedInputTokens, outputTokens, estimated, marks, raw: reported?.raw ?? null };
}

function faultOf(value: unknown, bound: number): 'missing' | 'invalid' | 'implausible' | null {
  if (value === undefined || value === null) return 'missing';
  if (!isTokenCount(value)) return 'invalid';
  return value > bound * BELIEVED_FACTOR ? 'implausible' : null;
}

function cachedOf(value: unknown, input: number, marks: string[]): number {
  if (value === undefined || value === null) return 0;
  if (!isTokenCount(value)) {
    marks.push('cached_invalid');
    return 0;
  }
  if (value > input) marks.push('cached_above_input');
  return Math.min(value, input);
}

function isTokenCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
