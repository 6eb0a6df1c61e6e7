import { newId } from '@farebox/kit';
import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { errors } from './errors.ts';
import { hashKey, labelsOf, newKey } from './key-format.ts';
import { insertKey, type KeyRow, lockAndCountLive, revoke } from './key-store.ts';

/** Live keys that one person may have. */
const MAX_KEYS = 100;

/**
 * Makes a key for the person. The answer is the only place where the key itself ever is. Throws `too_many_keys` (409)
 * and `key_expires_in_past` (400).
 */
export async function createKey(
  { db, clock }: Deps,
  userId: string,
  wanted: { name: string; expiresAt?: Date },
  origin: RequestOrigin,
): Promise<KeyRow & { key: string }> {
  if (wanted.expiresAt && wanted.expiresAt <= clock.now()) throw errors.key_expires_in_past();
  const key = newKey();
  const row = await db.transaction().execute(async (tx) => {
    if ((await lockAndCountLive(tx, userId)) >= MAX_KEYS) throw errors.too_many_keys({ limit: MAX_KEYS });
    const made = await insertKey(tx, { ...wanted, ...labelsOf(key), id: newId(), userId, hash: hashKey(key) });
    await writeAudit(tx, {
      actor: { kind: 'user', id: userId },
      action: 'api_key.created',
      target: { kind: 'api_key', id: made.id },
      accountId: userId,
      ...origin,
      after: labelled(made),
    });
    return made;
  });
  return { ...row, key };
}

/** Ends a key of the person's own, for good; done twice it is done once. Throws `key_not_found` (404). */
export async function revokeKey({ db }: Deps, userId: string, id: string, origin: RequestOrigin): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const key = await revoke(tx, userId, id);
    if (!key) throw errors.key_not_found({ id });
    if (!key.changed) return;
    await writeAudit(tx, {
      actor: { kind: 'user', id: userId },
      action: 'api_key.revoked',
      target: { kind: 'api_key', id },
      accountId: userId,
      ...origin,
      before: { ...labelled(key), revokedAt: null },
      after: labelled(key),
    });
  });
}

/** What the audit log says of a key: enough to know it by. */
function labelled({ name, prefix, last4, expiresAt, revokedAt }: KeyRow) {
  return { name, prefix, last4, expiresAt, revokedAt };
}
