import { newId } from '@farebox/kit';
import type { Logger } from 'pino';
import type { Db } from '../database/index.ts';
import type { Counter, Told } from './counter.ts';
import type { Counters } from './counters.ts';
import { type CountRow, exchangeCounts, forgetOldCounts } from './store.ts';

/** A subject that nobody used for so long is not asked about any more. */
const IN_USE_MS = 2_000;
/** Calls under way are told again, so that the others see that this server lives. */
const ALIVE_MS = 1_000;
/** Subjects in one exchange; those that were told longest ago go first. */
const AT_ONCE = 2_000;
const CLEAN_MS = 60_000;
const PAUSE_MS = { first: 500, most: 5_000 };

export interface SharingOptions {
  db: Db;
  counters: Counters;
  everyMs: number;
  log: Logger;
  now(): number;
}

/**
 * Tells other servers on this database what was counted here, and hears what they counted. Runs only while something
 * limited is in use; no call waits for it. When the database is away, every server counts for itself until it is back.
 */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #process = newId();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #pauseMs = 0;
  #cleanedAt: number;
  #closed = false;

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#cleanedAt = options.now();
  }

  /** Something was counted. After a rest the first exchange comes at once. */
  wake(): void {
    if (this.#timer || this.#running || this.#closed) return;
    this.#schedule(this.#pauseMs);
  }

  /** Tells the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#exchange().catch(() => {});
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run().finally(() => {
        this.#running = null;
      });
    }, ms);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    const { everyMs, log, counters, now } = this.#options;
    try {
      const inUse = await this.#exchange();
      if (!inUse) return;
      if (this.#pauseMs > 0) log.info('rate limits are shared with other servers again');
      this.#pauseMs = 0;
      if (!this.#closed) this.#schedule(everyMs);
    } catch (error) {
      if (this.#pauseMs === 0) log.warn({ err: error }, 'rate limits are not shared: every server counts for itself');
      this.#pauseMs = Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.first, this.#pauseMs * 2));
      if (!this.#closed) this.#schedule(this.#pauseMs);
    } finally {
      counters.forgetIdle(now());
    }
  }

  /** True while there is anything in use. */
  async #exchange(): Promise<boolean> {
    const { db, counters, now } = this.#options;
    const ms = now();
    const active = [...counters.entries()].filter(([, counter]) => isActive(counter, ms));
    if (active.length === 0) return false;
    const chosen = active.sort(([, one], [, other]) => one.toldAt - other.toldAt).slice(0, AT_ONCE);
    const telling = chosen.filter(
      ([, { changed, running, toldAt }]) => changed || (running > 0 && ms - toldAt > ALIVE_MS),
    );
    const rows = telling.map(([subject, counter]) => rowOf(subject, counter, ms));
    for (const [, counter] of telling) counter.changed = false;
    try {
      const told = await exchangeCounts(
        db,
        this.#process,
        rows,
        chosen.map(([subject]) => subject),
      );
      for (const [, counter] of telling) counter.toldAt = ms;
      this.#hear(chosen, told);
    } catch (error) {
      for (const [, counter] of telling) counter.changed = true;
      throw error;
    }
    await this.#clean(ms);
    return true;
  }

  #hear(asked: [string, Counter][], told: readonly (CountRow & Told)[]): void {
    const ms = this.#options.now();
    const bySubject = new Map<string, Told[]>();
    for (const row of told) bySubject.set(row.subject, [...(bySubject.get(row.subject) ?? []), row]);
    for (const [subject, counter] of asked) counter.hear(ms, bySubject.get(subject) ?? []);
  }

  async #clean(ms: number): Promise<void> {
    if (ms - this.#cleanedAt < CLEAN_MS) return;
    this.#cleanedAt = ms;
    await forgetOldCounts(this.#options.db);
  }
}

function isActive({ usedAt, running, changed }: Counter, ms: number): boolean {
  return changed || running > 0 || ms - usedAt < IN_USE_MS;
}

function rowOf(subject: string, counter: Counter, ms: number): CountRow {
  const { requests, tokens, running } = counter;
  return { subject, requests: requests.byAge(ms), tokens: tokens.byAge(ms).map(Math.round), running };
}
