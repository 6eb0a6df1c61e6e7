import type { Counter } from './counter.ts';
import type { Limited } from './plan.ts';

/** One limited subject's part in a call. */
export interface Share {
  limited: Limited;
  counter: Counter;
  /** Tokens counted at the door. */
  reserved: number;
}

/** A call that was let in. */
export class Pass {
  readonly #shares: readonly Share[];
  readonly #enteredAt: number;
  readonly #now: () => number;
  readonly #onUse: () => void;
  #settled = false;
  #left = false;

  constructor(shares: readonly Share[], enteredAt: number, now: () => number, onUse: () => void) {
    this.#shares = shares;
    this.#enteredAt = enteredAt;
    this.#now = now;
    this.#onUse = onUse;
  }

  /**
   * Makes the tokens those that were used: what was reserved too much is given back to the moment of the call's
   * beginning, what is missing counts now. Only the first time.
   */
  settle(tokens: number): void {
    if (this.#settled) return;
    this.#settled = true;
    const ms = this.#now();
    for (const { limited, counter, reserved } of this.#shares) {
      if (limited.rates.tpm === null || tokens === reserved) continue;
      counter.tokens.add(ms, tokens - reserved, tokens < reserved ? this.#enteredAt : ms);
      counter.changed = true;
    }
    this.#onUse();
  }

  /** The call is no longer under way. Only the first time. */
  leave(): void {
    if (this.#left) return;
    this.#left = true;
    for (const { counter } of this.#shares) {
      counter.running -= 1;
      counter.changed = true;
    }
    this.#onUse();
  }

  /** It came to nothing: no token was used. */
  cancel(): void {
    this.settle(0);
    this.leave();
  }
}
