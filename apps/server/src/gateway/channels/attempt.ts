import { faultName, type Outcome } from '../upstream-refusal.ts';
import { CallTimeout } from '../watch.ts';
import type { Target } from './choice.ts';
import { type Fault, faultOf } from './fault.ts';

/**
 * One try of a call on one channel with one key. It takes a place there, gives it back, and tells how it went, exactly
 * once. It can be broken off without the call (`controller`), and is broken off with it.
 */
export class Attempt {
  readonly target: Target;
  readonly controller = new AbortController();
  readonly #call: AbortSignal;
  readonly #started = performance.now();
  readonly #follow = () => this.controller.abort(this.#call.reason);
  #trial: boolean;
  #over = false;

  constructor(target: Target, call: AbortSignal) {
    this.target = target;
    this.#call = call;
    this.#trial = target.state.breaker.enter();
    target.state.underWay += 1;
    if (call.aborted) this.#follow();
    else call.addEventListener('abort', this.#follow, { once: true });
  }

  get channel() {
    return this.target.state.channel;
  }

  /** What the try really ended with: one that was aborted throws whatever its socket says. */
  reasonOf(error: unknown): unknown {
    return this.controller.signal.aborted ? this.controller.signal.reason : error;
  }

  /** The first byte is there; returns after how many milliseconds. */
  answered(): number {
    const ms = performance.now() - this.#started;
    this.target.state.noteAnswer(this.#trial, ms);
    this.#trial = false;
    return ms;
  }

  /** The try failed before its first byte; what it holds is let go. */
  failed(error: unknown): Fault {
    const reason = this.reasonOf(error);
    const fault = faultOf(reason);
    if (this.#leave()) {
      // A request that is refused with good reason shows that the channel is well.
      if (fault.kind === 'request') this.answered();
      this.#blame(fault, faultName(reason, this.#call));
      if (fault.kind === 'request') this.target.state.noteSuccess();
    }
    this.#call.removeEventListener('abort', this.#follow);
    this.controller.abort(reason);
    return fault;
  }

  /** The call is over, after an answer that began. */
  ended(outcome: Outcome): void {
    if (!this.#leave()) return;
    if (outcome === 'upstream_error' || (outcome === 'timeout' && !this.#usedItsTime())) {
      this.#blame({ kind: 'channel', retryAfterMs: null }, outcome);
      return;
    }
    if (outcome !== 'stopped') this.target.state.noteSuccess();
    this.target.state.breaker.leave(this.#trial);
  }

  /** The whole time can be used up by a client that does not read: that says nothing about the channel. */
  #usedItsTime(): boolean {
    const { reason } = this.#call;
    return reason instanceof CallTimeout && reason.phase === 'total';
  }

  #blame(fault: Fault, told: string): void {
    const { state, key, upstreamModel, sole } = this.target;
    state.noteFault(fault, { key, upstreamModel, sole, trial: this.#trial, told });
    this.#trial = false;
  }

  /** True the first time. */
  #leave(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.target.state.underWay -= 1;
    return true;
  }
}
