import { readdirSync, readFileSync } from 'node:fs';
import { commandOf, familyOf } from '../start/memory.ts';

/** Processor time in microseconds, by what the process is. */
export interface Cpu {
  node: number;
  postgres: number;
}

interface Clock {
  kind: keyof Cpu;
  microseconds: number;
}

/** What each process has used so far. */
export type Clocks = ReadonlyMap<number, Clock>;

/**
 * Of a process and all below it that run. From the scheduler's own count: the ticks of `stat` are
 * samples, and far off for work that comes in short bursts. 0 where there is no such count.
 */
export function clocksOf(root: number): Clocks {
  return new Map(
    familyOf(root).map((pid) => {
      const kind = /^postgres|\/postgres$/.test(commandOf(pid)) ? 'postgres' : 'node';
      return [pid, { kind, microseconds: microsecondsOf(pid) }];
    }),
  );
}

/** What was used between two looks, by those that still ran at the second: a vacuum that ended took its count with it. */
export function cpuBetween(before: Clocks, after: Clocks): Cpu {
  const cpu: Cpu = { node: 0, postgres: 0 };
  for (const [pid, { kind, microseconds }] of after) cpu[kind] += microseconds - (before.get(pid)?.microseconds ?? 0);
  return cpu;
}

/** Of all threads. */
function microsecondsOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const spent = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1_000;
  } catch {
    return 0;
  }
}
