import { createHmac } from 'node:crypto';

/** The header `Stripe-Signature`: the secret is used as text, `whsec_` included. */
export function signatureHeader(body: string, secret: string, timestamp: number): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${digest}`;
}
