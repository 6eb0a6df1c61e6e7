import { readdirSync, readFileSync } from 'node:fs';

const TICK_MICROSECONDS = 10_000;

/**
 * Processor time in microseconds that this process and the database have used so far. On a machine shared with
 * others it tells more than the clock. 0 where there is no /proc.
 */
export function cpuMicroseconds(postmaster: number): number {
  const { user, system } = process.cpuUsage();
  return user + system + databaseTicks(postmaster) * TICK_MICROSECONDS;
}

/** The same for the database and a server in a process of its own. */
export function serverMicroseconds(postmaster: number, server: number): number {
  const fields = statOf(String(server));
  return (databaseTicks(postmaster) + (fields ? ticksIn(fields, 11, 2) : 0)) * TICK_MICROSECONDS;
}

/** The main process with those of its children that have ended (autovacuum), and those that run. */
function databaseTicks(postmaster: number): number {
  const main = statOf(String(postmaster));
  let ticks = main ? ticksIn(main, 11, 4) : 0;
  for (const entry of processes()) {
    const fields = statOf(entry);
    if (fields?.[1] === String(postmaster)) ticks += ticksIn(fields, 11, 2);
  }
  return ticks;
}

function ticksIn(fields: string[], from: number, count: number): number {
  return fields.slice(from, from + count).reduce((sum, field) => sum + Number(field), 0);
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fields after the name: state, parent, … and from 11 the ticks in user and system mode, own and of ended children. */
function statOf(pid: string): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined;
  }
}
