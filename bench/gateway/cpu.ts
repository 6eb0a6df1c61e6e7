import { readdirSync, readFileSync } from 'node:fs';
import { commandOf, familyOf } from '../start/memory.ts';

/** Processor time in microseconds, by what the process is. */
export interface Cpu {
  node: number;
  postgres: number;
}

/**
 * Used so far by a process and all below it that still run. From the scheduler's own count: the ticks of `stat` are
 * samples, and far off for work that comes in short bursts. 0 where there is no such count.
 */
export function cpuOf(root: number): Cpu {
  const cpu: Cpu = { node: 0, postgres: 0 };
  for (const pid of familyOf(root)) {
    cpu[/^postgres|\/postgres$/.test(commandOf(pid)) ? 'postgres' : 'node'] += microsecondsOf(pid);
  }
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
