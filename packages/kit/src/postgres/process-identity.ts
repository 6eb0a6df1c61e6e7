import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process began, as text to compare: a number alone says little, since containers give the same few
 * numbers to new processes. Null when there is no such process.
 */
export function beganAt(pid: number): string | null {
  if (process.platform !== 'linux') return psBeganAt(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] as string);
  } catch {
    return null;
  }
}

function psBeganAt(pid: number): string | null {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || null;
}

export function isAlive(pid: number): boolean {
  return beganAt(pid) !== null;
}
