/** Tells the time in milliseconds; only differences count. */
export type Now = () => number;

const SLICE_MS = 10_000;
const SLICES = 6;
const KEPT_LATENCIES = 512;

/** Milliseconds until the first byte, over the last calls. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** How the calls of the last minute ended, and how fast the last ones answered. Its size is fixed. */
export class Recent {
  readonly #now: Now;
  #slices: { at: number; calls: number; failures: number }[] = [];
  #latencies: number[] = [];
  #oldest = 0;

  constructor(now: Now) {
    this.#now = now;
  }

  add(failed: boolean): void {
    const at = Math.floor(this.#now() / SLICE_MS);
    let slice = this.#slices.at(-1);
    if (slice?.at !== at) {
      slice = { at, calls: 0, failures: 0 };
      this.#slices = [...this.#kept(), slice];
    }
    slice.calls += 1;
    if (failed) slice.failures += 1;
  }

  addLatency(ms: number): void {
    this.#latencies[this.#oldest] = ms;
    this.#oldest = (this.#oldest + 1) % KEPT_LATENCIES;
  }

  counts(): { calls: number; failures: number } {
    const kept = this.#kept();
    const sum = (field: 'calls' | 'failures') => kept.reduce((total, slice) => total + slice[field], 0);
    return { calls: sum('calls'), failures: sum('failures') };
  }

  /** Null before the first answer. */
  latency(): Percentiles | null {
    if (this.#latencies.length === 0) return null;
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] as number);
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }

  /** Forgets how calls ended: what a channel did before it came back says nothing about it now. */
  clear(): void {
    this.#slices = [];
  }

  #kept() {
    const first = Math.floor(this.#now() / SLICE_MS) - SLICES + 1;
    return this.#slices.filter(({ at }) => at >= first);
  }
}
