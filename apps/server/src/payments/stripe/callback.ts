import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { Callback, CallbackReading } from '../provider.ts';
import type { StripeSettings } from '../provider-settings/types.ts';
import { verify } from './signature.ts';

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** What every event has; a thin one (`v2.core.event`) names its object instead of bringing it. */
const envelope = z.object({
  id: word,
  object: z.enum(['event', 'v2.core.event']),
  type: word,
  livemode: z.boolean(),
  account: z.string().nullish(),
});
const body = z.object({ created: z.number().int(), data: z.object({ object: z.object({ object: z.string() }) }) });

/** Verified over the raw bytes; events of the other mode than our key's are as good as forged. No network. */
export function readCallback(settings: StripeSettings, { raw, headers }: Callback, now: Date): CallbackReading {
  const verdict = verify(raw, headers.get('stripe-signature'), settings.webhookSecrets, now);
  if (!verdict.ok) {
    const { malformed, signatureOk, reason } = verdict;
    return { rejected: malformed ? 'malformed' : 'unverified', signatureOk, reason };
  }
  const event = headOf(raw);
  if (!event) return { rejected: 'malformed', signatureOk: true, reason: 'body is not an event' };
  if (event.livemode !== settings.livemode) {
    const [mode, ours] = event.livemode ? ['live', 'test'] : ['test', 'live'];
    return { rejected: 'unverified', signatureOk: true, reason: `${mode}-mode event, but the key is a ${ours} key` };
  }
  return { event: { eventId: event.id, type: event.type } };
}

/**
 * A stored event; `ignored` for those that bring no object, and those of another account that is connected to ours:
 * its orders are not ours, whatever its metadata says. Null when it cannot be read, or is of the other mode.
 */
export function storedEvent(raw: Buffer, livemode: boolean): Stripe.Event | 'ignored' | null {
  const head = headOf(raw);
  if (!head || head.livemode !== livemode) return null;
  if (head.object === 'v2.core.event' || head.account) return 'ignored';
  const json = parsed(raw);
  return body.safeParse(json).success ? (json as Stripe.Event) : null;
}

function headOf(raw: Buffer): z.infer<typeof envelope> | null {
  return envelope.safeParse(parsed(raw)).data ?? null;
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
