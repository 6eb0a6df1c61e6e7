import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fileRefusal } from '../errors.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { makeCluster, SUPERUSER } from './cluster.ts';
import { PostgresError, USE_ANOTHER } from './errors.ts';
import { type Folder, makeFolder, passwordOf, socketDir } from './folder.ts';
import { keepAlive, lastComplaint } from './keep-alive.ts';
import { claimFolder, releaseFolder } from './owner.ts';
import { dropStalePostmaster, readPostmaster } from './postmaster-file.ts';
import type { RunAs } from './run-as.ts';
import { serverOptions } from './server-settings.ts';
import { type Supervised, supervise } from './supervisor.ts';

const DATABASE = 'farebox';

/** How long a start may take, the end of a server that was not stopped properly and its recovery included. */
const START_MS = 120_000;
const STOP_MS = 30_000;

export interface StartOptions {
  /** PostgreSQL's folder; made when missing. */
  dataDir: string;
  /** Server settings that override ours (tests). */
  settings?: Record<string, string>;
  /** Told when the server ended by itself; it is started again. */
  onCrash?: (reason: string) => void;
}

export interface RunningPostgres {
  /** The same for as long as the folder stays where it is. */
  readonly url: string;
  /** Of the server's main process; another one after a crash. */
  readonly pid: number;
  /** A fast shutdown: open transactions are rolled back, everything else is on disk. */
  stop(): Promise<void>;
}

interface Place {
  folder: Folder;
  as: RunAs;
  binaries: Binaries;
  socket: string;
  settings: Record<string, string>;
}

/**
 * Starts the embedded PostgreSQL on a folder that no other process uses (`PostgresError` names the one that does),
 * and starts it again when it crashes. It ends with this process, however that ends.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const { folder, as } = take(options.dataDir);
  try {
    const binaries = prepareBinaries(folder.dir, as);
    await makeCluster(folder, binaries, as);
    const place = { folder, as, binaries, socket: socketDir(folder, as), settings: options.settings ?? {} };
    const server = await launch(place);
    const url = addressOf(place);
    await makeDatabase(url);
    return keepRunning(place, server, url, options.onCrash);
  } catch (error) {
    releaseFolder(folder.dir);
    throw error;
  }
}

/** Makes and claims the folder. */
function take(dataDir: string): ReturnType<typeof makeFolder> {
  try {
    const made = makeFolder(dataDir);
    claimFolder(made.folder.dir);
    return made;
  } catch (error) {
    const refusal = fileRefusal(error);
    if (refusal === null) throw error;
    throw new PostgresError(`PostgreSQL's folder ${dataDir} can't be used (${refusal}): correct that. ${USE_ANOTHER}`);
  }
}

function keepRunning(place: Place, first: Supervised, url: string, onCrash?: StartOptions['onCrash']): RunningPostgres {
  const kept = keepAlive(first, () => launch(place), onCrash ?? (() => undefined));
  return {
    url,
    get pid() {
      return readPostmaster(place.folder.cluster)?.pid ?? 0;
    },
    async stop() {
      await kept.stop(STOP_MS);
      releaseFolder(place.folder.dir);
    },
  };
}

/** A server that a dead process left behind may need a moment to end: then this is tried again. */
async function launch(place: Place): Promise<Supervised> {
  const deadline = Date.now() + START_MS;
  for (let attempt = 1; ; attempt++) {
    dropStalePostmaster(place.folder.cluster);
    const server = await attemptLaunch(place, deadline);
    if (!server.hasExited()) return server;
    const said = server.said();
    const unfinished = /already exists|still in use|starting up|shutting down/.test(said);
    if (Date.now() > deadline || (attempt > 1 && !unfinished)) {
      throw new PostgresError(`The embedded PostgreSQL did not start: ${lastComplaint(said)}. ${USE_ANOTHER}`);
    }
    await pause(100);
  }
}

async function attemptLaunch({ binaries, folder, as, socket, settings }: Place, deadline: number): Promise<Supervised> {
  const args = ['-D', folder.cluster, ...serverOptions(socket, settings)];
  const before = readPostmaster(folder.cluster)?.pid;
  const server = supervise(binaries.postgres, args, folder, as);
  while (!server.hasExited() && Date.now() < deadline) {
    const found = readPostmaster(folder.cluster);
    if (found?.ready && found.pid !== before) return server;
    await pause(10);
  }
  await server.stop(1000);
  return server;
}

function addressOf({ folder, as, socket }: Place): string {
  return postgresUrl(passwordOf(folder, as), socket);
}

export function postgresUrl(password: string, socket: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@localhost/${database}?host=${encodeURIComponent(socket)}`;
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(`/${DATABASE}?`, '/postgres?') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
