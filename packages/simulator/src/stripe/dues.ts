import { expireSession } from './checkout-routes.ts';
import { collectInvoice } from './collection.ts';
import { invalid } from './problem.ts';
import { announceTrialEnd, renewSubscription } from './renewals.ts';
import type { Seconds } from './simulated-clock.ts';
import { endSubscription } from './subscription-end.ts';
import { currentPeriod, type Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

/** Something that time will bring. */
interface Due {
  at: Seconds;
  happen: () => void;
}

const DAY_SECONDS = 24 * 3600;
const AHEAD_MAX = 10 * 366 * DAY_SECONDS;
const STEPS_MAX = 100_000;
const running = new Set(['trialing', 'active', 'past_due']);

function duesOf(world: World, sub: Subscription): Due[] {
  const { end } = currentPeriod(sub);
  const dues: Due[] = [{ at: end, happen: () => renewSubscription(world, sub) }];
  if (sub.cancel_at !== null && sub.cancel_at < end) {
    dues.push({ at: sub.cancel_at, happen: () => endSubscription(world, sub, 'cancellation_requested') });
  }
  if (sub.trial_end !== null && sub.status === 'trialing' && !world.announced.has(sub.id)) {
    dues.push({ at: sub.trial_end - 3 * DAY_SECONDS, happen: () => announceTrialEnd(world, sub) });
  }
  return dues;
}

function allDues(world: World): Due[] {
  const open = world.checkouts.newestFirst().filter(({ session }) => session.status === 'open');
  const subs = world.subscriptions.newestFirst().filter(({ status }) => running.has(status));
  const retries = world.invoices.newestFirst().flatMap((invoice): Due[] => {
    const at = invoice.status === 'open' ? invoice.next_payment_attempt : null;
    return at === null ? [] : [{ at, happen: () => collectInvoice(world, invoice) }];
  });
  return [
    ...open.map(({ id, session }) => ({ at: session.expires_at, happen: () => expireSession(world, id) })),
    ...subs.flatMap((sub) => duesOf(world, sub)),
    ...retries,
  ];
}

/**
 * Moves the time to `to` and lets happen, in its order and at its own time, all that falls due on the way: sessions
 * expire, trials and periods end, invoices are tried again. Ten years at once at most; a time that is past does nothing.
 */
export function advance(world: World, to: Seconds): void {
  if (to > world.clock.now() + AHEAD_MAX) throw invalid('The time moves ahead by ten years at most.', { param: 'to' });
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const due = allDues(world).filter(({ at }) => at <= to);
    const next = due.reduce<Due | null>((first, each) => (first && first.at <= each.at ? first : each), null);
    if (!next) {
      world.clock.reach(to);
      return;
    }
    world.clock.at(next.at, next.happen);
  }
  throw invalid(`More than ${STEPS_MAX} things fall due until then.`, { param: 'to' });
}
