import type { OrderStatus, ProviderEvent, UnmatchedPayment } from '@farebox/sdk';

export const orderStates: readonly OrderStatus[] = [
  'pending',
  'paid',
  'fulfilled',
  'failed',
  'cancelled',
  'expired',
  'partially_refunded',
  'refunded',
  'disputed',
];
export const eventStates: readonly ProviderEvent['state'][] = [
  'received',
  'waiting',
  'processed',
  'ignored',
  'rejected',
  'failed',
];
export const unmatchedStates: readonly UnmatchedPayment['status'][] = ['waiting', 'assigned', 'dismissed'];

const oneOf = <Value extends string>(value: unknown, values: readonly Value[]) =>
  values.find((known) => known === value);
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const uuid = (value: unknown) => {
  const given = text(value);
  return given && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given) ? given : undefined;
};

export interface OrderSearch {
  reference?: string;
  userId?: string;
  state?: OrderStatus;
  provider?: string;
  review?: '1';
}

export function readOrderSearch(search: Record<string, unknown>): OrderSearch {
  const [reference, provider, userId] = [text(search.reference), text(search.provider), uuid(search.userId)];
  const state = oneOf(search.state, orderStates);
  return {
    ...(reference && { reference }),
    ...(userId && { userId }),
    ...(state && { state }),
    ...(provider && { provider }),
    ...(search.review === '1' && { review: '1' as const }),
  };
}

export interface EventsSearch {
  orderId?: string;
  state?: ProviderEvent['state'];
  provider?: string;
}

export function readEventsSearch(search: Record<string, unknown>): EventsSearch {
  const [orderId, provider, state] = [uuid(search.orderId), text(search.provider), oneOf(search.state, eventStates)];
  return { ...(orderId && { orderId }), ...(state && { state }), ...(provider && { provider }) };
}

export interface UnmatchedSearch {
  state?: UnmatchedPayment['status'];
}

export function readUnmatchedSearch(search: Record<string, unknown>): UnmatchedSearch {
  const state = oneOf(search.state, unmatchedStates);
  return state ? { state } : {};
}
