import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { type Check, ok, warn, wrong } from './check.ts';

const OLDEST_NODE = [20, 19] as const;
const LITTLE_BYTES = 1024 ** 3;

/** What can be told without a database. */
export function checkMachine(config: Config): Check[] {
  return [checkNode(process.versions.node), checkFolder(config), checkDisk(config), checkSecrets(config)];
}

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  return old ? wrong('node', `${version} is too old: install Node 20.19 or newer.`) : ok('node', version);
}

function checkFolder({ dataDir }: Config): Check {
  try {
    accessSync(nearest(dataDir), constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', existsSync(dataDir) ? dataDir : `${dataDir} (made at the first start)`);
  } catch {
    return wrong(
      'data folder',
      `${dataDir} can't be written by this user: correct its rights or set FAREBOX_DATA_DIR.`,
    );
  }
}

function checkDisk({ dataDir }: Config): Check {
  const { bavail, bsize } = statfsSync(nearest(dataDir));
  const free = bavail * bsize;
  const said = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < LITTLE_BYTES ? warn('disk', `${said}: make room before PostgreSQL has to stop.`) : ok('disk', said);
}

function checkSecrets({ dataDir, server }: Config): Check {
  const file = join(dataDir, 'secrets.json');
  if (server.production) return ok('secrets', 'FAREBOX_SECRET and INTERNAL_API_KEY are set');
  if (!existsSync(file)) return ok('secrets', 'given in the environment or config.yaml');
  const open = (statSync(file).mode & 0o077) !== 0;
  return open ? wrong('secrets', `others can read ${file}: run chmod 600 on it.`) : ok('secrets', file);
}

/** The folder itself, or the first one above it that exists. */
function nearest(dir: string): string {
  return existsSync(dir) ? dir : nearest(dirname(dir));
}
