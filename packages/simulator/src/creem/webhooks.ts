import { randomBytes } from 'node:crypto';
import { invalid, notFound } from './errors.ts';
import { eventTypes, headersOf } from './events.ts';
import { address, type Fields, list, oneOf, text } from './fields.ts';
import type { Webhook } from './objects.ts';
import type { Wire } from './render.ts';
import { newCreemId, type World } from './world.ts';

export function webhookBy(world: World, id: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (!webhook) throw notFound('Webhook');
  return webhook;
}

function eventsIn(fields: Fields): string[] {
  const events = list(fields, 'events', eventTypes.length);
  const unknown = events.find((type) => !(eventTypes as readonly unknown[]).includes(type));
  if (unknown !== undefined) throw invalid(`events: ${String(unknown)} is not an event type`);
  return events as string[];
}

export function createWebhook(world: World, fields: Fields): Webhook {
  const mode = oneOf(fields, 'delivery_mode', ['http', 'cli'] as const) ?? 'http';
  const url = address(fields, 'url') ?? '';
  if (mode === 'http' && url === '') throw invalid("The 'url' field is required.");
  const id = newCreemId('wh');
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const name = text(fields, 'name') ?? null;
  const made: Webhook = { id, name, url, delivery_mode: mode, status: 'enabled', events: eventsIn(fields), secret };
  return world.webhooks.put(id, made);
}

export function updateWebhook(webhook: Webhook, fields: Fields): void {
  webhook.url = address(fields, 'url') ?? webhook.url;
  webhook.name = text(fields, 'name') ?? webhook.name;
  webhook.status = oneOf(fields, 'status', ['enabled', 'disabled'] as const) ?? webhook.status;
  if (fields.events !== undefined) webhook.events = eventsIn(fields);
}

const PENDING_MAX = 100;

/** What this endpoint has not taken yet, oldest first, signed anew. */
export function pendingEvents(world: World, webhook: Webhook, limit: number): Wire {
  const pending = world.events.all().filter((event) => event.pending.has(webhook.id));
  return {
    items: pending.slice(0, Math.min(limit, PENDING_MAX)).map((event) => ({
      id: event.id,
      object: 'webhook_pending_event',
      event_type: event.type,
      created_at: event.created_at,
      body: event.body,
      headers: headersOf(world, event, webhook),
    })),
  };
}

export function acknowledge(world: World, webhook: Webhook, eventId: string): Wire {
  const event = world.events.get(eventId);
  if (!event) throw notFound('Event');
  return { id: eventId, object: 'webhook_event_ack', success: event.pending.delete(webhook.id) };
}
