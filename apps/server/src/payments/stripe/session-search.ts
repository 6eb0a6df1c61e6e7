import type { Stripe } from 'stripe';
import type { Order } from '../order.ts';
import type { StripeAccount } from './account.ts';
import { secondsOf } from './references.ts';

/** Objects that are looked through at most. */
const SEEN_MAX = 1000;
/** Seconds that Stripe's clock and ours may differ, and in which a session or payment of an order is made. */
const SKEW = 300;
const DAY = 86_400;

/** The session of an order whose reference we never got to know; null when Stripe has none. */
export function findSession(account: StripeAccount, order: Order): Promise<Stripe.Checkout.Session | null> {
  const created = madeFor(order);
  return account.ask((stripe) =>
    firstOf(
      stripe.checkout.sessions.list({ created, limit: 100 }),
      ({ client_reference_id, metadata }) => client_reference_id === order.id || metadata?.order_id === order.id,
    ),
  );
}

/** The payment of an automatic top-up whose answer was lost; null when Stripe has none. */
export function findIntent(account: StripeAccount, order: Order): Promise<Stripe.PaymentIntent | null> {
  const created = madeFor(order);
  return account.ask((stripe) =>
    firstOf(stripe.paymentIntents.list({ created, limit: 100 }), ({ metadata }) => metadata.order_id === order.id),
  );
}

function madeFor({ created_at }: Order): { gte: number; lte: number } {
  const at = secondsOf(created_at);
  return { gte: at - SKEW, lte: at + DAY };
}

/** Reads page after page until it is found. */
async function firstOf<T>(all: AsyncIterable<T>, wanted: (item: T) => boolean): Promise<T | null> {
  let seen = 0;
  for await (const item of all) {
    if (wanted(item)) return item;
    seen += 1;
    if (seen === SEEN_MAX) break;
  }
  return null;
}
