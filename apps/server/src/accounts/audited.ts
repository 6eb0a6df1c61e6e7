import { formatCredits } from '@farebox/kit';
import { type Posted, refusal } from '@farebox/ledger';
import { type Actor, type AuditEntry, writeAudit } from '../audit/index.ts';
import type { Db } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { postOne, type SqlOperation } from './store.ts';

/** Who asked and from where. */
export interface Asker extends RequestOrigin {
  actor: Actor;
}

/**
 * Posts one operation and its audit row in one transaction, by the very function that the batches call: what an
 * operator does by hand is rare, and must not be there without the row that tells of it. A replay writes no second
 * row. A refusal is remembered by the ledger (so its transaction commits) and thrown as a `FareboxError`.
 */
export async function postAudited(
  db: Db,
  operation: SqlOperation,
  { actor, ip, userAgent, requestId }: Asker,
  entry: Pick<AuditEntry, 'action' | 'target' | 'after'>,
): Promise<Posted> {
  const outcome = await db.transaction().execute(async (tx) => {
    const result = await postOne(tx, operation);
    if (result.code !== 'ok' || result.replayed) return result;
    const figures = { amount: formatCredits(result.amount), availableAfter: formatCredits(result.available) };
    const after = { ...entry.after, ...figures };
    await writeAudit(tx, { ...entry, after, actor, ip, userAgent, requestId, accountId: operation.account_id });
    return result;
  });
  if (outcome.code !== 'ok') throw refusal(outcome.code, outcome.detail);
  return { ...outcome, id: outcome.transaction_id };
}
