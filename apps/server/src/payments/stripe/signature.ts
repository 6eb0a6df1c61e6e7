import { createHmac } from 'node:crypto';
import { sameSecret } from '../../http/who-may.ts';

/** Seconds that a callback's timestamp may lie in the past or the future. */
const TOLERANCE = 300;

export type Verdict = { ok: true } | { ok: false; malformed: boolean; signatureOk: boolean; reason: string };

const malformed: Verdict = {
  ok: false,
  malformed: true,
  signatureOk: false,
  reason: 'stripe-signature missing or malformed',
};

/**
 * Whether any of the secrets signed the bytes: `t=<seconds>,v1=<hex HMAC-SHA256 of t, a dot and the body>`, perhaps
 * with several v1 while the sender changes its secret. Unlike the SDK it refuses the future too.
 */
export function verify(raw: Buffer, header: string | null, secrets: readonly string[], now: Date): Verdict {
  const { timestamp, signatures } = parts(header ?? '');
  if (timestamp === null || signatures.length === 0) return malformed;
  const expected = secrets.filter((secret) => secret !== '').map((secret) => signatureOf(raw, timestamp, secret));
  const matches = expected.flatMap((one) => signatures.map((given) => sameSecret(given, one)));
  if (!matches.includes(true)) {
    return { ok: false, malformed: false, signatureOk: false, reason: 'signature does not match' };
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) {
    return { ok: false, malformed: false, signatureOk: true, reason: 'timestamp outside the tolerance' };
  }
  return { ok: true };
}

/** The lower-case hex of one v1; the secret is used as it is written, `whsec_` included. */
export function signatureOf(raw: Buffer, timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest('hex');
}

/** Other schemes (v0) are passed over. A header with two timestamps is none. */
function parts(header: string): { timestamp: string | null; signatures: string[] } {
  const pairs = header
    .slice(0, 2000)
    .split(',')
    .map((part) => part.trim().split('='));
  const times = pairs.filter(([key]) => key === 't').map(([, value]) => value ?? '');
  const signatures = pairs.filter(([key]) => key === 'v1').map(([, value]) => value ?? '');
  const [timestamp = ''] = times;
  return {
    timestamp: times.length === 1 && /^\d{1,12}$/.test(timestamp) ? timestamp : null,
    signatures: signatures.filter((value) => /^[0-9a-f]{64}$/.test(value)),
  };
}
