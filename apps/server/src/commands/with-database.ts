import type { Config } from '../config.ts';
import { borrowDatabase } from '../databases.ts';
import { createLog } from '../log.ts';

/** Runs a command's work on the server's database, beside a running server or by itself. */
export async function withDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const database = await borrowDatabase(config, createLog('warn'));
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
