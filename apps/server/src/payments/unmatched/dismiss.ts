import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import type { Decision } from '../admin/decision.ts';
import { paymentErrors } from '../errors.ts';
import { lockUnmatched, updateUnmatched } from './store.ts';

/** It is nobody's, or not for us: it waits no more. Throws `unmatched_not_found` (404), `unmatched_settled` (409). */
export async function dismiss(deps: Deps, id: string, { actor, reason, origin }: Decision): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const row = await lockUnmatched(tx, id);
    if (!row) throw paymentErrors.unmatched_not_found();
    if (row.status === 'dismissed') return;
    if (row.status !== 'waiting') throw paymentErrors.unmatched_settled({ status: row.status });
    await updateUnmatched(tx, id, { status: 'dismissed', note: reason });
    const target = { kind: 'unmatched_payment', id };
    await writeAudit(tx, { ...origin, actor, action: 'unmatched_payment.dismissed', target, after: { reason } });
  });
}
