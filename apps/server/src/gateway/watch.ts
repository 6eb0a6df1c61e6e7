/** Why a call ended: it took longer than its channel allows. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
  readonly phase: 'first_byte' | 'idle' | 'total';

  constructor(phase: CallTimeout['phase']) {
    super(`The upstream call exceeded its ${phase} time.`);
    this.phase = phase;
  }
}

/** The clocks of one call. When one runs out the call, or its try, is aborted with a `CallTimeout`. */
export class Watch {
  readonly #call: AbortController;
  readonly #latest: number;
  #end: number;
  #total: NodeJS.Timeout;
  #phase: NodeJS.Timeout | undefined;

  /** `totalMs`: the call never takes longer, however many tries it has. */
  constructor(call: AbortController, totalMs: number) {
    this.#call = call;
    this.#latest = performance.now() + totalMs;
    this.#end = this.#latest;
    this.#total = this.#timer(totalMs);
  }

  /** A try begins that may take so long. */
  begin(totalMs: number): void {
    const now = performance.now();
    const end = Math.min(this.#latest, now + totalMs);
    if (end === this.#end) return;
    clearTimeout(this.#total);
    this.#end = end;
    this.#total = this.#timer(end - now);
  }

  /** Starts the clock of one wait; the last one stops. `whom` it aborts: the call, or one try of it. */
  waitFor(phase: CallTimeout['phase'], ms: number, whom: AbortController = this.#call): void {
    clearTimeout(this.#phase);
    this.#phase = setTimeout(() => whom.abort(new CallTimeout(phase)), ms);
  }

  /** The wait is over: what the client takes its time for does not count against the upstream. */
  rest(): void {
    clearTimeout(this.#phase);
  }

  stop(): void {
    clearTimeout(this.#phase);
    clearTimeout(this.#total);
  }

  #timer(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#call.abort(new CallTimeout('total')), ms);
  }
}
