import { formatCredits, siblingId } from '@farebox/kit';
import { type Hold, type HoldRow, type Ledger, ledgerErrors, type Overrun, type Usage } from '@farebox/ledger';
import { balanceAfter } from './figures.ts';

/**
 * Sets credits aside; the hold's id is the operation's. Sent again it gives the first answer, whatever became of
 * the hold since. Refusals: insufficient_credits, budget_exceeded (402), account_not_found, account_not_active,
 * idempotency_mismatch.
 */
export async function placeHold(ledger: Ledger, input: Hold) {
  const posted = await ledger.hold(input);
  const { expiresAt } = await findHold(ledger, posted.id);
  const hold = {
    id: posted.id,
    amount: formatCredits(posted.amount),
    status: 'open' as const,
    expiresAt: expiresAt.toISOString(),
  };
  return { hold, balance: balanceAfter(posted) };
}

export interface HoldCapture {
  holdId: string;
  amount: bigint;
  overrun?: Overrun;
  usage: Usage;
  metadata?: Record<string, unknown>;
}

/**
 * Charges what the work really cost and gives the rest back. `id` null = an id derived from the hold, so that a bare
 * retry is safe. Refusals: hold_not_found (404), hold_not_open, hold_expired, idempotency_mismatch (409).
 */
export async function captureHold(ledger: Ledger, id: string | null, input: HoldCapture) {
  const { accountId } = await findHold(ledger, input.holdId);
  const posted = await ledger.capture({ ...input, id: id ?? siblingId(input.holdId, 'capture'), accountId });
  return {
    transactionId: posted.id,
    captured: formatCredits(posted.amount),
    returned: formatCredits(posted.returned),
    uncollected: formatCredits(posted.uncollected),
    balance: balanceAfter(posted),
    replayed: posted.replayed,
  };
}

/** Gives the whole hold back. Ids and refusals as for `captureHold`. */
export async function releaseHold(ledger: Ledger, id: string | null, holdId: string) {
  const { accountId } = await findHold(ledger, holdId);
  const posted = await ledger.release({ id: id ?? siblingId(holdId, 'release'), accountId, holdId });
  return {
    transactionId: posted.id,
    returned: formatCredits(posted.returned),
    balance: balanceAfter(posted),
    replayed: posted.replayed,
  };
}

async function findHold(ledger: Ledger, id: string): Promise<HoldRow> {
  const hold = await ledger.findHold(id);
  if (!hold) throw ledgerErrors.hold_not_found({ holdId: id });
  return hold;
}
