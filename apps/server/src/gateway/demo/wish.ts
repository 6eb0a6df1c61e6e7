import type { Json } from '../json.ts';

/** How a demo call is to behave. */
export interface Wish {
  /** Milliseconds between chunks; before the answer, when it is not streamed. */
  delay: number;
  /** Milliseconds before anything at all. */
  wait: number;
  /** Answer with this HTTP status instead; `before` = 500. */
  failStatus: number | null;
  /** Fail after so many chunks with an error event (streamed), or break off in the body. */
  failAfter: number | null;
  /** Break the connection off after so many chunks, without a word. */
  cutAfter: number | null;
  usage: 'right' | 'missing' | 'negative' | 'huge' | 'twice';
  /** Never stop, whatever the output limit says. */
  endless: boolean;
  /** So many input tokens count as cached. */
  cached: number;
  /** Make the answer at least this long. */
  tokens: number;
  /** Milliseconds that a response takes in the background. */
  run: number;
}

const RUN_MS = 1_000;

const faults: ReadonlySet<string> = new Set<Wish['usage']>(['missing', 'negative', 'huge', 'twice']);

/** A wish within a prompt: `[demo: delay=200;fail=after:5]`. */
const inPrompt = /\[demo:\s*([^\]]{1,200})\]/;

/**
 * Reads a wish from the header `x-demo`, or else from the prompt: `delay=200;fail=before|after:5|429;cut=5;
 * usage=missing|negative|huge|twice;endless=1;cached=100;tokens=300;wait=1000`. What it does not know it leaves out.
 */
export function readWish(header: string | null, prompt: string, delayMs: number): Wish {
  const text = header ?? inPrompt.exec(prompt)?.[1] ?? '';
  const told = Object.fromEntries(text.split(';').map((pair) => pair.trim().split('=', 2)));
  const { fail = '', usage = '' } = told as Record<string, string | undefined>;
  return {
    delay: number(told.delay, delayMs),
    wait: number(told.wait, 0),
    failStatus: fail === 'before' ? 500 : /^[45]\d\d$/.test(fail) ? Number(fail) : null,
    failAfter: fail.startsWith('after:') ? number(fail.slice('after:'.length), 0) : null,
    cutAfter: told.cut === undefined ? null : number(told.cut, 0),
    usage: faults.has(usage) ? (usage as Wish['usage']) : 'right',
    endless: told.endless === '1',
    cached: number(told.cached, 0),
    tokens: number(told.tokens, 0),
    run: number(told.run, RUN_MS),
  };
}

/** The usage as wished for, or none. `names` are the fields that hold tokens. */
export function distort(usage: Json, names: readonly string[], fault: Wish['usage']): Json | null {
  if (fault === 'missing') return null;
  if (fault !== 'negative' && fault !== 'huge') return usage;
  const wrong = fault === 'negative' ? -7 : 9_000_000_000_000;
  return { ...usage, ...Object.fromEntries(names.map((name) => [name, wrong])) };
}

function number(text: unknown, otherwise: number): number {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}
