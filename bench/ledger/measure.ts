import { cpuMicroseconds } from './cpu.ts';
import type { Pair, Rival } from './rival.ts';

export interface Figure {
  rival: string;
  load: 'spread' | 'hot';
  callers: number;
  pairsPerSecond: number;
  medianMs: number;
  p99Ms: number;
  /** Processor time of client and database together. */
  cpuMicrosecondsPerPair: number;
}

export interface Setting {
  accounts: string[];
  /** The database's main process. */
  postmaster: number;
  seconds: number;
}

/** Lets `callers` do pairs one after the other for `seconds`, on all accounts by chance or all on the first. */
export async function measure(
  { accounts, postmaster, seconds }: Setting,
  rival: Rival,
  load: Figure['load'],
  callers: number,
): Promise<Figure> {
  const times: number[] = [];
  const cpuBefore = cpuMicroseconds(postmaster);
  const end = performance.now() + seconds * 1000;
  async function caller(): Promise<void> {
    while (performance.now() < end) {
      const started = performance.now();
      await rival.pair(nextPair(accounts, load));
      times.push(performance.now() - started);
    }
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  const pairsPerSecond = Math.round(times.length / elapsed);
  const cpuMicrosecondsPerPair = Math.round((cpuMicroseconds(postmaster) - cpuBefore) / times.length);
  return {
    rival: rival.name,
    load,
    callers,
    pairsPerSecond,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    cpuMicrosecondsPerPair,
  };
}

function nextPair(accounts: string[], load: Figure['load']): Pair {
  const index = load === 'hot' ? 0 : Math.floor(Math.random() * accounts.length);
  return { accountId: accounts[index] as string, held: 5_000n, captured: 1_234n };
}
