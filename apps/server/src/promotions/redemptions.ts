import { formatCredits } from '@farebox/kit';
import { refusal } from '@farebox/ledger';
import { balanceAfter, type Outcome, postOne } from '../accounts/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { guessing } from './attempts.ts';
import { hashCode } from './code-format.ts';
import { promotionErrors } from './errors.ts';
import {
  type Code,
  countRedeemed,
  findRedemption,
  insertRedemption,
  lockCode,
  type Redemption,
} from './redemption-store.ts';

const DAY_MS = 86_400_000;

export interface RedeemRequest {
  /** Of the operation: the redemption and its grant get it too. */
  id: string;
  userId: string;
  /** As it was typed. */
  code: string;
}

interface Redeemed {
  redemption: Redemption;
  outcome: Outcome;
}

/**
 * Redeems a code: claim, grant and audit row are one transaction. Asked again under the same id it gives the first
 * answer. Throws `code_not_found` (404, for what cannot be a code too), `code_disabled`, `code_expired`, `code_used`,
 * `code_limit_reached`, `idempotency_mismatch` (409), what the ledger refuses (`balance_cap_exceeded`, 409) and, after
 * too many wrong codes, `too_many_requests` (429). A refusal leaves the code as it was.
 */
export async function redeem({ db, clock }: Deps, request: RedeemRequest, origin: RequestOrigin) {
  const now = clock.now();
  const hash = hashCode(request.code);
  const earlier = await findRedemption(db, request.id);
  const attempt = { kind: 'redemption' as const, userId: request.userId, address: origin.ip, now };
  const redeemed = earlier
    ? await db.transaction().execute((tx) => again(tx, earlier, hash))
    : await guessing(db, attempt, (tx) => claim(tx, { ...request, hash, now }, origin));
  if (!redeemed) throw promotionErrors.code_not_found();
  return answer(redeemed);
}

/** Null for a code that is not there. */
async function claim(
  tx: Transaction,
  { id, userId, hash, now }: { id: string; userId: string; hash: Buffer | null; now: Date },
  origin: RequestOrigin,
): Promise<Redeemed | null> {
  // The same request sent twice at once: the second one waited for the first.
  const earlier = await findRedemption(tx, id);
  if (earlier) return again(tx, earlier, hash);
  const code = hash && (await lockCode(tx, hash));
  if (!code) return null;
  await refuseUnusable(tx, code, userId, now);
  const { creditsExpireDays: days } = code;
  const creditsExpireAt = days === null ? null : new Date(now.getTime() + days * DAY_MS);
  const redemption = { ...code, id, userId, codeId: code.id, creditsExpireAt };
  const outcome = await grant(tx, redemption);
  await insertRedemption(tx, redemption, now);
  await audit(tx, redemption, outcome, origin);
  return { redemption, outcome };
}

async function refuseUnusable(tx: Transaction, code: Code, userId: string, now: Date): Promise<void> {
  if (code.disabledAt) throw promotionErrors.code_disabled();
  if (code.expiresAt && code.expiresAt <= now) {
    throw promotionErrors.code_expired({ expiresAt: code.expiresAt.toISOString() });
  }
  const { ofBatch, thisOne } = await countRedeemed(tx, userId, code);
  if (thisOne || code.uses >= code.maxUses) throw promotionErrors.code_used();
  if (ofBatch >= code.maxPerUser) throw promotionErrors.code_limit_reached({ limit: code.maxPerUser });
}

/** The first answer once more: the ledger knows the grant. */
async function again(tx: Transaction, redemption: Redemption, hash: Buffer | null): Promise<Redeemed> {
  if (!hash?.equals(redemption.hash)) throw promotionErrors.idempotency_mismatch();
  return { redemption, outcome: await grant(tx, redemption) };
}

/** A refusal undoes the whole transaction. Codes that were sold are credited above the balance cap. */
async function grant(tx: Transaction, redemption: Redemption): Promise<Outcome> {
  const { id, userId, batchId, credits, category, creditsExpireAt, endsIn } = redemption;
  const outcome = await postOne(tx, {
    kind: 'grant',
    id,
    account_id: userId,
    amount: Number(credits),
    category,
    reason: 'redemption',
    expires_at: creditsExpireAt?.toISOString(),
    over_cap: category === 'paid',
    reference: redemption.codeId,
    metadata: { batchId, codeEndsIn: endsIn },
  });
  if (outcome.code !== 'ok') throw refusal(outcome.code, outcome.detail);
  return outcome;
}

async function audit(
  tx: Transaction,
  { id, userId, batchId, endsIn, credits }: Redemption,
  { available }: Outcome,
  origin: RequestOrigin,
): Promise<void> {
  await writeAudit(tx, {
    ...origin,
    actor: { kind: 'user', id: userId },
    action: 'redemption_code.redeemed',
    target: { kind: 'redemption', id },
    accountId: userId,
    after: { batchId, codeEndsIn: endsIn, credits: formatCredits(credits), availableAfter: formatCredits(available) },
  });
}

function answer({ redemption: { id, credits, creditsExpireAt }, outcome }: Redeemed) {
  return {
    credits: formatCredits(credits),
    grantId: id,
    expiresAt: creditsExpireAt?.toISOString() ?? null,
    balance: balanceAfter(outcome),
  };
}
