import { FareboxError } from '@farebox/kit';
import type { Posted } from '@farebox/ledger';
import type { Logger } from 'pino';
import { gatewayErrors } from './errors.ts';

/** How long a finished call waits for the ledger before the client is let go; the settling itself goes on. */
const PATIENCE_MS = 3_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Refusals of the ledger that only say "not now" or "nobody knows": asking again under the same id is safe. */
const passing = new Set(['busy', 'deadline', 'closing', 'outcome_unknown']);

/** Whether asking again would only get the same refusal. */
export function isHopeless(error: unknown): boolean {
  return error instanceof FareboxError && !passing.has(error.code);
}

/** A capture or release that must happen once: it carries its own id, so that sending it again is safe. */
export interface Settling {
  holdId: string;
  /** `fresh` the first time: nobody need look for an earlier answer. */
  send(fresh: boolean): Promise<Posted>;
  /** When the sweeper will have given the hold back anyway, in `performance.now()` time. */
  until: number;
}

/**
 * The settlements under way. While the ledger cannot be reached they wait here, in a set of bounded size, and are tried
 * again; what is still here when the process dies is given back by the sweeper after the hold's time.
 */
export class Settlements {
  readonly #waiting = new Map<string, Promise<Posted | null>>();
  readonly #limit: number;
  readonly #log: Logger;
  #stopAt = Number.POSITIVE_INFINITY;

  constructor(limit: number, log: Logger) {
    this.#limit = limit;
    this.#log = log;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Throws `overloaded` (503) when no more finished calls could be kept: then none may begin. */
  assertRoom(): void {
    if (this.#waiting.size >= this.#limit) throw gatewayErrors.overloaded({ retryAfter: 5 });
  }

  /** Resolves with the outcome; with null when it is not known in time (it is still being worked on), or never will be. */
  async settle(settling: Settling): Promise<Posted | null> {
    const done = this.#persist(settling).finally(() => this.#waiting.delete(settling.holdId));
    this.#waiting.set(settling.holdId, done);
    return withPatience(done, PATIENCE_MS);
  }

  /** Waits until all are settled, for at most so long; the number that is left to the sweeper. */
  async drain(withinMs: number): Promise<number> {
    this.#stopAt = performance.now() + withinMs;
    await withPatience(Promise.allSettled(this.#waiting.values()), withinMs);
    return this.#waiting.size;
  }

  async #persist({ holdId, send, until }: Settling): Promise<Posted | null> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await send(pause === FIRST_PAUSE_MS);
      } catch (error) {
        if (isHopeless(error) || performance.now() + pause > Math.min(until, this.#stopAt)) {
          this.#log.error({ err: error, holdId }, 'a call could not be settled; its hold runs out by itself');
          return null;
        }
        await new Promise((resume) => setTimeout(resume, pause));
      }
    }
  }
}

async function withPatience<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
