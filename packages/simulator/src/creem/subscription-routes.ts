import { type Call, idOf, type Route, wanted } from './call.ts';
import { update, upgrade } from './changes.ts';
import { oneOf } from './fields.ts';
import { listing } from './listing.ts';
import type { Subscription } from './objects.ts';
import { subscriptionWire } from './render.ts';
import { cancelNow, pause, resume, scheduleCancel, subscriptionBy } from './subscriptions.ts';
import type { World } from './world.ts';

/** Does something to the subscription of the path and answers with what became of it. */
function changing(act: (world: World, subscription: Subscription, call: Call) => void): Route {
  return (world, call) => {
    const subscription = subscriptionBy(world, idOf(call));
    act(world, subscription, call);
    return subscriptionWire(world, subscription);
  };
}

export const subscriptionRoutes: Record<string, Route> = {
  'GET /v1/subscriptions': (world, { query }) => {
    return subscriptionWire(world, subscriptionBy(world, wanted(query, 'subscription_id')));
  },
  'GET /v1/subscriptions/search': (world, { query }) => {
    return listing(query, world.subscriptions.all(), (subscription) => subscriptionWire(world, subscription));
  },
  'GET /v1/customers/:id/subscriptions': (world, call) => {
    const own = world.subscriptions.all().filter(({ customer }) => customer === idOf(call));
    return listing(call.query, own, (subscription) => subscriptionWire(world, subscription));
  },
  'POST /v1/subscriptions/:id': changing((world, subscription, { fields }) => update(world, subscription, fields)),
  'POST /v1/subscriptions/:id/upgrade': changing((world, subscription, { fields }) => {
    upgrade(world, subscription, fields);
  }),
  'POST /v1/subscriptions/:id/cancel': changing((world, subscription, { fields }) => {
    const then = oneOf(fields, 'onExecute', ['cancel', 'pause'] as const) ?? 'cancel';
    if (oneOf(fields, 'mode', ['immediate', 'scheduled'] as const) === 'scheduled') {
      scheduleCancel(world, subscription, then);
    } else {
      cancelNow(world, subscription);
    }
  }),
  'POST /v1/subscriptions/:id/pause': changing(pause),
  'POST /v1/subscriptions/:id/resume': changing(resume),
};
