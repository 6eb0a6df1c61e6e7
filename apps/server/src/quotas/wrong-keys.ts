import { isIPv6 } from 'node:net';
import { quotaErrors } from './errors.ts';

/** Addresses remembered at once; beyond it the oldest is forgotten. */
const ADDRESSES = 10_000;
const WINDOW_MS = 60_000;

/** Counts wrong keys by the address they came from, so that nobody guesses keys and makes the database work for it. */
export class WrongKeys {
  readonly #most: number;
  readonly #now: () => number;
  readonly #seen = new Map<string, { count: number; endsAt: number }>();

  constructor(most: number, now = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  /** Throws `too_many_wrong_keys` (429) when too many came from there. */
  assertFew(address: string | null): void {
    const found = this.#seen.get(networkOf(address));
    const leftMs = (found?.endsAt ?? 0) - this.#now();
    if (!found || leftMs <= 0 || found.count < this.#most) return;
    throw quotaErrors.too_many_wrong_keys({ retryAfterMs: Math.ceil(leftMs) });
  }

  /** One more. */
  note(address: string | null): void {
    const network = networkOf(address);
    const found = this.#seen.get(network);
    const now = this.#now();
    if (found && found.endsAt > now) {
      found.count += 1;
      return;
    }
    this.#seen.delete(network);
    if (this.#seen.size >= ADDRESSES) this.#seen.delete(this.#seen.keys().next().value as string);
    this.#seen.set(network, { count: 1, endsAt: now + WINDOW_MS });
  }
}

/** Who has one address of IPv6 has its whole /64. */
function networkOf(address: string | null): string {
  if (address === null) return '';
  return isIPv6(address) ? (address.split('::')[0] as string).split(':').slice(0, 4).join(':') : address;
}
