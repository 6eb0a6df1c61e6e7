import Stripe from 'stripe';
import { closeLater, openShop, type Shop } from '../shop.fixture.ts';
import { type StripeOptions, type StripeSimulator, startStripeSimulator } from './simulator.ts';

export interface Merchant {
  sim: StripeSimulator;
  stripe: Stripe;
  shop: Shop;
  /** The types of all events so far, oldest first. */
  told: () => string[];
  /** The same, and from then on only what comes after. */
  news: () => string[];
}

/** A simulator, the official client that was pointed at it, and the shop that hears the events. Closed after the test. */
export async function merchant(options: StripeOptions = {}): Promise<Merchant> {
  const shop = await openShop();
  const sim = closeLater(await startStripeSimulator({ webhookUrl: `${shop.url}/webhook`, ...options }));
  let seen = 0;
  const told = () => sim.events().map(({ type }) => type);
  return {
    sim,
    stripe: clientOf(sim),
    shop,
    told,
    news: () => {
      const all = told();
      const after = all.slice(seen);
      seen = all.length;
      return after;
    },
  };
}

export function clientOf({ host, port, secretKey }: StripeSimulator, config: Stripe.StripeConfig = {}): Stripe {
  return new Stripe(secretKey, { host, port, protocol: 'http', maxNetworkRetries: 0, ...config });
}

/** Parameters of a hosted session for one payment. */
export function topUp(
  amount = 1_000,
  more: Stripe.Checkout.SessionCreateParams = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: amount, product_data: { name: '1000 credits' } } },
    ],
    client_reference_id: 'order_1',
    metadata: { order_id: 'order_1' },
    payment_intent_data: { metadata: { order_id: 'order_1', user_id: 'user_1' } },
    success_url: 'https://shop.test/billing?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.test/billing',
    ...more,
  };
}

/** Parameters of a hosted session for a subscription. */
export function plan(
  amount = 2_000,
  interval: 'day' | 'week' | 'month' | 'year' = 'month',
  more: Stripe.Checkout.SessionCreateParams = {},
): Stripe.Checkout.SessionCreateParams {
  const data = { currency: 'usd', unit_amount: amount, product_data: { name: 'Pro' }, recurring: { interval } };
  return {
    mode: 'subscription',
    line_items: [{ quantity: 1, price_data: data }],
    subscription_data: { metadata: { user_id: 'user_1', order_id: 'order_2' } },
    metadata: { order_id: 'order_2' },
    success_url: 'https://shop.test/billing',
    ...more,
  };
}

/** A subscription that was bought and paid just now. */
export async function subscribed(
  { stripe, sim }: Merchant,
  ...given: Parameters<typeof plan>
): Promise<Stripe.Subscription> {
  const session = await stripe.checkout.sessions.create(plan(...given));
  const { subscription } = sim.pay(session.id, { email: 'ada@shop.test' });
  return stripe.subscriptions.retrieve(String(subscription));
}

/** What a refused call is told; fails when it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`The call was not refused: ${String(error)}`);
}
