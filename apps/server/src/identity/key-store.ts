import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { OwnRates } from '../rates.ts';
import type { KeyHolder } from './key-cache.ts';
import type { KeyTerms, SpendLimit } from './key-limits.ts';

export interface KeyRow extends KeyTerms {
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
  revoked_at as "revokedAt", allowed_models as "allowedModels", allowed_addresses as "allowedAddresses", rpm, tpm, concurrency`;

/** Who a key stands for, with its limits as they are kept. */
export type HolderRow = Omit<KeyHolder, 'limits'> & KeyTerms & { userRates: OwnRates | null };

/** The live key with this hash, of a person who is not disabled. */
export async function findHolder(db: Db, hash: Buffer): Promise<HolderRow | null> {
  const { rows } = await sql<HolderRow>`
    select key.id as "keyId", key.user_id as "userId", key.user_id as "accountId", key.name,
           key.expires_at as "expiresAt", person.price_group as "priceGroup",
           key.allowed_models as "allowedModels", key.allowed_addresses as "allowedAddresses", key.rpm, key.tpm,
           key.concurrency, own.rates as "userRates"
      from farebox.api_keys key
      join farebox.users person on person.id = key.user_id and person.disabled_at is null
      left join farebox.user_limits own on own.user_id = key.user_id
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
  key: KeyTerms & {
    id: string;
    userId: string;
    name: string;
    prefix: string;
    last4: string;
    hash: Buffer;
    expiresAt?: Date | undefined;
  },
): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`
    insert into farebox.api_keys (id, user_id, name, prefix, last4, hash, expires_at, allowed_models,
                                  allowed_addresses, rpm, tpm, concurrency)
    values (${key.id}, ${key.userId}, ${key.name}, ${key.prefix}, ${key.last4}, ${key.hash}, ${key.expiresAt ?? null},
            ${key.allowedModels}, ${key.allowedAddresses}, ${key.rpm}, ${key.tpm}, ${key.concurrency})
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

/** A key of the person's own, held until the transaction ends. */
export async function lockKey(tx: Transaction, userId: string, id: string): Promise<KeyRow | null> {
  const { rows } = await sql<KeyRow>`
    select ${columns} from farebox.api_keys where id = ${id} and user_id = ${userId} for no key update
  `.execute(tx);
  return rows[0] ?? null;
}

export async function updateKey(tx: Transaction, id: string, key: KeyTerms & { name: string }): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`
    update farebox.api_keys
       set name = ${key.name}, allowed_models = ${key.allowedModels}, allowed_addresses = ${key.allowedAddresses},
           rpm = ${key.rpm}, tpm = ${key.tpm}, concurrency = ${key.concurrency}
     where id = ${id}
    returning ${columns}
  `.execute(tx);
  return rows[0] as KeyRow;
}

/** The spend limits of this person's keys, by key. */
export async function spendLimitsOf(db: Db, userId: string): Promise<Map<string, SpendLimit[]>> {
  const { rows } = await sql<SpendLimit & { keyId: string }>`
    select subject_id as "keyId", period, amount_limit as "limit", used, nullif(resets_at, 'infinity') as "resetsAt"
      from ledger.budgets(${userId}) where subject = 'key'
  `.execute(db);
  const byKey = new Map<string, SpendLimit[]>();
  for (const { keyId, ...limit } of rows) byKey.set(keyId, [...(byKey.get(keyId) ?? []), limit]);
  return byKey;
}

/** `limit` in micro-credits; what the key spent in the running period counts from the start. */
export async function setSpendLimit(
  tx: Transaction,
  userId: string,
  budget: { id: string; keyId: string; period: string; limit: bigint },
): Promise<void> {
  const { id, keyId, period, limit } = budget;
  await sql`select ledger.set_budget(${id}::uuid, ${userId}::uuid, 'key', ${keyId}, ${period}, ${limit})`.execute(tx);
}

export async function removeSpendLimit(tx: Transaction, userId: string, id: string): Promise<void> {
  await sql`select ledger.remove_budget(${userId}::uuid, ${id}::uuid)`.execute(tx);
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
