import type { Now } from './recent.ts';

/** Below this a key's last four characters would be too much of it. */
const SHORTEST_TOLD = 12;

/** One of a channel's keys, or its only "no key"; at times set aside. */
export class UpstreamKey {
  /** Never logged, never shown. */
  readonly secret: string | null;
  /** The last four characters, for people to recognise it by; null for no key. */
  readonly endsIn: string | null;
  readonly #now: Now;
  #until = 0;
  #reason: string | null = null;

  constructor(secret: string | null, now: Now) {
    this.secret = secret;
    this.endsIn = secret === null ? null : secret.length < SHORTEST_TOLD ? '…' : secret.slice(-4);
    this.#now = now;
  }

  get msLeft(): number {
    return Math.max(0, this.#until - this.#now());
  }

  /** Why it is set aside now; null when it is not. */
  get reason(): string | null {
    return this.msLeft > 0 ? this.#reason : null;
  }

  /** Leaves it alone for a while; true when it was in use until now. */
  setAside(ms: number, reason: string): boolean {
    const wasInUse = this.msLeft === 0;
    this.#until = Math.max(this.#until, this.#now() + ms);
    this.#reason = reason;
    return wasInUse;
  }

  restore(): void {
    this.#until = 0;
  }
}
