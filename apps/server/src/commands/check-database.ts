import { clientConfig } from '@farebox/kit';
import pg from 'pg';
import { migrationsFolder, pendingMigrations, readMigrations, SERVER_ROLE } from '../database/index.ts';
import { type Check, ok, warn, wrong } from './check.ts';

const SKEW_MS = 2_000;

/** What a database must be like, asked as the login role. */
export async function checkDatabase(url: string): Promise<Check[]> {
  const client = new pg.Client(clientConfig({ url, applicationName: 'farebox-doctor' }));
  try {
    await client.connect();
  } catch (error) {
    return [wrong('database', `not reachable (${(error as Error).message}): check DATABASE_URL and that it runs.`)];
  }
  try {
    const checks: Check[] = [];
    for (const check of [checkVersion, checkSettings, checkClock, checkRole, checkMigrations, checkRowSecurity]) {
      checks.push(await check(client));
    }
    return checks;
  } finally {
    await client.end();
  }
}

async function checkVersion(client: pg.Client): Promise<Check> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int4 as number, current_setting('server_version') as version",
  );
  const { number, version } = rows[0];
  return number < 150_000
    ? wrong('database', `PostgreSQL ${version} is too old: use 15 or newer.`)
    : ok('database', `PostgreSQL ${version}`);
}

const wanted: Record<string, { value: string; why: string }> = {
  synchronous_commit: { value: 'on', why: 'an answer may be lost in a power cut' },
  fsync: { value: 'on', why: 'a power cut may destroy the database' },
  full_page_writes: { value: 'on', why: 'a power cut may destroy the database' },
  default_transaction_isolation: { value: 'read committed', why: 'the ledger works at read committed' },
};

async function checkSettings(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [Object.keys(wanted)],
  );
  const off = rows.filter(({ name, setting }) => wanted[name]?.value !== setting);
  if (off.length === 0)
    return ok('durability', 'synchronous_commit, fsync and full_page_writes are on; read committed');
  const told = off.map(
    ({ name, setting }) => `${name} is ${setting}, so ${wanted[name]?.why}: set it to ${wanted[name]?.value}.`,
  );
  return wrong('durability', told.join(' '));
}

async function checkClock(client: pg.Client): Promise<Check> {
  const before = Date.now();
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const here = (before + Date.now()) / 2;
  const apart = Math.round((rows[0]?.now.getTime() ?? here) - here);
  const said = `${Math.abs(apart)} ms apart from the database's`;
  return Math.abs(apart) > SKEW_MS ? warn('clock', `${said}: keep both with NTP.`) : ok('clock', said);
}

async function checkRole(client: pg.Client): Promise<Check> {
  const { rows } = await client.query(
    'select current_user as name, exists (select from pg_roles where rolname = $1) as made',
    [SERVER_ROLE],
  );
  if (!rows[0].made)
    return warn('roles', `${SERVER_ROLE} is not there yet: farebox migrate, or the next start, makes it.`);
  try {
    await client.query(`begin; set local role ${SERVER_ROLE}`);
    await client.query('rollback');
    return ok('roles', `${rows[0].name} may act as ${SERVER_ROLE}`);
  } catch {
    await client.query('rollback');
    return wrong(
      'roles',
      `${rows[0].name} may not act as ${SERVER_ROLE}: as a superuser, grant ${SERVER_ROLE} to ${rows[0].name}.`,
    );
  }
}

async function checkMigrations(client: pg.Client): Promise<Check> {
  try {
    const pending = await pendingMigrations(client, readMigrations(migrationsFolder));
    if (pending.length === 0) return ok('migrations', 'all applied');
    return warn('migrations', `${pending.length} to apply: farebox migrate, or the next start, does it.`);
  } catch (error) {
    return wrong('migrations', (error as Error).message);
  }
}

async function checkRowSecurity(client: pg.Client): Promise<Check> {
  const { rows } = await client.query<{ name: string }>(`
    select c.oid::regclass::text as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('farebox', 'ledger') and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)
    order by 1`);
  if (rows.length === 0) return ok('row security', 'on and forced on every table');
  const names = rows.map(({ name }) => name).join(', ');
  return wrong('row security', `not forced on ${names}: alter table … force row level security.`);
}
