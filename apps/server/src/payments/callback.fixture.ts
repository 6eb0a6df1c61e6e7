import { connect } from '@farebox/kit';
import type { Deps } from '../context.ts';
import { signature } from './mockpay/mockpay.ts';

interface Server {
  app: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  deps: Deps;
}

/** The body of a callback, as the test provider would write it. */
export interface CallbackBody {
  id: string;
  type: string;
  orderId: string;
  paymentId: string;
  amountMinor: number;
  currency: string;
}

let made = 0;

/** A payment of ten yuan for the order, under an event and a payment of its own unless said otherwise. */
export function succeeded(orderId: string, changes: Partial<CallbackBody> = {}): CallbackBody {
  made += 1;
  const defaults = { id: `evt_${made}`, paymentId: `mp_${made}`, amountMinor: 1000, currency: 'CNY' };
  return { type: 'payment.succeeded', orderId, ...defaults, ...changes };
}

export interface Delivery {
  /** Signs with this one instead of the server's. */
  secret?: string;
  /** Seconds added to the time it is signed at. */
  skew?: number;
  /** What is sent instead of what was signed. */
  sent?: string;
}

/** Signs and delivers a callback; the status of the answer. */
export async function deliver(server: Server, body: object, delivery: Delivery = {}): Promise<number> {
  const raw = JSON.stringify(body);
  const timestamp = `${Math.floor(Date.now() / 1000) + (delivery.skew ?? 0)}`;
  const secret = delivery.secret ?? server.deps.config.payments.mockpay.secret;
  const headers = {
    'content-type': 'application/json',
    'x-mockpay-timestamp': timestamp,
    'x-mockpay-signature': signature(secret, timestamp, Buffer.from(raw)),
  };
  const init = { method: 'POST', headers, body: delivery.sent ?? raw };
  return (await server.app.request('/api/payments/webhook', init)).status;
}

/** Rows of a query run as the database's owner, past all policies. */
export async function asOwner<Row = Record<string, unknown>>(
  url: string,
  query: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const pool = connect({ url, max: 1 });
  try {
    return (await pool.query(query, values)).rows as Row[];
  } finally {
    await pool.end();
  }
}
