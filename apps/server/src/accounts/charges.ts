import { formatCredits } from '@farebox/kit';
import type { Charge, Ledger } from '@farebox/ledger';
import { balanceAfter } from './figures.ts';

/**
 * Takes credits at once, all or nothing, and writes what they were for. Sent again it gives the first answer.
 * Refusals: insufficient_credits, budget_exceeded (402), account_not_found (404), account_not_active (403),
 * idempotency_mismatch (409).
 */
export async function deduct(ledger: Ledger, input: Charge) {
  const posted = await ledger.charge(input);
  return {
    transactionId: posted.id,
    amount: formatCredits(posted.amount),
    balance: balanceAfter(posted),
    replayed: posted.replayed,
  };
}
