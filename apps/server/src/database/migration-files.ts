import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseError } from './errors.ts';

export interface Migration {
  name: string;
  sql: string;
  /** Of the text with plain line ends, so that a checkout on another system is the same. */
  hash: string;
}

export const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** The migrations of a folder in their order. Throws `DatabaseError` when two share a number or a name is wrong. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const wrong = names.find((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  if (wrong) throw new DatabaseError(`${join(folder, wrong)} is not called like 0001-some-words.sql: rename it.`);
  const twice = names.find((name, at) => at > 0 && name.slice(0, 4) === names[at - 1]?.slice(0, 4));
  if (twice)
    throw new DatabaseError(`Two migrations have the number ${twice.slice(0, 4)}: give one the next free one.`);
  return names.map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}
