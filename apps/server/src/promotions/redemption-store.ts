import type { Category } from '@farebox/ledger';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

/** A code with what its batch promised. */
export interface Code {
  id: string;
  batchId: string;
  hash: Buffer;
  endsIn: string;
  uses: number;
  maxUses: number;
  /** Micro-credits. */
  credits: bigint;
  category: Category;
  creditsExpireDays: number | null;
  maxPerUser: number;
  expiresAt: Date | null;
  disabledAt: Date | null;
}

/** A code that somebody has redeemed. Its id is the grant's. */
export interface Redemption {
  id: string;
  userId: string;
  codeId: string;
  batchId: string;
  hash: Buffer;
  endsIn: string;
  credits: bigint;
  category: Category;
  creditsExpireAt: Date | null;
}

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

export function findRedemption(db: Db, id: string): Promise<Redemption | null> {
  return first(
    sql<Redemption>`
      select redemption.id, redemption.user_id as "userId", code.id as "codeId", batch.id as "batchId", code.hash,
             code.last4 as "endsIn", redemption.credits, batch.category,
             redemption.credits_expire_at as "creditsExpireAt"
        from farebox.redemptions redemption
        join farebox.redemption_codes code on code.id = redemption.code_id
        join farebox.redemption_batches batch on batch.id = redemption.batch_id
       where redemption.id = ${id}`,
    db,
  );
}

/** One redemption of a code at a time. The batch is shared: only whoever disables it has to wait. */
export function lockCode(tx: Transaction, hash: Buffer): Promise<Code | null> {
  return first(
    sql<Code>`
      select code.id, batch.id as "batchId", code.hash, code.last4 as "endsIn", code.uses, code.max_uses as "maxUses",
             batch.credits, batch.category, batch.credits_expire_days as "creditsExpireDays",
             batch.max_per_user as "maxPerUser", batch.expires_at as "expiresAt", batch.disabled_at as "disabledAt"
        from farebox.redemption_codes code
        join farebox.redemption_batches batch on batch.id = code.batch_id
       where code.hash = ${hash}
         for no key update of code for share of batch`,
    tx,
  );
}

/** How often this person has redeemed codes of the batch, and whether this one. */
export async function countRedeemed(
  tx: Transaction,
  userId: string,
  code: Code,
): Promise<{ ofBatch: number; thisOne: boolean }> {
  const row = await first(
    sql<{ ofBatch: number; thisOne: boolean }>`
      select count(*)::int as "ofBatch", coalesce(bool_or(code_id = ${code.id}), false) as "thisOne"
        from farebox.redemptions where user_id = ${userId} and batch_id = ${code.batchId}`,
    tx,
  );
  return row ?? { ofBatch: 0, thisOne: false };
}

export async function insertRedemption(tx: Transaction, redemption: Redemption, now: Date): Promise<void> {
  await sql`
    insert into farebox.redemptions (id, code_id, batch_id, user_id, credits, credits_expire_at, redeemed_at)
    values (${redemption.id}, ${redemption.codeId}, ${redemption.batchId}, ${redemption.userId},
            ${redemption.credits}, ${redemption.creditsExpireAt}, ${now})`.execute(tx);
  await sql`update farebox.redemption_codes set uses = uses + 1 where id = ${redemption.codeId}`.execute(tx);
}
