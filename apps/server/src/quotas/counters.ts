import { Counter } from './counter.ts';
import { STEP_MS, STEPS } from './window.ts';

/** Nothing of an earlier use counts any more. */
const FORGET_MS = (STEPS + 1) * STEP_MS;

/** How many are looked at for one that nobody uses, before a new one is let in beyond the limit. */
const LOOKED_AT = 32;

/** The counters of the subjects in use, bounded, the least recently used first. */
export class Counters {
  readonly #most: number;
  readonly #counters = new Map<string, Counter>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#counters.size;
  }

  find(subject: string): Counter | undefined {
    return this.#counters.get(subject);
  }

  /** Of this subject, for a use now. */
  use(subject: string, ms: number): Counter {
    const counter = this.#counters.get(subject) ?? this.#made();
    this.#counters.delete(subject);
    this.#counters.set(subject, counter);
    counter.usedAt = ms;
    return counter;
  }

  entries(): Iterable<[string, Counter]> {
    return this.#counters;
  }

  /** Forgets those of which nothing counts any more. */
  forgetIdle(ms: number): void {
    for (const [subject, { usedAt, running }] of this.#counters) {
      if (ms - usedAt < FORGET_MS) return;
      if (running === 0) this.#counters.delete(subject);
    }
  }

  #made(): Counter {
    if (this.#counters.size >= this.#most) this.#forgetOne();
    return new Counter();
  }

  /** The one that was not used for longest, unless a call of its is under way. */
  #forgetOne(): void {
    let looked = 0;
    for (const [subject, { running }] of this.#counters) {
      if (running === 0) this.#counters.delete(subject);
      looked += 1;
      if (running === 0 || looked >= LOOKED_AT) return;
    }
  }
}
