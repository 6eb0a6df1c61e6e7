import type { Logger } from 'pino';
import type { Db } from '../../database/index.ts';
import { gatewayErrors } from '../errors.ts';
import { Starting } from './background.ts';
import { insertResponses } from './store.ts';
import type { StoredResponse } from './stored.ts';

/** How long an answer waits for its row; the writing itself goes on. */
const PATIENCE_MS = 3_000;
const AT_ONCE = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Tries of one batch: some minutes. Beyond them its responses cannot be asked for again. */
const TRIES = 60;

interface Waiting {
  response: StoredResponse;
  done: (kept: boolean) => void;
}

/**
 * Writes down whose response is whose. What comes while one statement runs goes into the next one, so that a lone answer
 * waits for nobody and many share the work. Bounded: when it is full, no response that is to be kept may begin.
 */
export class Shelf {
  readonly starting = new Starting();
  readonly #db: Db;
  readonly #log: Logger;
  readonly #limit: number;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #size = 0;
  #stopped = false;

  constructor(db: Db, log: Logger, limit: number) {
    this.#db = db;
    this.#log = log;
    this.#limit = limit;
  }

  /** Throws `overloaded` (503) when no more could be kept. */
  assertRoom(): void {
    if (this.#size >= this.#limit) throw gatewayErrors.overloaded({ retryAfter: 5 });
  }

  /** Resolves when it is written, or after some seconds in which the database did not take it: it is tried on. */
  async put(response: StoredResponse): Promise<void> {
    this.#size += 1;
    const kept = new Promise<boolean>((done) => this.#queue.push({ response, done }));
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
    });
    const wait = kept.then((yes) => {
      if (!yes) this.#log.warn({ receipt: response.holdId }, 'a response cannot be asked for again');
    });
    await withPatience(wait);
  }

  /** Waits for at most so long until all is written; the number that is not. */
  async drain(withinMs: number): Promise<number> {
    await withPatience(this.#running ?? Promise.resolve(), withinMs);
    this.#stopped = true;
    return this.#size;
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, AT_ONCE);
      this.#queue = this.#queue.slice(AT_ONCE);
      const kept = await this.#written(batch.map(({ response }) => response));
      this.#size -= batch.length;
      for (const { response, done } of batch) done(kept.has(response.holdId));
    }
  }

  async #oneByOne(responses: StoredResponse[]): Promise<ReadonlySet<string>> {
    const kept = new Set<string>();
    for (const response of responses) for (const holdId of await this.#written([response])) kept.add(holdId);
    return kept;
  }

  async #written(responses: StoredResponse[]): Promise<ReadonlySet<string>> {
    for (let tries = 1, pause = FIRST_PAUSE_MS; ; tries += 1, pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await insertResponses(this.#db, responses);
      } catch (error) {
        // One that the database will never take must not keep its neighbours waiting.
        if (isAboutData(error) && responses.length > 1) return this.#oneByOne(responses);
        if (tries >= TRIES || this.#stopped || isAboutData(error)) {
          this.#log.error({ err: error, count: responses.length }, 'responses could not be written down');
          return new Set();
        }
        this.#log.warn({ err: error, count: responses.length }, 'responses are written down later');
        await new Promise((resume) => setTimeout(resume, pause));
      }
    }
  }
}

/** SQLSTATE classes 22 and 23: what was to be written cannot be. */
function isAboutData(error: unknown): boolean {
  return /^2[23]/.test(String((error as { code?: unknown } | null)?.code ?? ''));
}

async function withPatience(promise: Promise<unknown>, ms = PATIENCE_MS): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
