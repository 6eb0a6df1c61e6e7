import type { Category } from '@farebox/ledger';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

/** Redemptions of one code that a list tells of, the last ones. */
const SHOWN_PER_CODE = 20;

export interface NewBatch {
  id: string;
  name: string;
  /** Micro-credits of one redemption. */
  credits: bigint;
  category: Category;
  creditsExpireDays: number | null;
  maxUsesPerCode: number;
  maxPerUser: number;
  expiresAt: Date | null;
  createdBy: string;
  idempotencyKey: string;
}

export interface Batch extends Omit<NewBatch, 'createdBy' | 'idempotencyKey'> {
  createdBy: string | null;
  disabledAt: Date | null;
  createdAt: Date;
  /** Codes of the batch. */
  count: number;
  /** Codes that nobody can redeem any more because others did. */
  usedUp: number;
  /** Redemptions of all its codes. */
  redeemed: number;
}

const batches = sql`
  select batch.id, batch.name, batch.credits, batch.category, batch.credits_expire_days as "creditsExpireDays",
         batch.max_per_user as "maxPerUser", batch.expires_at as "expiresAt", batch.disabled_at as "disabledAt",
         batch.created_by as "createdBy", batch.created_at as "createdAt", codes.*
    from farebox.redemption_batches batch
   cross join lateral (
     select count(*)::int as "count", count(*) filter (where uses = max_uses)::int as "usedUp",
            coalesce(sum(uses), 0)::int as "redeemed", max(max_uses) as "maxUsesPerCode"
       from farebox.redemption_codes where batch_id = batch.id) codes`;

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

/** False when there is one with this key. */
export async function insertBatch(tx: Transaction, batch: NewBatch): Promise<boolean> {
  const row = await first(
    sql`
      insert into farebox.redemption_batches
             (id, name, credits, category, credits_expire_days, max_per_user, expires_at, created_by,
              idempotency_key)
      values (${batch.id}, ${batch.name}, ${batch.credits}, ${batch.category}, ${batch.creditsExpireDays},
              ${batch.maxPerUser}, ${batch.expiresAt}, ${batch.createdBy}, ${batch.idempotencyKey})
      on conflict (idempotency_key) do nothing returning id`,
    tx,
  );
  return row !== null;
}

export interface NewCode {
  id: string;
  hash: Buffer;
  endsIn: string;
}

export async function insertCodes(tx: Transaction, batch: NewBatch, codes: NewCode[]): Promise<void> {
  const ids = codes.map(({ id }) => id);
  const hashes = codes.map(({ hash }) => hash);
  const ends = codes.map(({ endsIn }) => endsIn);
  await sql`
    insert into farebox.redemption_codes (id, batch_id, hash, last4, max_uses)
    select code.id, ${batch.id}, code.hash, code.last4, ${batch.maxUsesPerCode}
      from unnest(${ids}::uuid[], ${hashes}::bytea[], ${ends}::text[]) as code (id, hash, last4)`.execute(tx);
}

/** Newest first; up to `limit` below the id `before`. */
export async function listBatches(db: Db, limit: number, before: string | null): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    ${batches} where ${before}::uuid is null or batch.id < ${before}::uuid
     order by batch.id desc limit ${limit}`.execute(db);
  return rows;
}

export function findBatch(db: Db, id: string): Promise<Batch | null> {
  return first(sql<Batch>`${batches} where batch.id = ${id}`, db);
}

export async function findBatchByKey(db: Db, key: string): Promise<string | null> {
  const row = await first(
    sql<{ id: string }>`select id from farebox.redemption_batches where idempotency_key = ${key}`,
    db,
  );
  return row?.id ?? null;
}

/** Waits for the redemptions that are under way. True when it was not disabled before. */
export async function disable(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const row = await first(
    sql`update farebox.redemption_batches set disabled_at = ${now} where id = ${id} and disabled_at is null returning id`,
    tx,
  );
  return row !== null;
}

export interface ListedCode {
  id: string;
  endsIn: string;
  uses: number;
  maxUses: number;
  /** The last ones, newest first. */
  redemptions: { id: string; userId: string; email: string | null; at: string }[];
}

/** Newest first; up to `limit` below the id `before`. */
export async function listCodes(db: Db, batchId: string, limit: number, before: string | null): Promise<ListedCode[]> {
  const { rows } = await sql<ListedCode>`
    select code.id, code.last4 as "endsIn", code.uses, code.max_uses as "maxUses", redeemed.redemptions
      from farebox.redemption_codes code
     cross join lateral (
       select coalesce(json_agg(shown order by shown.at desc), '[]') as redemptions
         from (select redemption.id, redemption.user_id as "userId", person.email, redemption.redeemed_at as "at"
                 from farebox.redemptions redemption
                 join farebox.users person on person.id = redemption.user_id
                where redemption.code_id = code.id
                order by redemption.redeemed_at desc limit ${SHOWN_PER_CODE}) shown) redeemed
     where code.batch_id = ${batchId} and (${before}::uuid is null or code.id < ${before}::uuid)
     order by code.id desc limit ${limit}`.execute(db);
  return rows;
}
