import { createHash, createHmac } from 'node:crypto';

/** `creem-signature`: lower-case hex HMAC-SHA256 of the raw body; the secret counts as text. */
export function creemSignature(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** One signature of Standard Webhooks: the key is what the secret decodes to after `whsec_`. */
export function standardSignature(id: string, timestamp: number, body: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The `signature` of a return address: a plain SHA-256 of the pairs in their order and the API key as salt. */
export function returnSignature(pairs: [string, string][], apiKey: string): string {
  const said = pairs.filter(([, value]) => value !== '' && value !== 'null').map(([key, value]) => `${key}=${value}`);
  return createHash('sha256')
    .update([...said, `salt=${apiKey}`].join('|'))
    .digest('hex');
}
