import { formatCredits } from '@farebox/kit';
import { type Ledger, ledgerErrors } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { entriesOf, type UsageRow, usageOf } from './store.ts';
import { wireTransactions } from './transactions.ts';

/**
 * One transaction with every line of it: which grant, from where to where, and what that grant was for (its
 * reference names the order or payment), and for a charge or capture what was used. Another's transaction is not
 * there: `transaction_not_found` (404).
 */
export async function explainTransaction(db: Db, ledger: Ledger, accountId: string, id: string) {
  const row = await ledger.findTransaction(id);
  if (row?.accountId !== accountId) throw ledgerErrors.transaction_not_found({ transactionId: id });
  const [[transaction], entries, usage] = await Promise.all([
    wireTransactions(db, accountId, [row]),
    entriesOf(db, accountId, id),
    usageOf(db, accountId, id),
  ]);
  return {
    ...(transaction as NonNullable<typeof transaction>),
    entries: entries.map((entry) => ({ ...entry, amount: formatCredits(entry.amount) })),
    usage: usage && wireUsage(usage),
  };
}

function wireUsage({ inputTokens, cachedInputTokens, outputTokens, refunded, ...usage }: UsageRow) {
  return {
    ...usage,
    inputTokens: Number(inputTokens),
    cachedInputTokens: Number(cachedInputTokens),
    outputTokens: Number(outputTokens),
    refunded: formatCredits(refunded),
  };
}
