import { isId } from '@farebox/kit';
import type { Deps } from '../context.ts';
import type { DomainTasks } from '../work.ts';
import { runAutoTopUps } from './auto-topup/tasks.ts';
import { renewFromBalance } from './balance/renewals.ts';
import { fulfilOrder } from './fulfilment.ts';
import { pruneRejected, takeOverdueEvents } from './inbox-store.ts';
import { expireOrders } from './orders.ts';
import { lookAtSilent } from './plans/looks.ts';
import { askAboutPending } from './reconcile/asking.ts';
import { sweepRefunds } from './refunds/requests.ts';
import { settleClawbacks } from './refunds/steps.ts';
import { takeOpenSteps } from './refunds/store.ts';
import { settleEvent } from './settlement.ts';
import { takeUnfulfilledOrders } from './store.ts';
import { credit } from './unmatched/assign.ts';
import { halfAssigned } from './unmatched/store.ts';

/** Events and orders that one sweep takes up at most; the rest wait a minute. */
const SWEEP_LIMIT = 50;

/** Retries of single events, and every minute a sweep for all that was left half done. */
export function paymentsTasks(deps: Deps): DomainTasks {
  return {
    'payments.process_event': (payload) => processEvent(deps, payload),
    'payments.sweep': () => sweepPayments(deps),
    'payments.auto_topup': () => runAutoTopUps(deps),
    crontab: '* * * * * payments.sweep\n* * * * * payments.auto_topup',
  };
}

async function processEvent(deps: Deps, payload: unknown): Promise<void> {
  const { eventId } = payload as { eventId?: unknown };
  // A failure has been noted, and the next run asked for, where it happened.
  if (isId(eventId)) await settleEvent(deps, eventId).catch(() => undefined);
}

/** Expires unpaid orders, settles events nobody settled, credits paid orders, throws away old forgeries. */
export async function sweepPayments(deps: Deps): Promise<void> {
  for (const part of parts) {
    await part(deps).catch((error) =>
      deps.log.error({ err: error }, 'a part of the payments sweep was left for later'),
    );
  }
}

/** Each is done whatever becomes of the others. */
const parts: ((deps: Deps) => Promise<unknown>)[] = [
  (deps) => expireOrders(deps, null),
  settleOverdueEvents,
  fulfilPaidOrders,
  askAboutPending,
  lookAtSilent,
  renewFromBalance,
  sweepRefunds,
  finishClawbacks,
  creditAssigned,
  ({ db }) => pruneRejected(db),
];

async function settleOverdueEvents(deps: Deps): Promise<void> {
  for (const id of await takeOverdueEvents(deps.db, SWEEP_LIMIT)) {
    await settleEvent(deps, id).catch(() => undefined);
  }
}

async function fulfilPaidOrders(deps: Deps): Promise<void> {
  for (const id of await takeUnfulfilledOrders(deps.db, SWEEP_LIMIT)) {
    await fulfilOrder(deps, id).catch((error) => deps.log.warn({ err: error, orderId: id }, 'order not fulfilled'));
  }
}

async function finishClawbacks(deps: Deps): Promise<void> {
  for (const id of await takeOpenSteps(deps.db, SWEEP_LIMIT)) {
    await settleClawbacks(deps, id).catch((error) =>
      deps.log.warn({ err: error, orderId: id }, 'clawback not finished'),
    );
  }
}

async function creditAssigned(deps: Deps): Promise<void> {
  for (const row of await halfAssigned(deps.db, SWEEP_LIMIT)) {
    await credit(deps, row).catch((error) =>
      deps.log.warn({ err: error, id: row.id }, 'assigned payment not credited'),
    );
  }
}
