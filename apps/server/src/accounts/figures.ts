import { formatCredits } from '@farebox/kit';
import { type Balance, type GrantRow, type Ledger, ledgerErrors, type Posted } from '@farebox/ledger';
import type { Db } from '../database/index.ts';
import { useByDay } from './store.ts';

/** What the owner of an account sees first: its figures, today's use, and the grants that still hold something. */
export async function summaryOf(db: Db, ledger: Ledger, accountId: string) {
  const [figures, [today]] = await Promise.all([figuresOf(ledger, accountId), useByDay(db, accountId, null)]);
  const { timeZone: _zone, status: _status, ...shown } = figures;
  return { ...shown, spentToday: formatCredits(today?.spent ?? 0n) };
}

/**
 * The figures of an account as if the sweeper had just run, amounts as decimal strings.
 * Throws `account_not_found` (404).
 */
export async function figuresOf(ledger: Ledger, accountId: string) {
  const [balance, grants] = await Promise.all([ledger.balance(accountId), ledger.grants(accountId)]);
  if (!balance) throw ledgerErrors.account_not_found({ accountId });
  return { ...wireBalance(balance), grants: grants.map(wireGrant) };
}

/** What was available and held at a moment, by the journal; nothing before the account existed. */
export async function balanceAt(ledger: Ledger, accountId: string, at: Date) {
  const { available, held } = await ledger.balanceAt(accountId, at);
  const total = formatCredits(available + held);
  return { at: at.toISOString(), available: formatCredits(available), held: formatCredits(held), total };
}

/** The balance that every money answer carries. */
export function balanceAfter(posted: Pick<Posted, 'available' | 'held' | 'debt'>) {
  return {
    available: formatCredits(posted.available),
    held: formatCredits(posted.held),
    debt: formatCredits(posted.debt),
  };
}

function wireBalance(balance: Balance) {
  return {
    accountId: balance.accountId,
    ...balanceAfter(balance),
    total: formatCredits(balance.available + balance.held),
    granted: formatCredits(balance.granted),
    spent: formatCredits(balance.spent),
    cap: formatCredits(balance.cap),
    timeZone: balance.timeZone,
    status: balance.status,
  };
}

function wireGrant(grant: GrantRow) {
  return {
    id: grant.id,
    source: grant.source,
    category: grant.category,
    granted: formatCredits(grant.granted),
    available: formatCredits(grant.available),
    held: formatCredits(grant.held),
    priority: grant.priority,
    expiresAt: grant.expiresAt?.toISOString() ?? null,
    createdAt: grant.effectiveAt.toISOString(),
  };
}
