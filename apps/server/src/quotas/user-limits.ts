import { derivedId, formatCredits } from '@farebox/kit';
import { type Actor, writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Db } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import type { OwnRates } from '../rates.ts';
import { quotaErrors } from './errors.ts';
import * as store from './store.ts';

/** A spend limit that is wanted: micro-credits. */
export type WantedSpend = Pick<store.SpendRow, 'subject' | 'subjectId' | 'period' | 'limit'>;

/** What the operator set for a person. */
export interface UserLimits {
  rates: OwnRates;
  spend: store.SpendRow[];
}

type LimitDeps = Pick<Deps, 'db'>;

/** Throws `user_not_found` (404). */
export async function readUserLimits({ db }: LimitDeps, userId: string): Promise<UserLimits> {
  if (!(await store.userExists(db, userId))) throw quotaErrors.user_not_found();
  return limitsOf(db, userId);
}

/**
 * Sets a person's limits, in place of whatever was set before; every server knows them within a second. What was spent
 * in the running period counts from the start. Throws `user_not_found` (404).
 */
export async function setUserLimits(
  { db }: LimitDeps,
  userId: string,
  wanted: { rates: OwnRates; spend: readonly WantedSpend[] },
  editor: { actor: Actor } & RequestOrigin,
): Promise<UserLimits> {
  return db.transaction().execute(async (tx) => {
    if ((await store.lockOwnRates(tx, userId)) === false) throw quotaErrors.user_not_found();
    const before = await limitsOf(tx, userId);
    const spend = wanted.spend.map((one) => ({ ...one, id: budgetId(userId, one) }));
    const kept = new Set(spend.map(({ id }) => id));
    await store.putOwnRates(tx, userId, Object.keys(wanted.rates).length > 0 ? wanted.rates : null);
    for (const { id } of before.spend) if (!kept.has(id)) await store.removeSpend(tx, userId, id);
    for (const one of spend) await store.setSpend(tx, userId, one);
    const after = await limitsOf(tx, userId);
    await writeAudit(tx, {
      ...editor,
      action: 'user.limits_set',
      target: { kind: 'user', id: userId },
      accountId: userId,
      before: audited(before),
      after: audited(after),
    });
    return after;
  });
}

/** Only those that were set here: a budget that somebody else keeps in the ledger is left alone. */
async function limitsOf(db: Db, userId: string): Promise<UserLimits> {
  const rows = await store.spendRows(db, userId);
  const spend = rows.filter((row) => row.id === budgetId(userId, row));
  return { rates: (await store.ownRatesOf(db, userId)) ?? {}, spend };
}

function budgetId(userId: string, { subject, subjectId, period }: Omit<WantedSpend, 'limit'>): string {
  return derivedId('user spend limit', userId, subject, subject === 'model' ? subjectId : '', period);
}

function audited({ rates, spend }: UserLimits) {
  const written = spend.map(({ subject, subjectId, period, limit }) => {
    return [[subject, ...(subject === 'model' ? [subjectId] : []), period].join(' '), formatCredits(limit)];
  });
  return { ...rates, ...(written.length > 0 && { spendLimits: Object.fromEntries(written) }) };
}
