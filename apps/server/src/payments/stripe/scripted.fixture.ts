import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@farebox/kit';
import type { Order } from '../order.ts';
import type { Provider } from '../provider.ts';
import type { StripeSettings } from '../provider-settings/types.ts';
import { stripe } from './stripe.ts';

export const secretKey = 'sk_test_51ScriptedKeyOfTheTests';
export const webhookSecret = 'whsec_scripted';
export const now = new Date('2026-05-01T12:30:00Z');

export interface Asked {
  /** `POST /v1/refunds`, without the query. */
  what: string;
  /** Of the body, and of the query. */
  fields: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
}

/** Answered with 200, unless it holds `httpStatus`; a list of them is answered one after the other. */
export type Scripted = object | (object & { httpStatus: number });

/** A Stripe that says what it was told to say: for the answers that a whole one would never give. */
export async function scriptedStripe(script: Record<string, Scripted | Scripted[]>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stripe');
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    const what = `${request.method} ${pathname}`;
    asked.push({ what, fields: Object.fromEntries([...searchParams, ...body]), headers: request.headers });
    const { httpStatus = 200, ...answer } = answerTo(script, what);
    const headers = { 'request-id': 'req_scripted', 'stripe-should-retry': 'false' };
    response.writeHead(httpStatus, headers).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { provider: providerAt(baseUrl), baseUrl, asked, close };
}

function answerTo(script: Record<string, Scripted | Scripted[]>, what: string): { httpStatus?: number } {
  const found = script[what] ?? missing(what);
  return Array.isArray(found) ? (found.shift() ?? missing(what)) : found;
}

export function missing(what: string, param = 'id') {
  return { httpStatus: 404, error: { type: 'invalid_request_error', code: 'resource_missing', param, message: what } };
}

export function providerAt(
  baseUrl: string,
  changes: Partial<StripeSettings> = {},
  clock = { now: () => now },
): Provider {
  const settings: StripeSettings = {
    ...{ secretKey, webhookSecrets: [webhookSecret], baseUrl, livemode: false, currencies: null },
    ...{ portalConfiguration: null, automaticTax: false },
    ...changes,
  };
  const currencies = { USD: { minorUnits: 2 }, JPY: { minorUnits: 0 }, UGX: { minorUnits: 0 } } as const;
  return stripe({ settings, publicUrl: 'https://pay.example.com', currencies, clock });
}

export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    ...{ id: newId(), user_id: newId(), account_id: newId(), kind: 'topup', status: 'pending', amount_minor: 1000n },
    ...{ discount_minor: 0n, discount_id: null, refunded_minor: 0n, currency: 'USD', minor_units: 2 },
    ...{ credits: 1_000_000_000n, provider: 'stripe', method: null, plan_version: null, subscription_id: null },
    ...{ idempotency_key: 'key', provider_reference: null, checkout: null, snapshot: {}, payment_id: null },
    ...{ transaction_id: null, needs_review: null, created_at: now, expires_at: new Date(now.getTime() + 1_800_000) },
    ...{ paid_at: null, fulfilled_at: null, failed_at: null, cancelled_at: null, expired_at: null },
    ...{ partially_refunded_at: null, refunded_at: null, disputed_at: null },
    ...changes,
  } as Order;
}

/** The bytes of an event about an object. */
export function eventOf(type: string, object: object, changes: object = {}): Buffer {
  const head = { id: `evt_${newId()}`, object: 'event', type, livemode: false, created: now.getTime() / 1000 };
  return Buffer.from(JSON.stringify({ ...head, data: { object }, ...changes }));
}
