import { derivedId, newId } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Db, Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { errors } from './errors.ts';
import { hashKey, labelsOf, newKey } from './key-format.ts';
import {
  auditedTerms,
  changedTerms,
  noTerms,
  type SpendLimit,
  spendPeriods,
  type WantedSpendLimits,
  type WantedTerms,
} from './key-limits.ts';
import * as store from './key-store.ts';

/** Live keys that one person may have. */
const MAX_KEYS = 100;

/** A key, and how much of its spend limits is used. */
export type KeyState = store.KeyRow & { spendLimits: SpendLimit[] };

type KeyDeps = Pick<Deps, 'db' | 'clock'>;

/**
 * Makes a key for the person. The answer is the only place where the key itself ever is. Throws `too_many_keys` (409)
 * and `key_expires_in_past` (400).
 */
export async function createKey(
  { db, clock }: KeyDeps,
  userId: string,
  wanted: { name: string; expiresAt?: Date | undefined } & WantedTerms,
  origin: RequestOrigin,
): Promise<KeyState & { key: string }> {
  const { name, expiresAt, spendLimits = {} } = wanted;
  if (expiresAt && expiresAt <= clock.now()) throw errors.key_expires_in_past();
  const key = newKey();
  const terms = changedTerms(noTerms, wanted);
  const state = await db.transaction().execute(async (tx) => {
    if ((await store.lockAndCountLive(tx, userId)) >= MAX_KEYS) throw errors.too_many_keys({ limit: MAX_KEYS });
    const row = { ...terms, ...labelsOf(key), name, expiresAt, id: newId(), userId, hash: hashKey(key) };
    const made = await store.insertKey(tx, row);
    await setSpendLimits(tx, userId, made.id, spendLimits);
    const state = await stateOf(tx, userId, made);
    await audit(tx, 'api_key.created', userId, made.id, origin, { after: audited(state) });
    return state;
  });
  return { ...state, key };
}

/**
 * Changes a live key of the person's own; what `change` does not name stays. Every server knows within a second. Throws
 * `key_not_found` (404) and `key_revoked` (409).
 */
export async function changeKey(
  { db }: KeyDeps,
  userId: string,
  id: string,
  change: { name?: string | undefined } & WantedTerms,
  origin: RequestOrigin,
): Promise<KeyState> {
  return db.transaction().execute(async (tx) => {
    const row = await store.lockKey(tx, userId, id);
    if (!row) throw errors.key_not_found({ id });
    if (row.revokedAt) throw errors.key_revoked({ id });
    const before = await stateOf(tx, userId, row);
    const changed = await store.updateKey(tx, id, { ...changedTerms(row, change), name: change.name ?? row.name });
    await setSpendLimits(tx, userId, id, change.spendLimits ?? {});
    const after = await stateOf(tx, userId, changed);
    const said = { before: audited(before), after: audited(after) };
    if (JSON.stringify(said.before) !== JSON.stringify(said.after)) {
      await audit(tx, 'api_key.changed', userId, id, origin, said);
    }
    return after;
  });
}

/** Newest first, one more than `limit` when there are more. */
export async function listKeys(
  { db }: KeyDeps,
  userId: string,
  limit: number,
  before: string | null,
): Promise<KeyState[]> {
  const rows = await store.keysOf(db, userId, limit, before);
  const spend = rows.length > 0 ? await store.spendLimitsOf(db, userId) : new Map<string, SpendLimit[]>();
  return rows.map((row) => ({ ...row, spendLimits: spend.get(row.id) ?? [] }));
}

/** Ends a key of the person's own, for good; done twice it is done once. Throws `key_not_found` (404). */
export async function revokeKey({ db }: KeyDeps, userId: string, id: string, origin: RequestOrigin): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const key = await store.revoke(tx, userId, id);
    if (!key) throw errors.key_not_found({ id });
    if (!key.changed) return;
    // The ledger looks at all budgets of an account with every hold: nobody will spend of this key's again.
    await setSpendLimits(tx, userId, id, { day: null, month: null, total: null });
    const said = { before: { ...labelled(key), revokedAt: null }, after: labelled(key) };
    await audit(tx, 'api_key.revoked', userId, id, origin, said);
  });
}

async function setSpendLimits(
  tx: Transaction,
  userId: string,
  keyId: string,
  wanted: WantedSpendLimits,
): Promise<void> {
  for (const period of spendPeriods) {
    const limit = wanted[period];
    const id = derivedId('key spend limit', keyId, period);
    if (limit === null) await store.removeSpendLimit(tx, userId, id);
    else if (limit !== undefined) await store.setSpendLimit(tx, userId, { id, keyId, period, limit });
  }
}

async function stateOf(db: Db, userId: string, row: store.KeyRow): Promise<KeyState> {
  return { ...row, spendLimits: (await store.spendLimitsOf(db, userId)).get(row.id) ?? [] };
}

interface Said {
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
}

function audit(tx: Db, action: string, userId: string, id: string, origin: RequestOrigin, said: Said): Promise<void> {
  const target = { kind: 'api_key', id };
  return writeAudit(tx, { actor: { kind: 'user', id: userId }, action, target, accountId: userId, ...origin, ...said });
}

/** What the audit log says of a key: enough to know it by, and what it is limited to. */
function audited(state: KeyState) {
  return { ...labelled(state), ...auditedTerms(state, state.spendLimits) };
}

function labelled({ name, prefix, last4, expiresAt, revokedAt }: store.KeyRow) {
  return { name, prefix, last4, expiresAt, revokedAt };
}
