/** Why a call ended: it took longer than its channel allows. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
  readonly phase: 'first_byte' | 'idle' | 'total';

  constructor(phase: CallTimeout['phase']) {
    super(`The upstream call exceeded its ${phase} time.`);
    this.phase = phase;
  }
}

/** The clocks of one call. When one runs out the call is aborted with a `CallTimeout`. */
export class Watch {
  readonly #call: AbortController;
  readonly #total: NodeJS.Timeout;
  #phase: NodeJS.Timeout | undefined;

  constructor(call: AbortController, totalMs: number) {
    this.#call = call;
    this.#total = setTimeout(() => call.abort(new CallTimeout('total')), totalMs);
  }

  /** Starts the clock of one wait; the last one stops. */
  waitFor(phase: CallTimeout['phase'], ms: number): void {
    clearTimeout(this.#phase);
    this.#phase = setTimeout(() => this.#call.abort(new CallTimeout(phase)), ms);
  }

  /** The wait is over: what the client takes its time for does not count against the upstream. */
  rest(): void {
    clearTimeout(this.#phase);
  }

  stop(): void {
    clearTimeout(this.#phase);
    clearTimeout(this.#total);
  }
}
