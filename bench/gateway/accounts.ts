import { newId } from '@farebox/kit';
import type pg from 'pg';
import { hashKey, labelsOf, newKey } from '../../apps/server/src/identity/index.ts';
import { grantMany } from '../ledger/accounts.ts';

const AT_ONCE = 1_000;

/** Customers with an account, credits and a key each; their keys. */
export async function fundKeys(pool: pg.Pool, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, newKey);
  for (let at = 0; at < count; at += AT_ONCE) await fund(pool, keys.slice(at, at + AT_ONCE));
  await pool.query('vacuum analyze');
  return keys;
}

async function fund(pool: pg.Pool, keys: string[]): Promise<void> {
  const users = keys.map(newId);
  await pool.query("insert into farebox.users (id, email) select id, id || '@example.com' from unnest($1::uuid[]) id", [
    users,
  ]);
  await grantMany(pool, users);
  const labels = keys.map(labelsOf);
  await pool.query(
    `insert into farebox.api_keys (user_id, name, id, prefix, last4, hash)
     select user_id, 'bench', id, prefix, last4, hash
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[]) k (user_id, id, prefix, last4, hash)`,
    [users, keys.map(newId), labels.map((one) => one.prefix), labels.map((one) => one.last4), keys.map(hashKey)],
  );
}
