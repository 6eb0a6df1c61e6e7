import type { Subscription } from './objects.ts';
import { cancelNow, pause, renew } from './subscriptions.ts';
import type { World } from './world.ts';

const renewing = new Set(['active', 'trialing', 'scheduled_cancel']);
const TURNS_MAX = 10_000;

function nextDue(world: World, to: Date): Subscription | undefined {
  const due = world.subscriptions
    .all()
    .filter(({ status, current_period_end: end }) => renewing.has(status) && end <= to);
  return due.sort((a, b) => a.current_period_end.getTime() - b.current_period_end.getTime())[0];
}

function turn(world: World, subscription: Subscription): void {
  if (subscription.status !== 'scheduled_cancel') renew(world, subscription);
  else if (subscription.on_execute === 'pause') pause(world, subscription);
  else cancelNow(world, subscription);
}

/**
 * Lets all periods that end until `to` end, in their order and each at its time: renewed, past due, canceled or
 * paused. The next charge of one that is past due is `recover`'s or `renew`'s.
 */
export function advance(world: World, to: Date): void {
  for (let turns = 0; turns < TURNS_MAX; turns += 1) {
    const subscription = nextDue(world, to);
    if (!subscription) break;
    world.time.at(subscription.current_period_end, () => turn(world, subscription));
  }
  world.time.reach(to);
}
