import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../../http/who-may.ts';

/** Seconds that the time of a delivery may lie in the past or the future. */
const TOLERANCE = 300;

/** A Standard Webhooks secret has 24 to 64 bytes; what decodes to less is no secret of that kind. */
const SECRET_BYTES = 24;

export type Verdict = 'genuine' | 'forged' | 'unsigned' | 'out_of_time';

/** Lower-case hex HMAC-SHA256 of the raw body; the key is the secret as it is written. */
export function creemSignature(secret: string, raw: Buffer): string {
  return createHmac('sha256', secret).update(raw).digest('hex');
}

/** `v1,` and the base64 HMAC-SHA256 of id, time and body; the key is what the secret's base64 stands for. */
export function standardSignature(key: Buffer, id: string, timestamp: string, raw: Buffer): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest('base64')}`;
}

/** The key in a Standard Webhooks secret; null when it is not one. A key that decodes to nothing would sign anything. */
export function standardKey(secret: string): Buffer | null {
  const base64 = secret.replace(/^whsec_/, '');
  const key = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
  return key && key.length >= SECRET_BYTES ? key : null;
}

/** By the Standard Webhooks headers when a delivery has them, and by Creem's own otherwise. */
export function judge(secret: string, raw: Buffer, headers: Headers, now: Date): Verdict {
  const key = standardKey(secret);
  const standard = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers.get(name));
  const [id, timestamp, given] = standard;
  if (key && id && timestamp && given) return judgeStandard(key, { id, timestamp, given }, raw, now);
  const own = headers.get('creem-signature') ?? '';
  if (own === '') return 'unsigned';
  return sameSecret(own.toLowerCase(), creemSignature(secret, raw)) ? 'genuine' : 'forged';
}

function judgeStandard(
  key: Buffer,
  { id, timestamp, given }: { id: string; timestamp: string; given: string },
  raw: Buffer,
  now: Date,
): Verdict {
  const expected = standardSignature(key, id, timestamp, raw);
  const genuine = given.split(' ').filter((one) => sameSecret(one, expected)).length > 0;
  if (!genuine || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE ? 'genuine' : 'out_of_time';
}

/**
 * Whether Creem wrote the query that a browser came back with: SHA-256 of its fields in their order and the API key.
 * Good enough to show a page by; credits come from callbacks and questions only.
 */
export function isGenuineReturn(apiKey: string, query: URLSearchParams): boolean {
  const said = [...query].filter(([name, value]) => name !== 'signature' && value !== '' && value !== 'null');
  const text = [...said, ['salt', apiKey]].map(([name, value]) => `${name}=${value}`).join('|');
  return sameSecret(query.get('signature') ?? '', createHash('sha256').update(text).digest('hex'));
}
