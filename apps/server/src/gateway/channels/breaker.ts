import type { Now, Recent } from './recent.ts';
import type { FailoverRule } from './settings.ts';

/** `cooling`: left alone. `trial`: its time is over, and one call at a time may try it. */
export type BreakerState = 'healthy' | 'cooling' | 'trial';

/**
 * Whether a channel is asked. Failures in a row, or too many in the last minute, trip it for a while; then a single
 * call tries it, and brings it back or trips it for twice as long.
 */
export class Breaker {
  readonly #rule: FailoverRule;
  readonly #now: Now;
  readonly #recent: Recent;
  #inARow = 0;
  #tripped = false;
  /** How often it tripped without an answer in between. */
  #trips = 0;
  #until = 0;
  #trying = false;

  constructor(rule: FailoverRule, now: Now, recent: Recent) {
    this.#rule = rule;
    this.#now = now;
    this.#recent = recent;
  }

  get state(): BreakerState {
    if (this.msLeft > 0) return 'cooling';
    return this.#tripped ? 'trial' : 'healthy';
  }

  get failuresInARow(): number {
    return this.#inARow;
  }

  /** Until it may be asked again, as far as time decides it. */
  get msLeft(): number {
    return Math.max(0, this.#until - this.#now());
  }

  get passable(): boolean {
    return this.msLeft === 0 && !(this.#tripped && this.#trying);
  }

  /** A call goes in; true when it is the trial, whose end must be told (`answered`, `failed` or `leave`). */
  enter(): boolean {
    if (this.state !== 'trial' || this.#trying) return false;
    this.#trying = true;
    return true;
  }

  /** The upstream answered. True when the channel is back by this. */
  answered(trial: boolean): boolean {
    this.#inARow = 0;
    if (!trial) return false;
    this.reset();
    return true;
  }

  /** The upstream failed. True when this tripped it: the channel is left alone from now on. */
  failed(trial: boolean, mayTrip = true): boolean {
    this.#inARow += 1;
    if (trial) this.#trying = false;
    else if (!mayTrip || this.#tripped || !this.#isTooMuch()) return false;
    this.#tripped = true;
    const { coolDownMs, maxCoolDownMs } = this.#rule;
    this.rest(Math.min(coolDownMs * 2 ** this.#trips, maxCoolDownMs));
    this.#trips += 1;
    return true;
  }

  /** The trial ended without saying anything about the upstream: its client left. */
  leave(trial: boolean): void {
    if (trial) this.#trying = false;
  }

  /** The upstream asked to be left alone. */
  rest(ms: number): void {
    this.#until = Math.max(this.#until, this.#now() + ms);
  }

  /** As if nothing had ever failed. */
  reset(): void {
    this.#inARow = 0;
    this.#tripped = false;
    this.#trips = 0;
    this.#until = 0;
    this.#trying = false;
    this.#recent.clear();
  }

  #isTooMuch(): boolean {
    const { failures, failureRate, failureRateCalls } = this.#rule;
    if (this.#inARow >= failures) return true;
    const recent = this.#recent.counts();
    return recent.calls >= failureRateCalls && recent.failures / recent.calls >= failureRate;
  }
}
