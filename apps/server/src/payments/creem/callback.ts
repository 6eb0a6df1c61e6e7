import { z } from 'zod';
import type { Callback, CallbackReading } from '../provider.ts';
import type { CreemSettings } from '../provider-settings/types.ts';
import { parseJson } from './api.ts';
import { judge, type Verdict } from './signatures.ts';

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** Creem's own client takes the second names, too. */
const envelope = z
  .object({
    id: word,
    eventType: word.optional(),
    type: word.optional(),
    object: z.record(z.string(), z.unknown()).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .transform(({ id, eventType, type, object, data }) => ({ id, type: eventType ?? type, object: object ?? data }));

export interface CreemEvent {
  id: string;
  type: string;
  object: Record<string, unknown>;
}

const refusals: Record<Exclude<Verdict, 'genuine'>, Extract<CallbackReading, { rejected: string }>> = {
  unsigned: { rejected: 'malformed', signatureOk: false, reason: 'no signature' },
  forged: { rejected: 'unverified', signatureOk: false, reason: 'signature does not match' },
  out_of_time: { rejected: 'unverified', signatureOk: true, reason: 'timestamp outside the tolerance' },
};

/** Verified over the raw bytes; of the other environment's events a test card could pay for real credits. */
export function readCallback(settings: CreemSettings, { raw, headers }: Callback, now: Date): CallbackReading {
  const verdict = judge(settings.webhookSecret, raw, headers, now);
  if (verdict !== 'genuine') return refusals[verdict];
  const event = readEnvelope(raw);
  if (!event) return { rejected: 'malformed', signatureOk: true, reason: 'body cannot be read' };
  const { mode } = event.object;
  if (mode !== undefined && (mode === 'prod') !== settings.livemode) {
    const reason = settings.livemode ? 'a test event, and the key is live' : 'a live event, and the key is for tests';
    return { rejected: 'unverified', signatureOk: true, reason };
  }
  return { event: { eventId: event.id, type: event.type } };
}

export function readEnvelope(raw: Buffer): CreemEvent | null {
  const parsed = envelope.safeParse(parseJson(raw.toString('utf8')));
  if (!parsed.success || !parsed.data.type || !parsed.data.object) return null;
  return { id: parsed.data.id, type: parsed.data.type, object: parsed.data.object };
}
