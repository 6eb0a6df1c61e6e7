import type { BackgroundRule } from '../settings.ts';

/** How long after its time a background response can still be asked about while its credits are held. */
const MARGIN_SECONDS = 900;

/** How long the hold of a background response lives: as long as that may run, and the time to settle it. */
export function backgroundHoldSeconds({ maxMs }: BackgroundRule): number {
  return Math.ceil(maxMs / 1_000) + MARGIN_SECONDS;
}

const LONGEST_PAUSE_MS = 300_000;
/** One that has run for an hour is asked about every five minutes, one of a minute every quarter. */
const SHARE_OF_AGE = 4;

/** When the upstream is asked next about a response: the older it is the less often, and once when its time is up. */
export function nextAsk(
  { createdAt, deadlineAt }: { createdAt: Date; deadlineAt: Date | null },
  now: Date,
  { askAfterMs }: BackgroundRule,
): Date {
  const age = Math.max(0, now.getTime() - createdAt.getTime());
  const pause = Math.max(askAfterMs, Math.min(age / SHARE_OF_AGE, LONGEST_PAUSE_MS));
  const next = new Date(now.getTime() + pause);
  return deadlineAt && deadlineAt > now && deadlineAt < next ? deadlineAt : next;
}

/** A request for a background response takes at most so long to be written down, or fails. */
const STARTING_MS = 10_000;
/** Accounts remembered; beyond it the one that began first is forgotten. */
const MOST_STARTING = 10_000;

/**
 * Background responses of each account that this process is about to begin: they count before they are written, so that
 * many at once do not all find room.
 */
export class Starting {
  readonly #since = new Map<string, number[]>();

  /** Counts one more, unless there are `limit` with those under way already. */
  enter(accountId: string, underWay: number, limit: number): boolean {
    const now = performance.now();
    const starting = (this.#since.get(accountId) ?? []).filter((since) => now - since < STARTING_MS);
    const enters = underWay + starting.length < limit;
    this.#keep(accountId, enters ? [...starting, now] : starting);
    return enters;
  }

  /** One of them is written down now. */
  leave(accountId: string): void {
    this.#keep(accountId, (this.#since.get(accountId) ?? []).slice(1));
  }

  #keep(accountId: string, starting: number[]): void {
    this.#since.delete(accountId);
    if (starting.length > 0) this.#since.set(accountId, starting);
    const oldest = this.#since.size > MOST_STARTING ? this.#since.keys().next().value : undefined;
    if (oldest !== undefined) this.#since.delete(oldest);
  }
}
