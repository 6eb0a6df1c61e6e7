import { createHash } from 'node:crypto';
import type { Now } from './recent.ts';

/** Below this a key's last four characters would be too much of it. */
const SHORTEST_TOLD = 12;

/** So much of a hash tells keys apart, and tells nothing of them. */
const FINGERPRINT_CHARS = 22;

/** One of a channel's keys, or its only "no key"; at times set aside. */
export class UpstreamKey {
  /** Never logged, never shown. */
  readonly secret: string | null;
  /** The last four characters, for people to recognise it by; null for no key. */
  readonly endsIn: string | null;
  /** Names the key in the database, from which it cannot be had; null for no key. */
  readonly fingerprint: string | null;
  readonly #now: Now;
  #until = 0;
  #reason: string | null = null;

  constructor(secret: string | null, now: Now) {
    this.secret = secret;
    this.endsIn = secret === null ? null : secret.length < SHORTEST_TOLD ? '…' : secret.slice(-4);
    this.fingerprint = secret === null ? null : fingerprintOf(secret);
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

function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`farebox ${secret}`).digest('base64url').slice(0, FINGERPRINT_CHARS);
}
