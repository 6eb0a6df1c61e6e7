import { newId } from './ids.ts';
import { listed } from './listing.ts';
import type { Call, Route } from './route.ts';
import { route } from './route.ts';
import { signatureHeader } from './signature.ts';
import type { WebhookEndpoint } from './webhook-endpoints.ts';
import { API_VERSION, type World } from './world.ts';

export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object; previous_attributes?: object };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

function wants(endpoint: WebhookEndpoint, type: string): boolean {
  return endpoint.status === 'enabled' && endpoint.enabled_events.some((each) => each === '*' || each === type);
}

function deliver(world: World, event: StripeEvent, endpoint: WebhookEndpoint): void {
  const body = JSON.stringify({ ...event, api_version: endpoint.api_version ?? event.api_version }, null, 2);
  world.courier.send({
    id: event.id,
    url: endpoint.url,
    method: 'POST',
    headers: () => ({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': signatureHeader(body, endpoint.secret, world.clock.wall()),
    }),
    body,
  });
}

function endpointsFor(world: World, type: string): WebhookEndpoint[] {
  return world.endpoints.newestFirst().filter((endpoint) => wants(endpoint, type));
}

/** Tells of an object as it is now. `previous` are the values that an update replaced. */
export function emit(world: World, type: string, object: object, previous?: object): StripeEvent {
  const endpoints = endpointsFor(world, type);
  const event: StripeEvent = {
    id: newId('evt', 24),
    object: 'event',
    api_version: API_VERSION,
    created: world.clock.now(),
    data: structuredClone(previous ? { object, previous_attributes: previous } : { object }),
    livemode: world.settings.livemode,
    pending_webhooks: endpoints.length,
    request: world.request ?? { id: null, idempotency_key: null },
    type,
  };
  world.events.put(event);
  for (const endpoint of endpoints) deliver(world, event, endpoint);
  return event;
}

/** Changes the object and answers with the values that were replaced; empty when nothing differs. */
export function change<T extends object>(object: T, after: Partial<T>): Partial<T> {
  const previous: Partial<T> = {};
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (JSON.stringify(object[key]) !== JSON.stringify(after[key])) previous[key] = structuredClone(object[key]);
  }
  Object.assign(object, after);
  return previous;
}

/** Changes the object and tells of it, unless nothing differs. */
export function update<T extends object>(world: World, type: string, object: T, after: Partial<T>): void {
  const previous = change(object, after);
  if (Object.keys(previous).length > 0) emit(world, type, object, previous);
}

/** Sends an event once more to every endpoint that wants it, as the dashboard's button does. */
export function resend(world: World, id: string): StripeEvent {
  const event = world.events.get(id);
  for (const endpoint of endpointsFor(world, event.type)) deliver(world, event, endpoint);
  return event;
}

/** True when every endpoint has taken it. What the courier's log has forgotten counts as not delivered. */
function delivered(world: World, event: StripeEvent): boolean {
  const accepted = world.courier.log.filter(({ delivery, outcome }) => delivery === event.id && outcome === 'accepted');
  return accepted.length >= event.pending_webhooks;
}

const MAX_AGE_SECONDS = 30 * 24 * 3600;

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created type types delivery_success expand');
  const types = [...params.texts('types'), ...params.texts('type')];
  const success = params.flag('delivery_success');
  const oldest = world.clock.now() - MAX_AGE_SECONDS;
  return listed(params, '/v1/events', world.events, (event) => {
    if (event.created < oldest) return false;
    if (types.length > 0 && !types.includes(event.type)) return false;
    return success === null || delivered(world, event) === success;
  });
}

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', list),
  route('GET', '/v1/events/:id', (world, { id }) => world.events.get(id)),
];
