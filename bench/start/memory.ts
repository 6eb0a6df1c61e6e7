import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes by what the process is. */
export interface Memory {
  node: number;
  postgres: number;
}

/**
 * The memory of a process and everything below it. PostgreSQL's processes share most of theirs, so each counts its part
 * (PSS). Node is one process, and counts in full (RSS): its program must not look smaller because other Node processes of
 * this machine map it too. Shells and npm are left out: nobody needs them to stay.
 */
export function memoryOf(root: number): Memory {
  const memory: Memory = { node: 0, postgres: 0 };
  for (const pid of familyOf(root)) {
    const command = commandOf(pid);
    if (/^postgres|\/postgres$/.test(command)) memory.postgres += megabytes(pid, 'Pss');
    else if (/node$/.test(command)) memory.node += megabytes(pid, 'Rss');
  }
  return memory;
}

/** The process and all below it, itself first. */
export function familyOf(root: number): number[] {
  const parents = new Map(running().map((pid) => [pid, parentOf(pid)]));
  const family = [root];
  for (const pid of family) for (const [child, parent] of parents) if (parent === pid) family.push(child);
  return family;
}

/** What was called, without its arguments; npm's own process calls itself `npm start`. */
export function commandOf(pid: number): string {
  return readOr(`/proc/${pid}/cmdline`).split('\0')[0]?.split(':')[0] ?? '';
}

function running(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
}

function parentOf(pid: number): number {
  const stat = readOr(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function megabytes(pid: number, measure: 'Pss' | 'Rss'): number {
  const line = new RegExp(`^${measure}: +(\\d+) kB$`, 'm').exec(readOr(`/proc/${pid}/smaps_rollup`));
  return Number(line?.[1] ?? 0) / 1024;
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
