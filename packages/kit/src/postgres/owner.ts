import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresError } from './errors.ts';
import { beganAt } from './process-identity.ts';

interface Owner {
  pid: number;
  began: string | null;
}

/**
 * Claims a data folder for this process. Throws `PostgresError` naming the process that has it. A claim whose
 * process is gone is taken over.
 */
export function claimFolder(dir: string): void {
  const file = ownerFile(dir);
  const mine = `${file}.${process.pid}`;
  const owner: Owner = { pid: process.pid, began: beganAt(process.pid) };
  writeFileSync(mine, JSON.stringify(owner));
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(mine, file)) return;
      const current = readOwner(file);
      if (current && isLive(current)) throw inUse(dir, current.pid);
      removeStale(file, current);
    }
    throw new PostgresError(`Several processes start on ${dir} at once: start one of them again.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

export function releaseFolder(dir: string): void {
  if (readOwner(ownerFile(dir))?.pid === process.pid) rmSync(ownerFile(dir), { force: true });
}

/** The process that runs PostgreSQL on this folder; null when none does. */
export function ownerOf(dir: string): number | null {
  const owner = readOwner(ownerFile(dir));
  return owner && isLive(owner) ? owner.pid : null;
}

function inUse(dir: string, pid: number): PostgresError {
  return new PostgresError(
    `The data folder ${dir} is in use by process ${pid}: stop that one first, or give this one a folder of its own ` +
      'with FAREBOX_DATA_DIR. ' +
      'For several processes on one database run a PostgreSQL of your own and set DATABASE_URL.',
  );
}

function ownerFile(dir: string): string {
  return join(dir, 'owner.json');
}

/** A link to a finished file appears whole or not at all, and only for one of two that try. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Another process may have taken the stale claim over since we read it: then what we moved aside goes back. */
function removeStale(file: string, stale: Owner | null): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (JSON.stringify(moved) !== JSON.stringify(stale)) linked(aside, file);
  rmSync(aside, { force: true });
}

function readOwner(file: string): Owner | null {
  try {
    const { pid, began } = JSON.parse(readFileSync(file, 'utf8')) as Owner;
    return Number.isInteger(pid) ? { pid, began } : null;
  } catch {
    return null;
  }
}

function isLive({ pid, began }: Owner): boolean {
  const now = beganAt(pid);
  return now !== null && now === began;
}
