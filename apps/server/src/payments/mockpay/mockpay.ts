import { createHmac } from 'node:crypto';
import { derivedId } from '@farebox/kit';
import { z } from 'zod';
import { sameSecret } from '../../http/who-may.ts';
import type { Order } from '../order.ts';
import type { Callback, CallbackReading, Provider, ProviderNews, ProviderPayment } from '../provider.ts';

/** Seconds that a callback's timestamp may lie in the past or the future. */
const TOLERANCE = 300;

export type MockpayAction = 'pay' | 'fail' | 'cancel';

const eventTypes = { pay: 'payment.succeeded', fail: 'payment.failed', cancel: 'payment.cancelled' } as const;

const outcomes: Record<string, ProviderPayment['outcome']> = {
  'payment.succeeded': 'succeeded',
  'payment.failed': 'failed',
  'payment.cancelled': 'cancelled',
};

const word = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const envelope = z.object({ id: word, type: word });
const paymentBody = z.object({
  orderId: z.uuid(),
  paymentId: word,
  amountMinor: z.number().int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  createdAt: z.iso.datetime().optional(),
});

/** The built-in test provider: its customer decides on our own page whether the payment succeeds. */
export function mockpay(options: { secret: string; publicUrl: string }): Provider {
  return {
    name: 'mockpay',
    currencies: null,
    methods: [],
    recurring: false,
    keptHeaders: ['x-mockpay-timestamp'],
    createCheckout: async ({ order }) => ({
      kind: 'redirect',
      url: `${options.publicUrl}/mockpay/${order.id}?t=${checkoutToken(options.secret, order.id)}`,
      reference: `mock_${order.id}`,
    }),
    readCallback: (callback, now) => readCallback(options.secret, callback, now),
    refund: async ({ key }) => ({ status: 'succeeded', refundId: `mr_${key}` }),
    readEvent: async (raw) => readEvent(raw)?.news ?? null,
  };
}

/** What lets a person who has the checkout's address act on its order; the same each time it is asked for. */
export function checkoutToken(secret: string, orderId: string): string {
  return createHmac('sha256', secret).update(`checkout:${orderId}`).digest('base64url');
}

/** `v1=` and the lower-case hex HMAC-SHA256 of the timestamp, a dot and the raw body. */
export function signature(secret: string, timestamp: string, raw: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest('hex')}`;
}

/** The callback that an action on the test page makes. The same action on the same order makes the same event. */
export function callbackFor(order: Order, action: MockpayAction, now: Date): Buffer {
  const body = {
    id: `evt_${derivedId('mockpay-event', order.id, action)}`,
    type: eventTypes[action],
    orderId: order.id,
    paymentId: `mp_${order.id}`,
    amountMinor: Number(order.amount_minor),
    currency: order.currency,
    createdAt: now.toISOString(),
  };
  return Buffer.from(JSON.stringify(body));
}

function readCallback(secret: string, { raw, headers }: Callback, now: Date): CallbackReading {
  const timestamp = headers.get('x-mockpay-timestamp') ?? '';
  const given = headers.get('x-mockpay-signature') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^v1=[0-9a-f]{64}$/.test(given)) {
    return { rejected: 'malformed', signatureOk: false, reason: 'timestamp or signature missing or malformed' };
  }
  if (!sameSecret(given, signature(secret, timestamp, raw))) {
    return { rejected: 'unverified', signatureOk: false, reason: 'signature does not match' };
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE) {
    return { rejected: 'unverified', signatureOk: true, reason: 'timestamp outside the tolerance' };
  }
  const event = readEvent(raw);
  return event
    ? { event: { eventId: event.eventId, type: event.type } }
    : { rejected: 'malformed', signatureOk: true, reason: 'body cannot be read' };
}

interface MockpayEvent {
  eventId: string;
  type: string;
  news: ProviderNews[];
}

function readEvent(raw: Buffer): MockpayEvent | null {
  const json = parseJson(raw);
  const head = envelope.safeParse(json);
  if (!head.success) return null;
  const { id: eventId, type } = head.data;
  const outcome = outcomes[type];
  if (!outcome) return { eventId, type, news: [] };
  const body = paymentBody.safeParse(json);
  if (!body.success) return null;
  const { orderId, paymentId, amountMinor, currency, createdAt } = body.data;
  const payment: ProviderPayment = {
    kind: 'payment',
    outcome,
    orderId,
    paymentId,
    chargeId: null,
    amountMinor: BigInt(amountMinor),
    currency,
    paidAt: createdAt === undefined ? null : new Date(createdAt),
    payer: null,
    raw: body.data,
  };
  return { eventId, type, news: [payment] };
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
