import { formatCredits } from '@farebox/kit';
import { type Ledger, ledgerErrors } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { type Asker, postAudited } from './audited.ts';
import { balanceAfter } from './figures.ts';

export interface OperatorRefund {
  /** Makes the operation's id for the account that the charge turns out to belong to. */
  idFor: (accountId: string) => string;
  transactionId: string;
  /** The whole remainder by default. */
  amount?: bigint;
  reason: string;
}

/**
 * Gives back a charge or capture, whole or in part, to the grants it came from, with an audit row. Refusals:
 * transaction_not_found (404), not_refundable, refund_exceeds_charge, idempotency_mismatch (409).
 */
export async function refundByOperator(db: Db, ledger: Ledger, refund: OperatorRefund, asker: Asker) {
  const charge = await ledger.findTransaction(refund.transactionId);
  if (!charge) throw ledgerErrors.transaction_not_found({ transactionId: refund.transactionId });
  const operation = {
    kind: 'refund' as const,
    id: refund.idFor(charge.accountId),
    account_id: charge.accountId,
    target: charge.id,
    amount: refund.amount === undefined ? undefined : Number(refund.amount),
    reason: refund.reason,
  };
  const posted = await postAudited(db, operation, asker, {
    action: 'refund.created',
    target: { kind: 'transaction', id: charge.id },
    after: { refundId: operation.id, reason: refund.reason },
  });
  return { transactionId: posted.id, amount: formatCredits(posted.amount), balance: balanceAfter(posted) };
}
