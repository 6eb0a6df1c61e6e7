/**
 * The time in this Creem. It never runs behind the given one and can be moved ahead. What is signed bears the unmoved
 * time, because the receiver compares it with its own.
 */
export class SimulatedTime {
  readonly #given: (() => Date) | undefined;
  #ahead = 0;
  #reached = 0;
  #moment = 0;

  constructor(given?: () => Date) {
    this.#given = given;
  }

  /** The unmoved time. */
  wall(): Date {
    return this.#given?.() ?? new Date();
  }

  now(): Date {
    return new Date(Math.max(this.wall().getTime() + this.#ahead, this.#reached, this.#moment));
  }

  /** Does the work as if it were `moment`. */
  at(moment: Date, work: () => void): void {
    this.#moment = moment.getTime();
    try {
      work();
    } finally {
      this.#moment = 0;
    }
  }

  /** With a given time the moved one stands until that has caught up; else it goes on from where it was moved to. */
  reach(to: Date): void {
    this.#reached = Math.max(this.#reached, to.getTime());
    if (!this.#given) this.#ahead = Math.max(this.#ahead, to.getTime() - Date.now());
  }
}
