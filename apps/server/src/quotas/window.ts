/** How finely time is kept: what happened within one step is forgotten together. */
export const STEP_MS = 2_000;

/** A whole minute, and the step that is running: something counts for 60 to 62 seconds. */
export const STEPS = 60_000 / STEP_MS + 1;

/** The step in which a moment lies; of any clock that only goes forward. */
export const stepAt = (ms: number): number => Math.floor(ms / STEP_MS);

/** What was counted within the last minute, by steps. Moments are in milliseconds of one clock. */
export class Window {
  readonly #counts = new Float64Array(STEPS);
  #step = Number.NEGATIVE_INFINITY;
  #sum = 0;

  /** What counts at this moment. */
  sum(ms: number): number {
    this.#advance(stepAt(ms));
    return this.#sum;
  }

  /** Counts `amount` (or takes it back) in the step of `at`; of what counts no more, nothing is taken back. */
  add(ms: number, amount: number, at = ms): void {
    const now = stepAt(ms);
    this.#advance(now);
    const step = Math.min(stepAt(at), now);
    if (now - step >= STEPS) return;
    this.#counts[placeOf(step)] = (this.#counts[placeOf(step)] as number) + amount;
    this.#sum += amount;
  }

  /** Milliseconds until no more than `most` counts, if nothing is added; 0 = now. */
  msUntil(ms: number, most: number): number {
    const now = stepAt(ms);
    let left = this.sum(ms);
    for (let step = now - STEPS + 1; step <= now && left > most; step += 1) {
      left -= this.#counts[placeOf(step)] as number;
      if (left <= most) return (step + STEPS) * STEP_MS - ms;
    }
    return left > most ? STEPS * STEP_MS : 0;
  }

  /** By age, the newest first, without what is zero at the end. */
  byAge(ms: number): number[] {
    const now = stepAt(ms);
    this.#advance(now);
    const counts = Array.from({ length: STEPS }, (_, age) => this.#counts[placeOf(now - age)] as number);
    return counts.slice(0, counts.findLastIndex((count) => count !== 0) + 1);
  }

  clear(): void {
    this.#counts.fill(0);
    this.#sum = 0;
  }

  #advance(now: number): void {
    if (now <= this.#step) return;
    if (now - this.#step >= STEPS) this.clear();
    else {
      for (let step = this.#step + 1; step <= now; step += 1) {
        this.#sum -= this.#counts[placeOf(step)] as number;
        this.#counts[placeOf(step)] = 0;
      }
    }
    this.#step = now;
  }
}

function placeOf(step: number): number {
  return ((step % STEPS) + STEPS) % STEPS;
}
