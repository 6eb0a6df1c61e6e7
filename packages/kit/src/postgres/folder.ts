import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { PostgresError } from './errors.ts';
import { canUse, type RunAs, runAs } from './run-as.ts';

/** What lies in a data folder. */
export interface Folder {
  dir: string;
  /** PostgreSQL's own directory. */
  cluster: string;
  password: string;
  log: string;
}

/** The system's limit is 104 (macOS) or 108 bytes for the whole path, `/.s.PGSQL.5432` included. */
const SOCKET_DIR_MAX = 88;

/** Where root keeps the data when the wanted place lies under a folder that `nobody` may not enter. */
const ELSEWHERE = '/var/lib/farebox';

export function folderAt(dir: string): Folder {
  const real = existsSync(dir) ? realpathSync(dir) : resolve(dir);
  return {
    dir: real,
    cluster: join(real, 'cluster'),
    password: join(real, 'password'),
    log: join(real, 'postgres.log'),
  };
}

/**
 * Makes the folder, for the user that PostgreSQL runs as and nobody else. As root, under a home that only root may
 * enter, the folder becomes a link to one in /var/lib/farebox.
 */
export function makeFolder(dir: string): { folder: Folder; as: RunAs } {
  if (!existsSync(dir)) makePrivate(dir, runAs(dir));
  const as = runAs(folderAt(dir).cluster);
  const folder = folderAt(dir);
  giveTo(folder.dir, as);
  if (canUse(folder.dir, as)) return { folder, as };
  if (process.getuid?.() !== 0 || existsSync(folder.cluster)) {
    throw new PostgresError(`The user that PostgreSQL runs as can't write ${folder.dir}: correct its rights.`);
  }
  return { folder: moveElsewhere(resolve(dir), as), as };
}

function makePrivate(dir: string, as: RunAs): void {
  mkdirSync(dirname(dir), { recursive: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  giveTo(dir, as);
}

function giveTo(path: string, { uid, gid }: RunAs): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function moveElsewhere(dir: string, as: RunAs): Folder {
  const name = `${basename(dirname(dir))}-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
  const there = join(ELSEWHERE, name);
  if (!existsSync(ELSEWHERE)) {
    mkdirSync(ELSEWHERE, { recursive: true });
    chmodSync(ELSEWHERE, 0o755);
  }
  if (!existsSync(there)) makePrivate(there, as);
  replaceByLink(dir, there);
  if (!canUse(there, as)) throw new PostgresError(`The user that PostgreSQL runs as can't write ${there}.`);
  return folderAt(dir);
}

/** The folder we just made is empty, or `rmdir` refuses and the person is asked. */
function replaceByLink(dir: string, there: string): void {
  try {
    rmdirSync(dir);
  } catch {
    throw new PostgresError(`${dir} lies under a folder that only root may enter: move what is in it to ${there}.`);
  }
  symlinkSync(there, dir);
}

/** The database password, made on first use and readable by PostgreSQL's user alone. */
export function passwordOf(folder: Folder, as: RunAs): string {
  if (!existsSync(folder.password)) {
    writeFileSync(folder.password, randomBytes(24).toString('hex'), { mode: 0o600 });
    giveTo(folder.password, as);
  }
  return readFileSync(folder.password, 'utf8').trim();
}

/** Where the socket lies: in the folder, or in a short one under the temporary folder when the path is too long. */
export function socketDir(folder: Folder, as: RunAs): string {
  if (Buffer.byteLength(folder.dir) <= SOCKET_DIR_MAX && /^[\w./-]+$/.test(folder.dir)) return folder.dir;
  const hash = createHash('sha256').update(folder.dir).digest('hex').slice(0, 16);
  const dir = join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', `farebox-${hash}`);
  if (!existsSync(dir)) makePrivate(dir, as);
  const found = lstatSync(dir);
  if (!found.isDirectory() || found.uid !== (as.uid ?? process.getuid?.())) {
    throw new PostgresError(`${dir} is needed for PostgreSQL's socket but belongs to somebody else: remove it.`);
  }
  return dir;
}
