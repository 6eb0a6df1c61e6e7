import { loadConfig } from '../config.ts';
import { migrate } from '../database/index.ts';
import { withDatabase } from './with-database.ts';

/** `farebox migrate`: brings the database up to date; the server does the same when it starts. */
export async function migrateCommand(): Promise<number> {
  const applied = await withDatabase(loadConfig(), migrate);
  const said = applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to do: the database is up to date.';
  process.stdout.write(`${said}\n`);
  return 0;
}
