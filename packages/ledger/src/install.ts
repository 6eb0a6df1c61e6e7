import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { FareboxError } from '@farebox/kit';
import pg from 'pg';

const sqlFolder = new URL('../sql/', import.meta.url);

export interface InstallOptions {
  /** Where the ledger lives; one schema is one cell. */
  schema: string;
  /** SQL that tells a signed-in reader's account, for row level security: `auth.uid()`. */
  reader: string;
}

interface Script {
  name: string;
  text: string;
}

/**
 * Creates or updates the ledger in one schema, inside the caller's transaction. Tables change by numbered files,
 * each once; the functions are replaced as a whole when any of them changed. Run again it does nothing.
 * Needs the roles anon, authenticated and service_role.
 */
export async function installLedger(client: pg.ClientBase, options: InstallOptions): Promise<void> {
  const schema = pg.escapeIdentifier(options.schema);
  await client.query(`create schema if not exists ${schema}`);
  await client.query(`set local search_path = ${schema}, pg_temp`);
  await client.query('set local check_function_bodies = off');
  await client.query('set local client_min_messages = warning');
  await client.query('create table if not exists module (name text primary key, hash text not null)');
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from module');
  const done = new Map(rows.map((row) => [row.name, row.hash]));
  for (const script of scripts('tables')) await runOnce(client, script, done);
  await replaceFunctions(client, options.reader, done);
  await client.query('reset search_path');
}

async function runOnce(client: pg.ClientBase, script: Script, done: Map<string, string>): Promise<void> {
  const hash = hashOf(script.text);
  const before = done.get(script.name);
  if (before === hash) return;
  if (before) {
    const message = `The ledger's ${script.name} was changed after it had been applied. Add a new file instead.`;
    throw new FareboxError('ledger_changed', 500, message);
  }
  await client.query(script.text);
  await client.query('insert into module (name, hash) values ($1, $2)', [script.name, hash]);
}

async function replaceFunctions(client: pg.ClientBase, reader: string, done: Map<string, string>): Promise<void> {
  const text = scripts('functions')
    .map((script) => script.text.replaceAll('FAREBOX_READER', reader))
    .join('\n');
  const hash = hashOf(text);
  if (done.get('functions') === hash) return;
  // Dropped first: another return type, or one function fewer, cannot be said with "create or replace".
  await client.query(`do $$ declare f regprocedure; begin
    for f in select oid from pg_proc where pronamespace = current_schema()::regnamespace loop
      execute format('drop function %s', f);
    end loop;
  end $$`);
  await client.query(text);
  await client.query(
    "insert into module (name, hash) values ('functions', $1) on conflict (name) do update set hash = excluded.hash",
    [hash],
  );
}

function scripts(folder: string): Script[] {
  const url = new URL(`${folder}/`, sqlFolder);
  const names = readdirSync(url).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => ({ name: `${folder}/${name}`, text: readFileSync(new URL(name, url), 'utf8') }));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
