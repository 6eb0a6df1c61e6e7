import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

/** Prices are changed one after the other: what a change was compared with is what it replaces. */
export async function lockPrices(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('farebox.prices', 0))`.execute(tx);
}

const columns = sql`version.id, version.model, version.valid_from as "validFrom", version.price, version.cost`;

/** A version as the table has it: figures as text. */
export interface KeptVersion {
  id: string;
  model: string;
  validFrom: Date;
  price: Record<string, never> | null;
  cost: Record<string, never> | null;
}

/** Of every model what is in force at `at` and what comes after, the newest first. */
export async function versionsFrom(db: Db, at: Date): Promise<KeptVersion[]> {
  const { rows } = await sql<KeptVersion>`
    select ${columns}
      from farebox.price_versions version
     where version.valid_from > ${at}
        or version.id = (select last.id from farebox.price_versions last
                          where last.model = version.model and last.valid_from <= ${at}
                          order by last.valid_from desc, last.id desc limit 1)
     order by version.model, version.valid_from desc, version.id desc`.execute(db);
  return rows;
}

/** What is in force of these models at `at`. */
export async function versionsAt(db: Db, models: string[], at: Date): Promise<KeptVersion[]> {
  const { rows } = await sql<KeptVersion>`
    select distinct on (version.model) ${columns}
      from farebox.price_versions version
     where version.model = any (${models}::text[]) and version.valid_from <= ${at}
     order by version.model, version.valid_from desc, version.id desc`.execute(db);
  return rows;
}

export interface HistoryRow extends KeptVersion {
  version: string | null;
  note: string;
  createdAt: Date;
  createdBy: string | null;
}

/** Everything that was ever said of a model, last written first; one more than `limit` when there is more. */
export async function historyOf(db: Db, model: string, limit: number, before: string | null): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select ${columns}, version.version, version.note, version.created_at as "createdAt", version.created_by as "createdBy"
      from farebox.price_versions version
     where version.model = ${model} and (${before}::uuid is null or version.id < ${before}::uuid)
     order by version.id desc
     limit ${limit + 1}`.execute(db);
  return rows;
}

export interface NewVersion {
  id: string;
  model: string;
  version: string | null;
  price: object | null;
  cost: object | null;
}

/** Writes versions that begin together. */
export async function insertVersions(
  tx: Transaction,
  versions: NewVersion[],
  all: { validFrom: Date; note: string; createdAt: Date; createdBy: string },
): Promise<void> {
  await sql`
    insert into farebox.price_versions (id, model, valid_from, version, price, cost, note, created_at, created_by)
    select line.id, line.model, ${all.validFrom}, line.version, line.price, line.cost, ${all.note}, ${all.createdAt},
           ${all.createdBy}::uuid
      from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
           as line (id uuid, model text, version text, price jsonb, cost jsonb)`.execute(tx);
}

export interface GroupRow {
  id: string;
  /** In millionths. */
  multiplier: bigint;
  description: string;
  updatedAt: Date;
}

export async function listGroups(db: Db): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select id, multiplier, description, updated_at as "updatedAt" from farebox.price_groups order by id`.execute(db);
  return rows;
}

export async function lockGroup(tx: Transaction, id: string): Promise<GroupRow | null> {
  const { rows } = await sql<GroupRow>`
    select id, multiplier, description, updated_at as "updatedAt"
      from farebox.price_groups where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function countGroups(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from farebox.price_groups`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function putGroup(tx: Transaction, { id, multiplier, description, updatedAt }: GroupRow): Promise<void> {
  await sql`
    insert into farebox.price_groups (id, multiplier, description, created_at, updated_at)
    values (${id}, ${multiplier}, ${description}, ${updatedAt}, ${updatedAt})
    on conflict (id) do update
      set multiplier = excluded.multiplier, description = excluded.description, updated_at = excluded.updated_at
  `.execute(tx);
}

export async function groupOfUser(db: Db, userId: string): Promise<string | null> {
  const { rows } = await sql<{ group: string }>`
    select price_group as "group" from farebox.users where id = ${userId}`.execute(db);
  return rows[0]?.group ?? null;
}

export async function lockGroupOfUser(tx: Transaction, userId: string): Promise<string | null> {
  const { rows } = await sql<{ group: string }>`
    select price_group as "group" from farebox.users where id = ${userId} for no key update`.execute(tx);
  return rows[0]?.group ?? null;
}

export async function setGroupOfUser(tx: Transaction, userId: string, group: string): Promise<void> {
  await sql`update farebox.users set price_group = ${group}, updated_at = now() where id = ${userId}`.execute(tx);
}
