import { isId } from '@farebox/kit';
import type { Deps } from '../context.ts';
import type { DomainTasks } from '../work.ts';
import { fulfilOrder, settleEvent } from './fulfilment.ts';
import { pruneRejected, takeOverdueEvents } from './inbox-store.ts';
import { expireOrders } from './orders.ts';
import { takeUnfulfilledOrders } from './store.ts';

/** Events and orders that one sweep takes up at most; the rest wait a minute. */
const SWEEP_LIMIT = 50;

/** Retries of single events, and every minute a sweep for all that was left half done. */
export function paymentsTasks(deps: Deps): DomainTasks {
  return {
    'payments.process_event': (payload) => processEvent(deps, payload),
    'payments.sweep': () => sweepPayments(deps),
    crontab: '* * * * * payments.sweep',
  };
}

async function processEvent(deps: Deps, payload: unknown): Promise<void> {
  const { eventId } = payload as { eventId?: unknown };
  // A failure has been noted, and the next run asked for, where it happened.
  if (isId(eventId)) await settleEvent(deps, eventId).catch(() => undefined);
}

/** Expires unpaid orders, settles events nobody settled, credits paid orders, throws away old forgeries. */
export async function sweepPayments(deps: Deps): Promise<void> {
  await expireOrders(deps, null);
  for (const id of await takeOverdueEvents(deps.db, SWEEP_LIMIT)) {
    await settleEvent(deps, id).catch(() => undefined);
  }
  for (const id of await takeUnfulfilledOrders(deps.db, SWEEP_LIMIT)) {
    await fulfilOrder(deps, id).catch((error) => deps.log.warn({ err: error, orderId: id }, 'order not fulfilled'));
  }
  await pruneRejected(deps.db);
}
