import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

const TOKEN = 'setup';

/** One at a time in the whole database, until the transaction ends: starting servers, and people with the link. */
export async function lockSetup(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('farebox.setup', 0))`.execute(tx);
}

export async function rootExists(db: Db): Promise<boolean> {
  const { rows } = await sql`select from farebox.users where role = 'root' limit 1`.execute(db);
  return rows.length > 0;
}

/** The token whose hash this is becomes the only one; it ends in 24 hours. */
export async function replaceToken(tx: Transaction, hash: string): Promise<void> {
  await deleteTokens(tx);
  await sql`
    insert into farebox.verifications (identifier, value, expires_at)
    values (${TOKEN}, ${hash}, now() + interval '24 hours')
  `.execute(tx);
}

export async function deleteTokens(tx: Transaction): Promise<void> {
  await sql`delete from farebox.verifications where identifier = ${TOKEN}`.execute(tx);
}

/** True when there was such a token and it had not ended; it is gone then. */
export async function takeToken(tx: Transaction, hash: string): Promise<boolean> {
  const { rows } = await sql`
    delete from farebox.verifications
     where identifier = ${TOKEN} and value = ${hash} and expires_at > now()
    returning id
  `.execute(tx);
  return rows.length > 0;
}

/** A root user who signs in with this e-mail and password; null when the e-mail is somebody's already. */
export async function insertRoot(
  tx: Transaction,
  root: { name: string; email: string; passwordHash: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into farebox.users (name, email, role) values (${root.name}, ${root.email}, 'root')
      on conflict (email) do nothing
      returning id
    )
    insert into farebox.credentials (user_id, provider_id, account_id, password_hash)
    select id, 'credential', id::text, ${root.passwordHash} from made
    returning user_id as id
  `.execute(tx);
  return rows[0]?.id ?? null;
}

export async function findPasswordHash(tx: Transaction, userId: string): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`
    select password_hash as hash from farebox.credentials where user_id = ${userId} and provider_id = 'credential'
  `.execute(tx);
  return rows[0]?.hash ?? null;
}

export async function makeRoot(tx: Transaction, userId: string): Promise<void> {
  await sql`update farebox.users set role = 'root', updated_at = now() where id = ${userId}`.execute(tx);
}
