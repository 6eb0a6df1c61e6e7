import type { ChannelState } from './channel-state.ts';
import type { Now } from './recent.ts';
import type { UpstreamKey } from './upstream-key.ts';

/** A channel with one of its keys. */
export interface Seat {
  state: ChannelState;
  key: UpstreamKey;
}

/** About 10 MB when it is full. */
const MOST = 50_000;

/** Remembers who answered a conversation last, for a while; beyond its bound the longest unused is forgotten. */
export class Sticky {
  readonly #seats = new Map<string, Seat & { until: number }>();
  readonly #now: Now;
  readonly #keepMs: number;
  readonly #most: number;

  constructor(now: Now, keepMs: number, most = MOST) {
    this.#now = now;
    this.#keepMs = keepMs;
    this.#most = most;
  }

  get size(): number {
    return this.#seats.size;
  }

  find(name: string): Seat | null {
    const seat = this.#seats.get(name);
    return seat && seat.until > this.#now() ? seat : null;
  }

  keep(name: string, { state, key }: Seat): void {
    this.#seats.delete(name);
    this.#seats.set(name, { state, key, until: this.#now() + this.#keepMs });
    if (this.#seats.size <= this.#most) return;
    const oldest = this.#seats.keys().next().value;
    if (oldest !== undefined) this.#seats.delete(oldest);
  }
}
