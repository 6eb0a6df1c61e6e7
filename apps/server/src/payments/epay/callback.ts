import { derivedId } from '@farebox/kit';
import type { Callback, CallbackReading, ProviderNews } from '../provider.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import { type Fields, readFields } from './fields.ts';
import { fenOf, paymentOf, requireNamedType } from './payment.ts';
import { isGenuine, isRecent } from './signature.ts';

const word = /^[\x21-\x7e]{1,100}$/;

/** The only status that says the money is there. */
const PAID = 'TRADE_SUCCESS';

/** What makes two notices the same one: all that we act upon. The time of an RSA notice is that of the attempt. */
const identity = ['pid', 'trade_no', 'out_trade_no', 'trade_status', 'money', 'type'];

/**
 * Whose notice it is, whether the site signed it, whether it can be read: in this order. The site's RSA key is the
 * same for all its merchants, so `pid` is what keeps another merchant's genuine notice out.
 */
export function readCallback(settings: EPaySettings, { raw }: Callback, now: Date): CallbackReading {
  const fields = readFields(raw);
  if (!fields?.get('sign')) return refused('malformed', false, 'no fields, a field twice, or no signature');
  const genuine = isGenuine(settings, fields);
  if (fields.get('pid') !== settings.pid) return refused('unverified', genuine, 'for another merchant');
  if (!genuine) return refused('unverified', false, 'signature does not match');
  if (settings.version === 'v2' && !isRecent(fields, now)) {
    return refused('unverified', true, 'timestamp outside the tolerance');
  }
  if (!isNotice(fields)) return refused('malformed', true, 'a field is missing or cannot be read');
  const eventId = derivedId('epay-notice', ...identity.map((name) => fields.get(name) ?? ''));
  return { event: { eventId, type: fields.get('trade_status') as string } };
}

function refused(rejected: 'unverified' | 'malformed', signatureOk: boolean, reason: string): CallbackReading {
  return { rejected, signatureOk, reason };
}

function isNotice(fields: Fields): boolean {
  const named = ['trade_no', 'out_trade_no', 'trade_status'].every((name) => word.test(fields.get(name) ?? ''));
  return named && fenOf(fields.get('money') ?? '') !== null;
}

/** A verified notice, now or from the inbox later. Whatever is not paid changes nothing. */
export function readEvent(settings: EPaySettings, raw: Buffer): ProviderNews[] | null {
  const fields = readFields(raw);
  if (!fields || !isNotice(fields)) return null;
  if (fields.get('trade_status') !== PAID) return [];
  requireNamedType(settings, fields);
  const payment = paymentOf(fields);
  return payment && [payment];
}
