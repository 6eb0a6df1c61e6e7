import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { KeyHolder } from './key-cache.ts';

export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  last4: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const columns = sql`
  id, name, prefix, last4, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
  revoked_at as "revokedAt"`;

/** The live key with this hash, of a person who is not disabled. */
export async function findHolder(db: Db, hash: Buffer): Promise<KeyHolder | null> {
  const { rows } = await sql<KeyHolder>`
    select key.id as "keyId", key.user_id as "userId", key.user_id as "accountId", key.name,
           key.expires_at as "expiresAt", person.price_group as "priceGroup"
      from farebox.api_keys key
      join farebox.users person on person.id = key.user_id and person.disabled_at is null
     where key.hash = ${hash} and key.revoked_at is null and (key.expires_at is null or key.expires_at > now())
  `.execute(db);
  return rows[0] ?? null;
}

/** Holds back other new keys of this person until the transaction ends; the number that still work. */
export async function lockAndCountLive(tx: Transaction, userId: string): Promise<number> {
  await sql`select from farebox.users where id = ${userId} for no key update`.execute(tx);
  const { rows } = await sql<{ live: number }>`
    select count(*)::int as live
      from farebox.api_keys
     where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > now())
  `.execute(tx);
  return rows[0]?.live ?? 0;
}

export async function insertKey(
  tx: Transaction,
  key: { id: string; userId: string; name: string; prefix: string; last4: string; hash: Buffer; expiresAt?: Date },
): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`
    insert into farebox.api_keys (id, user_id, name, prefix, last4, hash, expires_at)
    values (${key.id}, ${key.userId}, ${key.name}, ${key.prefix}, ${key.last4}, ${key.hash}, ${key.expiresAt ?? null})
    returning ${columns}
  `.execute(tx);
  return rows[0] as KeyRow;
}

/** Newest first, one more than `limit` when there are more. */
export async function keysOf(db: Db, userId: string, limit: number, before: string | null): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${columns}
      from farebox.api_keys
     where user_id = ${userId} and (${before}::uuid is null or id < ${before}::uuid)
     order by id desc
     limit ${limit}
  `.execute(db);
  return rows;
}

/** The key as it is now and whether this call is what revoked it; null when the person has no such key. */
export async function revoke(
  tx: Transaction,
  userId: string,
  id: string,
): Promise<(KeyRow & { changed: boolean }) | null> {
  const { rows } = await sql<KeyRow & { changed: boolean }>`
    with found as (
      select id as found_id, revoked_at is null as changed
        from farebox.api_keys where id = ${id} and user_id = ${userId} for update
    )
    update farebox.api_keys set revoked_at = coalesce(revoked_at, now())
      from found where id = found_id
    returning ${columns}, changed
  `.execute(tx);
  return rows[0] ?? null;
}

/**
 * Moves `last_used_at` forward, never back. Rows that somebody else is writing are left to them: another server
 * notes the same keys, and two batches in different orders would wait for each other for ever.
 */
export async function writeLastUsed(db: Db, uses: ReadonlyMap<string, Date>): Promise<void> {
  await sql`
    with free as (
      select key.id, used.at
        from unnest(${[...uses.keys()]}::uuid[], ${[...uses.values()]}::timestamptz[]) used (id, at)
        join farebox.api_keys key on key.id = used.id
         for no key update of key skip locked
    )
    update farebox.api_keys key set last_used_at = greatest(key.last_used_at, free.at)
      from free where key.id = free.id
  `.execute(db);
}
