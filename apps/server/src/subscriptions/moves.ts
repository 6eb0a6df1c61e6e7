import { type Actor, writeAudit } from '../audit/index.ts';
import type { Transaction } from '../database/index.ts';
import type { RequestOrigin } from '../http/request-context.ts';
import { addOutboxEvent } from './store.ts';
import type { Subscription } from './subscription.ts';

/** The machinery itself, where no person and no provider acted. */
export const system: Asker = { actor: { kind: 'system', id: 'subscriptions' } };

/** Who wants something, and from where. */
export interface Asker extends Partial<RequestOrigin> {
  actor: Actor;
}

/** What of a subscription people look at when they ask what happened. */
function pictureOf(subscription: Subscription): Record<string, unknown> {
  const { status, planVersionId, nextPlanVersionId, cancelAtPeriodEnd, currentPeriodEnd } = subscription;
  return { status, planVersionId, nextPlanVersionId, cancelAtPeriodEnd, currentPeriodEnd };
}

/**
 * Tells the outbox (`subscription.started`, …) and the audit log what became of a subscription, in the transaction
 * that made it so.
 */
export async function tell(
  tx: Transaction,
  what: string,
  {
    before,
    after,
    asker = system,
    more = {},
  }: {
    before: Subscription | null;
    after: Subscription;
    asker?: Asker;
    more?: Record<string, unknown>;
  },
): Promise<void> {
  await addOutboxEvent(tx, `subscription.${what}`, after, more);
  await writeAudit(tx, {
    ...asker,
    action: `subscription.${what}`,
    target: { kind: 'subscription', id: after.id },
    accountId: after.accountId,
    ...(before && { before: pictureOf(before) }),
    after: { ...pictureOf(after), ...more },
  });
}
