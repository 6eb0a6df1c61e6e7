import { formatCredits, newId } from '@farebox/kit';
import type { Category } from '@farebox/ledger';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import {
  type Batch,
  disable,
  findBatch,
  findBatchByKey,
  insertBatch,
  insertCodes,
  type ListedCode,
  listCodes,
  type NewBatch,
  type NewCode,
} from './batch-store.ts';
import { endOf, hashCode, newCode } from './code-format.ts';
import { promotionErrors } from './errors.ts';

/** The admin who asks. */
export interface Admin extends RequestOrigin {
  userId: string;
}

export interface WantedBatch {
  name: string;
  count: number;
  /** Micro-credits of one redemption. */
  credits: bigint;
  category: Category;
  creditsExpireDays: number | null;
  maxUsesPerCode: number;
  maxPerUser: number;
  expiresAt: Date | null;
}

/**
 * Makes a batch. The answer is the only place where its codes ever are, so the same key a second time is refused
 * (`codes_already_shown`, 409). Throws `code_expires_in_past` (400).
 */
export async function createBatch(
  { db, clock }: Deps,
  idempotencyKey: string,
  { count, ...terms }: WantedBatch,
  { userId, ...origin }: Admin,
): Promise<{ batch: Batch; codes: string[] }> {
  if (terms.expiresAt && terms.expiresAt <= clock.now()) throw promotionErrors.code_expires_in_past();
  const codes = Array.from({ length: count }, newCode);
  const id = newId();
  const wanted: NewBatch = { ...terms, id, createdBy: userId, idempotencyKey };
  const batch = await db.transaction().execute(async (tx) => {
    if (!(await insertBatch(tx, wanted))) {
      throw promotionErrors.codes_already_shown({ batchId: await findBatchByKey(tx, idempotencyKey) });
    }
    await insertCodes(tx, wanted, codes.map(kept));
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: userId },
      action: 'redemption_batch.created',
      target: { kind: 'redemption_batch', id },
      after: { ...terms, credits: formatCredits(terms.credits), count },
    });
    return readBatch(tx, id);
  });
  return { batch, codes };
}

function kept(code: string): NewCode {
  return { id: newId(), hash: hashCode(code) as Buffer, endsIn: endOf(code) };
}

/** Throws `batch_not_found` (404). */
async function readBatch(db: Deps['db'], id: string): Promise<Batch> {
  const batch = await findBatch(db, id);
  if (!batch) throw promotionErrors.batch_not_found({ id });
  return batch;
}

/** A batch and a page of its codes. Throws `batch_not_found` (404). */
export async function codesOf(
  { db }: Deps,
  id: string,
  limit: number,
  before: string | null,
): Promise<{ batch: Batch; codes: ListedCode[] }> {
  const batch = await readBatch(db, id);
  return { batch, codes: await listCodes(db, id, limit, before) };
}

/**
 * Nobody redeems a code of the batch any more; what was redeemed stays. Done twice it is done once.
 * Throws `batch_not_found` (404).
 */
export async function disableBatch(
  { db, clock }: Deps,
  id: string,
  reason: string | undefined,
  { userId, ...origin }: Admin,
): Promise<Batch> {
  return db.transaction().execute(async (tx) => {
    const changed = await disable(tx, id, clock.now());
    const batch = await readBatch(tx, id);
    if (!changed) return batch;
    await writeAudit(tx, {
      ...origin,
      actor: { kind: 'user', id: userId },
      action: 'redemption_batch.disabled',
      target: { kind: 'redemption_batch', id },
      before: { disabledAt: null },
      after: { disabledAt: batch.disabledAt, redeemed: batch.redeemed, reason },
    });
    return batch;
  });
}
