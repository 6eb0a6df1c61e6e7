import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { sameSecret } from '../../http/who-may.ts';
import type { EPaySettings } from '../provider-settings/types.ts';
import type { Fields } from './fields.ts';

/** Seconds that the time of an RSA message may lie in the past or the future. */
const TOLERANCE = 300;

const unsigned = new Set(['sign', 'sign_type']);

/**
 * What EPay signs: every field but `sign`, `sign_type` and the empty ones, by name in byte order, as `k=v&k=v` with
 * the values as they are. URL-encoding them first is a common mistake.
 */
export function textToSign(fields: Fields): string {
  return [...fields]
    .filter(([name, value]) => value !== '' && !unsigned.has(name))
    .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Lower-case hex; the key follows the text without anything between. */
export function md5Signature(fields: Fields, key: string): string {
  return createHash('md5').update(textToSign(fields)).update(key).digest('hex');
}

/** Base64 of RSASSA-PKCS1-v1_5 with SHA-256, with the merchant's key. */
export function rsaSignature(fields: Fields, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign('sha256', Buffer.from(textToSign(fields)), key).toString('base64');
}

/** The fields with the signature and, for RSA, the time. Empty ones are left out. */
export function signed(settings: EPaySettings, fields: Record<string, string | null>, now: Date): Map<string, string> {
  const given = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
  const all = new Map(given);
  if (settings.version === 'v1') {
    return all.set('sign', md5Signature(all, settings.key)).set('sign_type', 'MD5');
  }
  all.set('timestamp', Math.floor(now.getTime() / 1000).toString());
  return all.set('sign', rsaSignature(all, settings.privateKey)).set('sign_type', 'RSA');
}

/** Whether the site signed them. The settings say how, never the fields: `sign_type` is not signed. */
export function isGenuine(settings: EPaySettings, fields: Fields): boolean {
  const given = fields.get('sign') ?? '';
  if (settings.version === 'v1') return sameSecret(given.toLowerCase(), md5Signature(fields, settings.key));
  const key = createPublicKey({ key: Buffer.from(settings.platformPublicKey, 'base64'), format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(textToSign(fields)), key, Buffer.from(given, 'base64'));
}

/** Whether the time in an RSA message is near enough. */
export function isRecent(fields: Fields, now: Date): boolean {
  const timestamp = fields.get('timestamp') ?? '';
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE;
}
