import { formatCredits } from '@farebox/kit';
import type { Ledger, TransactionKind, TransactionRow } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { extrasOf, type TransactionExtras } from './store.ts';

type Type = 'credit' | 'debit' | 'refund' | 'hold' | 'release';

const typeOfKind: Record<TransactionKind, Type> = {
  grant: 'credit',
  hold: 'hold',
  capture: 'debit',
  release: 'release',
  charge: 'debit',
  refund: 'refund',
  revoke: 'debit',
  expire: 'debit',
};

/**
 * A page of the account's journal, newest first, two queries whatever its size. `next` is given back as `before`;
 * null at the end.
 */
export async function listTransactions(
  db: Db,
  ledger: Ledger,
  accountId: string,
  page: { before?: bigint; limit: number; kinds?: TransactionKind[] },
) {
  const { rows, next } = await ledger.history(accountId, page);
  return { transactions: await wireTransactions(db, accountId, rows), next };
}

/** Rows of the journal as their owner sees them; one query for all. */
export async function wireTransactions(db: Db, accountId: string, rows: TransactionRow[]) {
  const page = rows.map(({ id, kind, reference }) => ({ id, holdId: kind === 'hold' ? id : reference }));
  const extras = new Map((await extrasOf(db, accountId, page)).map((extra) => [extra.id, extra]));
  return rows.map((row) => wireTransaction(row, extras.get(row.id)));
}

function wireTransaction(row: TransactionRow, extra: TransactionExtras | undefined) {
  return {
    id: row.id,
    kind: row.kind,
    type: typeOfKind[row.kind],
    reason: row.reason,
    amount: formatCredits(row.amount),
    change: formatCredits(extra?.change ?? 0n),
    availableAfter: formatCredits(row.availableAfter),
    heldAfter: formatCredits(row.heldAfter),
    uncollected: formatCredits(row.uncollected),
    reference: row.reference,
    feature: extra?.feature ?? null,
    model: extra?.model ?? null,
    metadata: row.metadata,
    createdAt: row.createdAt.toISOString(),
  };
}
