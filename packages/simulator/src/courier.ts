import { createHash } from 'node:crypto';
import { attempt } from './attempt.ts';
import type { Attempt, Delivery, Faults } from './delivery.ts';

export interface CourierOptions {
  faults?: Partial<Faults>;
  /** Waits before the second, third, … attempt. Default 100, 300, 1000, 3000 ms; after the last one it is given up. */
  retryMs?: readonly number[];
  /** For one attempt, the answer's body included. Default 10 s. */
  timeoutMs?: number;
  /** Attempts under way at once. Default 1: arrivals are in the order of sending, if no fault changes it. */
  parallel?: number;
  /** Copies that may wait; what exceeds it is refused and logged. Default 10,000. */
  queueMax?: number;
  /** Attempts that the log keeps. Default 1,000. */
  logMax?: number;
}

/** Brings callbacks to a shop until they are accepted or the attempts are used up, with faults on the way. */
export interface Courier {
  /** Takes a delivery and returns at once. */
  send(delivery: Delivery): void;
  /** Until nothing is under way and nothing waits, later attempts included. What is held does not count. */
  flush(): Promise<void>;
  /** Nothing sets out until `release`. */
  hold(): void;
  /** What was held sets out at once, in the order of sending or, with `reorder`, in the one that the seed decides. */
  release(): void;
  readonly faults: Faults;
  /** The last attempts, oldest first. */
  readonly log: readonly Attempt[];
  /** Forgets what waits and lets what is under way end. */
  close(): Promise<void>;
}

interface Copy {
  delivery: Delivery;
  /** The how-manieth delivery of this courier: the draws of chance hang on it, not on time. */
  ordinal: number;
  copy: number;
  attempts: number;
  due: number;
  /** Of several that are due, the lowest goes first. */
  rank: number;
}

const noFaults: Faults = { duplicates: 0, delayMs: 0, reorder: false, dropRate: 0, tamper: false, seed: 1 };
const REORDER_WINDOW_MS = 100;

/** Chance, but the same for the same words: 0 ≤ draw < 1. */
function draw(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join(':')).digest().readUInt32BE() / 2 ** 32;
}

class Rounds implements Courier {
  readonly faults: Faults;
  readonly log: Attempt[] = [];
  readonly #options: Required<Omit<CourierOptions, 'faults'>>;
  readonly #waiting = new Set<Copy>();
  #idle: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #underWay = 0;
  #sent = 0;
  #held = false;
  #closed = false;

  constructor({ faults, ...options }: CourierOptions) {
    this.faults = { ...noFaults, ...faults };
    const retryMs = [100, 300, 1_000, 3_000];
    this.#options = { retryMs, timeoutMs: 10_000, parallel: 1, queueMax: 10_000, logMax: 1_000, ...options };
  }

  send(delivery: Delivery): void {
    if (this.#closed) return;
    const ordinal = this.#sent++;
    for (let copy = 0; copy <= this.faults.duplicates; copy += 1) this.#enqueue(delivery, ordinal, copy);
    this.#pump();
  }

  flush(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#pump();
    });
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    const now = Date.now();
    for (const copy of this.#waiting) if (copy.attempts === 0) copy.due = Math.min(copy.due, now);
    this.#pump();
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    return this.flush();
  }

  #enqueue(delivery: Delivery, ordinal: number, copy: number): void {
    if (this.#waiting.size >= this.#options.queueMax) {
      const result = { at: Date.now(), outcome: 'queue_full', status: null, answer: '', tampered: false } as const;
      this.#note({ delivery: delivery.id, copy, attempt: 0, ...result });
      return;
    }
    const { reorder, delayMs, seed } = this.faults;
    const place = draw(seed, 'order', ordinal, copy);
    const due = Date.now() + delayMs + (reorder ? place * REORDER_WINDOW_MS : 0);
    this.#waiting.add({ delivery, ordinal, copy, attempts: 0, due, rank: reorder ? place : ordinal });
  }

  #note(entry: Attempt): void {
    this.log.push(entry);
    if (this.log.length > this.#options.logMax) this.log.shift();
  }

  /** Sends what is due, sets the alarm for what is next, and tells who waits for quiet. */
  #pump(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    while (!this.#held && this.#underWay < this.#options.parallel) {
      const copy = this.#firstDue(now);
      if (!copy) break;
      this.#waiting.delete(copy);
      this.#underWay += 1;
      void this.#bring(copy);
    }
    const waits = !this.#held && this.#waiting.size > 0;
    if (this.#underWay === 0 && !waits) this.#tellIdle();
    if (this.#underWay < this.#options.parallel && waits) {
      this.#timer = setTimeout(() => this.#pump(), this.#nextDue() - now);
    }
  }

  #firstDue(now: number): Copy | undefined {
    let first: Copy | undefined;
    for (const copy of this.#waiting) {
      if (copy.due <= now && (!first || copy.rank < first.rank)) first = copy;
    }
    return first;
  }

  #nextDue(): number {
    return Math.min(...[...this.#waiting].map(({ due }) => due));
  }

  async #bring(copy: Copy): Promise<void> {
    copy.attempts += 1;
    const chance = (what: string) => draw(this.faults.seed, what, copy.ordinal, copy.copy, copy.attempts);
    const result = await attempt(copy.delivery, {
      dropped: chance('drop') < this.faults.dropRate,
      tamperAt: this.faults.tamper ? chance('tamper') : null,
      timeoutMs: this.#options.timeoutMs,
    });
    this.#note({ delivery: copy.delivery.id, copy: copy.copy, attempt: copy.attempts, ...result });
    const wait = this.#options.retryMs[copy.attempts - 1];
    if (result.outcome !== 'accepted' && wait !== undefined && !this.#closed) {
      copy.due = Date.now() + wait;
      this.#waiting.add(copy);
    }
    this.#underWay -= 1;
    this.#pump();
  }

  #tellIdle(): void {
    const told = this.#idle;
    this.#idle = [];
    for (const resolve of told) resolve();
  }
}

/** A courier with the faults given; without any it brings everything once, in order, at once. */
export function createCourier(options: CourierOptions = {}): Courier {
  return new Rounds(options);
}
