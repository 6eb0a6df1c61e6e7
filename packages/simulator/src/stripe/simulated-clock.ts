/** Seconds since 1970, as in all of Stripe's objects. */
export type Seconds = number;

/**
 * The time in this Stripe. It never runs behind the given clock; `reach` moves it ahead. Signatures are made with the
 * given clock, because the receiver compares them with its own.
 */
export class SimulatedClock {
  readonly #given: (() => Date) | undefined;
  #ahead = 0;
  #reached = 0;
  #moment = 0;

  constructor(given?: () => Date) {
    this.#given = given;
  }

  /** The unmoved time. */
  wall(): Seconds {
    return Math.floor((this.#given?.() ?? new Date()).getTime() / 1000);
  }

  now(): Seconds {
    return Math.max(this.wall() + this.#ahead, this.#reached, this.#moment);
  }

  /** Does the work as if it were `moment`, or now where that is later. */
  at<T>(moment: Seconds, work: () => T): T {
    const before = this.#moment;
    this.#moment = Math.max(before, moment);
    try {
      return work();
    } finally {
      this.#moment = before;
    }
  }

  /** Moves the time to `to`. With a given clock it stands there until that has caught up; else it goes on from there. */
  reach(to: Seconds): void {
    this.#reached = Math.max(this.#reached, to);
    if (!this.#given) this.#ahead = Math.max(this.#ahead, to - this.wall());
  }
}
