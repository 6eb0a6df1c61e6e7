import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresError } from './errors.ts';
import { folderAt } from './folder.ts';
import { ownerOf } from './owner.ts';
import { readPostmaster } from './postmaster-file.ts';
import { postgresUrl } from './start.ts';

/** How long a server that is just starting may take until it is ready. */
const READY_MS = 30_000;

/**
 * The address of the server that another process runs on this folder; null when none does. For commands beside
 * a running Farebox. Throws `PostgresError` when this user may not read the password.
 */
export async function attachPostgres(dataDir: string): Promise<{ url: string } | null> {
  const folder = folderAt(dataDir);
  if (!existsSync(folder.dir)) return null;
  const deadline = Date.now() + READY_MS;
  while (ownerOf(folder.dir) !== null && Date.now() < deadline) {
    const found = readPostmaster(folder.cluster);
    if (found?.ready) return { url: postgresUrl(readPassword(folder.password), found.socketDir) };
    await pause(50);
  }
  return null;
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new PostgresError(
      `A server runs on this folder, but you may not read ${file}: run this as its owner or root.`,
    );
  }
}
