import { STEP_MS, Window } from './window.ts';

/** Another server's calls under way count for so long after it was heard of: it may have died. */
const HEARD_MS = 3_000;

/** What another server told of a subject. */
export interface Told {
  requests: readonly number[];
  tokens: readonly number[];
  running: number;
  /** Milliseconds since it was written. */
  ageMs: number;
}

/** What is counted of one subject: here, and as far as it was told, elsewhere. */
export class Counter {
  readonly requests = new Window();
  readonly tokens = new Window();
  /** Calls under way here. */
  running = 0;
  usedAt = Number.NEGATIVE_INFINITY;
  /** When it was last told to the others. */
  toldAt = Number.NEGATIVE_INFINITY;
  /** True when the others do not know yet. */
  changed = false;
  #elsewhere: { requests: Window; tokens: Window } | null = null;
  #runningElsewhere = 0;
  #heardAt = Number.NEGATIVE_INFINITY;

  /** Everywhere, within the last minute. */
  requestsAt(ms: number): number {
    return this.requests.sum(ms) + (this.#elsewhere?.requests.sum(ms) ?? 0);
  }

  tokensAt(ms: number): number {
    return this.tokens.sum(ms) + (this.#elsewhere?.tokens.sum(ms) ?? 0);
  }

  runningAt(ms: number): number {
    return this.running + (ms - this.#heardAt < HEARD_MS ? this.#runningElsewhere : 0);
  }

  /** Milliseconds until no more than `most` count everywhere. */
  msUntil(kind: 'requests' | 'tokens', ms: number, most: number): number {
    if (!this.#elsewhere) return this[kind].msUntil(ms, most);
    const both = new Window();
    for (const window of [this[kind], this.#elsewhere[kind]]) addByAge(both, ms, window.byAge(ms), 0);
    return both.msUntil(ms, most);
  }

  /** What the other servers counted, in place of what they told before. */
  hear(ms: number, told: readonly Told[]): void {
    this.#heardAt = ms;
    this.#runningElsewhere = 0;
    if (told.length === 0 && !this.#elsewhere) return;
    this.#elsewhere ??= { requests: new Window(), tokens: new Window() };
    this.#elsewhere.requests.clear();
    this.#elsewhere.tokens.clear();
    for (const { requests, tokens, running, ageMs } of told) {
      // Its steps begin at other moments than ours: one step later, so that nothing is forgotten too early.
      addByAge(this.#elsewhere.requests, ms, requests, ageMs - STEP_MS);
      addByAge(this.#elsewhere.tokens, ms, tokens, ageMs - STEP_MS);
      if (ageMs < HEARD_MS) this.#runningElsewhere += running;
    }
  }
}

/** Ages are relative to when they were written, so that servers need not agree on the time. */
function addByAge(window: Window, ms: number, counts: readonly number[], ageMs: number): void {
  for (const [age, count] of counts.entries()) {
    if (count !== 0) window.add(ms, count, ms - ageMs - age * STEP_MS);
  }
}
