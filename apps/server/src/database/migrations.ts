import type pg from 'pg';
import { DatabaseError } from './errors.ts';
import type { Migration } from './migration-files.ts';

/** One process at a time; others wait here. The number is ours alone: "farebox" as bytes. */
const LOCK = '0x66617265626f78';

/**
 * Brings the database up to the last of `migrations`, each in a transaction of its own, and returns the names of
 * those it applied. `afterEach` runs outside of those transactions, also for migrations that were applied before.
 * Throws `DatabaseError` when history was changed, when the database is newer, or when a migration fails.
 */
export async function applyMigrations(
  client: pg.ClientBase,
  migrations: Migration[],
  afterEach: (name: string) => Promise<void> = async () => undefined,
): Promise<string[]> {
  await client.query(`select pg_advisory_lock(${BigInt(LOCK)})`);
  try {
    await makeHistory(client);
    const applied = await readHistory(client);
    checkHistory(migrations, applied);
    const fresh: string[] = [];
    for (const migration of migrations) {
      if (!applied.has(migration.name)) {
        await apply(client, migration);
        fresh.push(migration.name);
      }
      await afterEach(migration.name);
    }
    return fresh;
  } finally {
    await client.query(`select pg_advisory_unlock(${BigInt(LOCK)})`).catch(() => undefined);
  }
}

/** Names of the migrations that `applyMigrations` would apply; changes nothing. */
export async function pendingMigrations(client: pg.ClientBase, migrations: Migration[]): Promise<string[]> {
  const { rows } = await client.query("select to_regclass('farebox.schema_migrations') is not null as found");
  const applied = rows[0].found ? await readHistory(client) : new Map<string, string>();
  checkHistory(migrations, applied);
  return migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

async function makeHistory(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("select to_regclass('farebox.schema_migrations') is not null as found");
  if (rows[0].found) return;
  await client.query(`
    begin;
    create schema if not exists farebox;
    create table farebox.schema_migrations (
      name text primary key,
      hash text not null,
      applied_at timestamptz not null default now()
    );
    alter table farebox.schema_migrations enable row level security;
    alter table farebox.schema_migrations force row level security;
    create policy owner_only on farebox.schema_migrations to current_user using (true) with check (true);
    commit;
  `);
}

async function readHistory(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from farebox.schema_migrations',
  );
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

function checkHistory(migrations: Migration[], applied: Map<string, string>): void {
  const known = new Map(migrations.map(({ name, hash }) => [name, hash]));
  const last = [...applied.keys()].sort().at(-1) ?? '';
  for (const [name, hash] of applied) {
    if (!known.has(name)) {
      throw new DatabaseError(
        `The database was migrated by a newer Farebox (${name} is not in this one): update this one.`,
      );
    }
    if (known.get(name) !== hash) {
      throw new DatabaseError(
        `${name} was changed after it was applied: restore it, and write a new migration instead.`,
      );
    }
  }
  const late = migrations.find(({ name }) => name < last && !applied.has(name));
  if (late) throw new DatabaseError(`${late.name} comes before ${last}, which is applied: give it a higher number.`);
}

/** Names must be qualified: a migration does not depend on whose search path it runs with. */
async function apply(client: pg.ClientBase, { name, sql, hash }: Migration): Promise<void> {
  try {
    await client.query(`begin; set local search_path = ''`);
    await client.query(sql);
    await client.query('insert into farebox.schema_migrations (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new DatabaseError(`${name} failed and was undone: ${(error as Error).message}.`, { cause: error });
  }
}
