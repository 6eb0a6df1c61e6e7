import { gatewayErrors } from './errors.ts';

/** What a call that is broken off may take to settle. */
const BREAK_OFF_MS = 2_000;

/** Why a call ended before its answer did, when the server itself is the reason. */
export class ServerStopping extends Error {
  override readonly name = 'ServerStopping';
}

/** The door: so many calls at once, and none any more when the server stops. */
export class Admission {
  readonly #limit: number;
  readonly #inside = new Set<AbortController>();
  #closed = false;
  #empty: (() => void) | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#inside.size;
  }

  /** Throws `overloaded` (503) when there is no room. Who enters must leave; `call` is aborted when it must go. */
  enter(call: AbortController): void {
    if (this.#closed || this.#inside.size >= this.#limit) throw gatewayErrors.overloaded({ retryAfter: 1 });
    this.#inside.add(call);
  }

  leave(call: AbortController): void {
    this.#inside.delete(call);
    if (this.#inside.size === 0) this.#empty?.();
  }

  /** Lets nobody in any more, waits for those inside, then breaks off who is still there and lets them settle. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    if (this.#inside.size === 0) return;
    const timers: NodeJS.Timeout[] = [];
    await new Promise<void>((resolve) => {
      this.#empty = resolve;
      timers.push(
        setTimeout(() => this.#breakOff(), withinMs),
        setTimeout(resolve, withinMs + BREAK_OFF_MS),
      );
    });
    for (const timer of timers) clearTimeout(timer);
  }

  #breakOff(): void {
    for (const call of this.#inside) call.abort(new ServerStopping());
  }
}
