import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import { settleEvent } from '../settlement.ts';
import type { Decision } from './decision.ts';
import { findInboxRow, type InboxRowWhole, reopenEvent } from './store.ts';

/**
 * Takes up a callback of the inbox again, whatever became of it. Its effect exists once all the same. Throws
 * `event_not_found` (404) and, for one that was rejected, `event_rejected` (409).
 */
export async function replayEvent(deps: Deps, id: string, decision: Decision): Promise<InboxRowWhole> {
  await reopen(deps, id, decision);
  await settleEvent(deps, id).catch((error: unknown) => deps.log.warn({ err: error, eventId: id }, 'replay failed'));
  return readInboxRow(deps, id);
}

/** Throws `event_not_found` (404). */
export async function readInboxRow(deps: Deps, id: string): Promise<InboxRowWhole> {
  const row = await findInboxRow(deps.db, id);
  if (!row) throw paymentErrors.event_not_found();
  return row;
}

async function reopen(deps: Deps, id: string, { actor, reason, origin }: Decision): Promise<void> {
  const { state } = await readInboxRow(deps, id);
  await deps.db.transaction().execute(async (tx) => {
    if (!(await reopenEvent(tx, id))) throw paymentErrors.event_rejected();
    await writeAudit(tx, {
      ...origin,
      actor,
      action: 'provider_event.replayed',
      target: { kind: 'provider_event', id },
      before: { state },
      after: { reason },
    });
  });
}
