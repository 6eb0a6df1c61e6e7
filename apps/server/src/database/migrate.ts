import { clientConfig, FareboxError } from '@farebox/kit';
import { installLedger } from '@farebox/ledger';
import pg from 'pg';
import { DatabaseError } from './errors.ts';
import { migrationsFolder, readMigrations } from './migration-files.ts';
import { applyMigrations } from './migrations.ts';

const OLDEST = 150_000;

/**
 * Brings a whole database up to date as its login role: our migrations, the ledger's own module right after the
 * first (it needs the roles and auth.uid() only, and later ones need it), and the worker's schema. Safe to run in
 * several processes at once. Returns the names of the migrations it applied; throws `DatabaseError`.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client(clientConfig({ url, applicationName: 'farebox-migrate' }));
  await client.connect();
  try {
    await client.query('set client_min_messages = warning');
    await checkVersion(client);
    const migrations = readMigrations(migrationsFolder);
    return await applyMigrations(client, migrations, async (name) => {
      if (name !== migrations[0]?.name) return;
      await client.query('begin');
      await installLedger(client, { schema: 'ledger', reader: 'auth.uid()' }).catch(asDatabaseError);
      await client.query('commit');
      await installWorker(client, url);
    });
  } finally {
    await client.end();
  }
}

/** What the ledger says in a sentence is said to the operator in one. */
function asDatabaseError(error: unknown): never {
  throw error instanceof FareboxError ? new DatabaseError(error.message) : error;
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select current_setting('server_version_num')::int4 as version");
  if (rows[0].version < OLDEST) {
    throw new DatabaseError(`This PostgreSQL is ${Math.floor(rows[0].version / 10_000)}: Farebox needs 15 or newer.`);
  }
}

/** Later versions of the worker migrate themselves when it starts; here only the first time, since it is heavy. */
async function installWorker(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query("select to_regclass('graphile_worker.migrations') is not null as found");
  if (rows[0].found) return;
  const { Logger, runMigrations } = await import('graphile-worker');
  await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) });
}
