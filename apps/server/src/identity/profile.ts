import { writeAudit } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import { edgeErrors } from '../http/errors.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { errors } from './errors.ts';
import { checkTimeZone, findUser, lockUser, type UserRow, updateUser } from './store.ts';

export async function readProfile({ db }: Deps, userId: string): Promise<UserRow> {
  const user = await findUser(db, userId);
  if (!user) throw edgeErrors.not_found();
  return user;
}

/**
 * Changes name and time zone. The zone is the account's too: its days begin there. That is set first and may be set
 * again, so a crash in between is mended by asking once more. Throws `unknown_time_zone` (400).
 */
export async function changeProfile(
  deps: Deps,
  userId: string,
  wanted: { name?: string; timeZone?: string },
  origin: RequestOrigin,
): Promise<UserRow> {
  if (wanted.timeZone) await moveAccount(deps, userId, wanted.timeZone);
  return deps.db.transaction().execute(async (tx) => {
    const before = await lockUser(tx, userId);
    if (!before) throw edgeErrors.not_found();
    const after = { ...before, name: wanted.name ?? before.name, timeZone: wanted.timeZone ?? before.timeZone };
    if (after.name === before.name && after.timeZone === before.timeZone) return before;
    await updateUser(tx, after);
    await writeAudit(tx, {
      actor: { kind: 'user', id: userId },
      action: 'user.changed',
      target: { kind: 'user', id: userId },
      accountId: userId,
      ...origin,
      before: { name: before.name, timeZone: before.timeZone },
      after: { name: after.name, timeZone: after.timeZone },
    });
    return after;
  });
}

async function moveAccount({ db, ledger }: Deps, userId: string, timeZone: string): Promise<void> {
  await checkTimeZone(db, timeZone).catch(() => {
    throw errors.unknown_time_zone({ timeZone });
  });
  await ledger.setAccount({ id: userId, timeZone });
}
