import { formatCredits } from '@farebox/kit';
import type { Category } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { type Asker, postAudited } from './audited.ts';
import { balanceAfter } from './figures.ts';

export interface OperatorGrant {
  id: string;
  accountId: string;
  amount: bigint;
  category: Category;
  reason: string;
  expiresAt?: Date;
  priority?: number;
  reference?: string;
  metadata?: Record<string, unknown>;
}

/**
 * Credits given by hand: promotional and `manual` unless said otherwise, never above the account's balance cap
 * (balance_cap_exceeded, 409), with an audit row. The grant's id is the operation's.
 * Other refusals: account_not_found (404), account_not_active (403), idempotency_mismatch (409).
 */
export async function grantByOperator(db: Db, grant: OperatorGrant, asker: Asker) {
  const { id, accountId, amount, expiresAt, ...rest } = grant;
  const operation = {
    ...rest,
    kind: 'grant' as const,
    id,
    account_id: accountId,
    amount: Number(amount),
    expires_at: expiresAt?.toISOString(),
  };
  const posted = await postAudited(db, operation, asker, {
    action: 'grant.created',
    target: { kind: 'grant', id },
    after: { ...rest, expiresAt: operation.expires_at },
  });
  return { grantId: posted.id, amount: formatCredits(posted.amount), balance: balanceAfter(posted) };
}
