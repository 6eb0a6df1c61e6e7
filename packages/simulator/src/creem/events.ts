import type { CreemEvent, Webhook } from './objects.ts';
import type { Wire } from './render.ts';
import { creemSignature, standardSignature } from './signature.ts';
import { newCreemId, type World } from './world.ts';

/** Events of Creem's own credit wallets are among them; this simulator never sends those. */
export const eventTypes = [
  'checkout.completed',
  'refund.created',
  'dispute.created',
  'subscription.active',
  'subscription.trialing',
  'subscription.canceled',
  'subscription.scheduled_cancel',
  'subscription.paid',
  'subscription.expired',
  'subscription.unpaid',
  'subscription.update',
  'subscription.past_due',
  'subscription.paused',
  'customer_credits.exhausted',
  'credits.granted',
  'credits.consumed',
  'credits.auto_recharged',
] as const;

export type EventType = (typeof eventTypes)[number];

export function headersOf(world: World, event: CreemEvent, { secret }: Webhook): Record<string, string> {
  const timestamp = Math.floor(world.time.wall().getTime() / 1000);
  const standard = {
    'webhook-id': event.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standardSignature(event.id, timestamp, event.body, secret),
  };
  return {
    'content-type': 'application/json',
    'creem-signature': creemSignature(event.body, secret),
    ...(world.settings.standardWebhooks ? standard : {}),
  };
}

function deliver(world: World, event: CreemEvent, webhook: Webhook): void {
  if (webhook.delivery_mode === 'cli') return;
  world.courier.send({
    id: event.id,
    method: 'POST',
    url: webhook.url,
    headers: () => headersOf(world, event, webhook),
    body: event.body,
    accepted: (status) => {
      const taken = status >= 200 && status < 300;
      if (taken) event.pending.delete(webhook.id);
      return taken;
    },
  });
}

/** Writes the event down as the object is now and sends it to every endpoint that listens to its type. */
export function emit(world: World, type: EventType, object: Wire): CreemEvent {
  const id = newCreemId('evt');
  const created = world.time.now();
  const body = JSON.stringify({ id, eventType: type, created_at: created.getTime(), object });
  const listening = world.webhooks
    .all()
    .filter(({ status, events }) => status === 'enabled' && (events.length === 0 || events.includes(type)));
  const pending = new Set(listening.map((webhook) => webhook.id));
  const event = world.events.put(id, { id, type, created_at: created, body, pending });
  for (const webhook of listening) deliver(world, event, webhook);
  return event;
}

/** Sends an event once more, with its old id, as the dashboard's button does. */
export function resend(world: World, event: CreemEvent): void {
  for (const webhook of world.webhooks.all()) deliver(world, event, webhook);
}
