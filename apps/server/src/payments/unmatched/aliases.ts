import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Decision } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import { match, type Stray } from './assign.ts';
import { addAlias, removeAlias, type UnmatchedPayment, userExists, waitingOf } from './store.ts';

/** Waiting payments that a new alias settles at once; more are settled by hand. */
const MATCH_AT_ONCE = 100;

/**
 * Another address by which a person pays; what waited under it is credited to them. How many that were. Throws
 * `user_not_found` (404), `alias_taken` (409).
 */
export async function createAlias(
  deps: Deps,
  email: string,
  userId: string,
  { actor, reason, origin }: Decision,
): Promise<number> {
  await deps.db.transaction().execute(async (tx) => {
    if (!(await userExists(tx, userId))) throw paymentErrors.user_not_found();
    if (!(await addAlias(tx, email, userId, actor.id ?? null))) throw paymentErrors.alias_taken();
    const target = { kind: 'email_alias', id: email };
    await writeAudit(tx, {
      ...origin,
      actor,
      action: 'email_alias.created',
      target,
      accountId: userId,
      after: { reason },
    });
  });
  let credited = 0;
  for (const row of await waitingOf(deps.db, email, MATCH_AT_ONCE)) {
    if (typeof (await matchOrLeave(deps, row)) === 'object') credited += 1;
  }
  return credited;
}

/** The alias is there in any case: what cannot be credited now is assigned, or waits on. */
async function matchOrLeave(deps: Deps, row: UnmatchedPayment): Promise<Stray> {
  try {
    return await match(deps, row);
  } catch (error) {
    deps.log.warn({ err: error, id: row.id }, 'waiting payment not credited');
    return 'queued';
  }
}

/** What was credited by it stays. Throws `alias_not_found` (404). */
export async function deleteAlias(
  deps: Deps,
  email: string,
  { actor, origin }: Omit<Decision, 'reason'>,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    if (!(await removeAlias(tx, email))) throw paymentErrors.alias_not_found();
    await writeAudit(tx, {
      ...origin,
      actor,
      action: 'email_alias.deleted',
      target: { kind: 'email_alias', id: email },
    });
  });
}
