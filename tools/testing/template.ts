import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../apps/server/src/database/index.ts';

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const parts = new URL(url);
  parts.pathname = `/${database}`;
  return parts.toString();
}

/** Runs one statement on the server's first database: `create database` can't be part of a transaction. */
export async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh, fully migrated database to copy from. */
export async function makeTemplate(url: string): Promise<{ template: string; drop(): Promise<void> }> {
  const template = `farebox_template_${randomBytes(4).toString('hex')}`;
  await asAdmin(url, `create database ${template}`);
  await migrate(withDatabase(url, template));
  return { template, drop: () => asAdmin(url, `drop database if exists ${template} with (force)`) };
}
