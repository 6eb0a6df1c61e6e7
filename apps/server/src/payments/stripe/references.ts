import { isId } from '@farebox/kit';
import type { Order } from '../order.ts';

/** What Stripe gives as an id, or as the whole object when it was asked to expand it. */
export type Reference = string | { id: string } | null | undefined;

export function idOf(reference: Reference): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

type Metadata = Record<string, string> | null | undefined;

/** Metadata is written by whoever has the key: an id in it may be anything. */
export function idIn(metadata: Metadata, key: string): string | null {
  const value = metadata?.[key];
  return isId(value) ? value : null;
}

/** What is written on everything an order becomes at Stripe; it does not travel from one object to the next. */
export function metadataOf(order: Order): Record<string, string> {
  const { id, user_id, kind, snapshot } = order;
  return {
    order_id: id,
    user_id,
    kind,
    ...(typeof snapshot.planId === 'string' && { plan_id: snapshot.planId }),
    ...(savesCard(order) && { save_card: 'true' }),
  };
}

/** Whether the customer agreed that the card of this payment is charged again without them. */
export function savesCard({ snapshot }: Pick<Order, 'snapshot'>): boolean {
  return snapshot.saveCard === true;
}

/** Stripe counts in seconds since 1970. */
export function dateOf(seconds: number | null | undefined): Date | null {
  return typeof seconds === 'number' ? new Date(seconds * 1000) : null;
}

export function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
