import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { attachPostgres, startPostgres } from '@farebox/kit/postgres';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { makeDataFolder } from './data-folder.ts';

/** A database to work on; `stop` ends it only if we started it. */
export interface OpenDatabase {
  url: string;
  stop(): Promise<void>;
}

const leaveRunning = async (): Promise<void> => undefined;

/** The server's database: DATABASE_URL, or an embedded PostgreSQL that nobody else may be running. */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.database.url) return { url: config.database.url, stop: leaveRunning };
  makeDataFolder(config.dataDir);
  return startPostgres({
    dataDir: embeddedFolder(config),
    onCrash: (reason) => log.error({ reason }, 'PostgreSQL ended; starting it again'),
  });
}

/** For a command: the database of the server that runs, else started for as long as the command takes. */
export async function borrowDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const running = config.database.url ? null : await attachPostgres(embeddedFolder(config));
  return running ? { ...running, stop: leaveRunning } : openDatabase(config, log);
}

/** Where the database really lies, as a person should read it: it may be behind a link (a data folder of root's). */
export function databasePlace(config: Config): string {
  if (config.database.url) return 'the PostgreSQL of DATABASE_URL';
  return realpathSync(embeddedFolder(config));
}

function embeddedFolder({ dataDir }: Config): string {
  return join(dataDir, 'postgres');
}
