import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './process-identity.ts';

/** What a running server writes into its directory (PostgreSQL's `miscadmin.h`, LOCK_FILE_LINE_*). */
export interface Postmaster {
  pid: number;
  socketDir: string;
  ready: boolean;
}

/** Null when no server has written its file, or only half of it. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * After a power cut the file is still there, and its process number may belong to something else by now, which
 * PostgreSQL would take for a running server.
 */
export function dropStalePostmaster(cluster: string): void {
  const found = readPostmaster(cluster);
  if (found && (!isAlive(found.pid) || !isPostgres(found.pid))) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}
