import type { Stripe } from 'stripe';
import { z } from 'zod';
import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { Checkout, CheckoutRequest } from '../provider.ts';
import type { StripeAccount } from './account.ts';
import { toCharge, toStripe } from './money.ts';
import { refusalIn } from './problems.ts';
import { metadataOf, savesCard, secondsOf } from './references.ts';
import { findSession } from './session-search.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;
type LineItem = NonNullable<SessionParams['line_items']>[number];

/** Seconds. Stripe keeps a session open for half an hour at least, a day at most. */
const OPEN_FOR = 3600;
const OPEN_MOST = 86_340;

/**
 * A session of Stripe Checkout for the order. Asked again it is the same one, because the key of the call is made
 * from the order. Throws `invalid_payment_amount`, `currency_not_offered` (400), `provider_unreachable`,
 * `provider_refused` (502).
 */
export async function createCheckout(account: StripeAccount, request: CheckoutRequest): Promise<Checkout> {
  const { order } = request;
  const recurring = order.kind === 'subscription';
  const params = recurring ? await subscriptionParams(account, request) : paymentParams(account, request);
  const session = await openSession(account, order, request, params);
  if (!session.url) throw paymentErrors.provider_refused({ provider: 'stripe', code: 'session_not_open' });
  return { kind: 'redirect', url: session.url, reference: session.id };
}

function paymentParams(account: StripeAccount, request: CheckoutRequest): SessionParams {
  const { order, title } = request;
  const amount = toCharge(order.amount_minor, order);
  const saves = savesCard(order);
  return {
    ...commonParams(account, request),
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: priceData(order, amount, title) }],
    ...(saves && !request.customer.customerId && { customer_creation: 'always' as const }),
    payment_intent_data: { metadata: metadataOf(order), ...(saves && { setup_future_usage: 'off_session' as const }) },
  };
}

/** The recurring price is the whole one; what a discount takes off, it takes off the first invoice only. */
async function subscriptionParams(account: StripeAccount, request: CheckoutRequest): Promise<SessionParams> {
  const { order, title } = request;
  const { interval, stripePrice } = termsOf(order);
  const amount = toCharge(order.amount_minor + order.discount_minor, order);
  // Stripe would not collect a first invoice below its least, but call it paid.
  if (order.amount_minor > 0n) toCharge(order.amount_minor, order);
  const price_data = { ...priceData(order, amount, title), recurring: { interval } };
  return {
    ...commonParams(account, request),
    mode: 'subscription',
    line_items: [stripePrice ? { quantity: 1, price: stripePrice } : { quantity: 1, price_data }],
    ...(order.discount_minor > 0n && { discounts: [{ coupon: await couponFor(account, order) }] }),
    subscription_data: { metadata: metadataOf(order) },
  };
}

const terms = z.object({ interval: z.enum(['month', 'year']), stripePrice: z.string().nullish() });

function termsOf({ id, snapshot }: Order): z.infer<typeof terms> {
  const read = terms.safeParse(snapshot);
  if (!read.success) throw new Error(`the snapshot of order ${id} has no interval of a subscription`);
  return read.data;
}

function priceData({ currency }: Order, amount: number, title: string): NonNullable<LineItem['price_data']> {
  return { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name: title } };
}

async function couponFor(account: StripeAccount, order: Order): Promise<string> {
  const coupon = {
    duration: 'once' as const,
    amount_off: toStripe(order.discount_minor, order),
    currency: order.currency.toLowerCase(),
    max_redemptions: 1,
    metadata: metadataOf(order),
  };
  const idempotencyKey = `coupon:${order.id}`;
  return (await account.ask((stripe) => stripe.coupons.create(coupon, { idempotencyKey }))).id;
}

/** The braces are Stripe's to fill in. */
function commonParams({ settings }: StripeAccount, { order, customer, returnUrl }: CheckoutRequest): SessionParams {
  const taxed = settings.automaticTax;
  return {
    client_reference_id: order.id,
    metadata: metadataOf(order),
    success_url: `${returnUrl}${returnUrl.includes('?') ? '&' : '?'}session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: returnUrl,
    expires_at: closesAt(order),
    locale: 'auto',
    ...(taxed && { automatic_tax: { enabled: true } }),
    ...(customer.customerId
      ? { customer: customer.customerId, ...(taxed && { customer_update: { address: 'auto' as const } }) }
      : emailOf(customer)),
  };
}

function emailOf({ email }: CheckoutRequest['customer']): Pick<SessionParams, 'customer_email'> {
  return email ? { customer_email: email } : {};
}

/** Made from the order's own times, so that asking again asks for the same. */
function closesAt({ created_at, expires_at }: Order): number {
  const created = secondsOf(created_at);
  return Math.min(Math.max(secondsOf(expires_at), created + OPEN_FOR), created + OPEN_MOST);
}

async function openSession(
  account: StripeAccount,
  order: Order,
  { customer }: CheckoutRequest,
  params: SessionParams,
): Promise<Stripe.Checkout.Session> {
  const create = (changed: SessionParams, idempotencyKey: string) =>
    account.ask((stripe) => stripe.checkout.sessions.create({ ...params, ...changed }, { idempotencyKey }));
  try {
    return await create({}, `checkout:${order.id}`);
  } catch (error) {
    const param = refusalIn(error)?.param;
    if (param === 'customer') {
      // Deleted over there, or of the other mode.
      const anew = savesCard(order) && { customer_creation: 'always' as const };
      const guest = { customer: undefined, customer_update: undefined, ...emailOf(customer), ...anew };
      return create(guest, `checkout:${order.id}:guest`);
    }
    if (param !== 'expires_at') throw error;
    // An order half an hour old: it has a session already, unless Stripe never heard of it.
    const earlier = await findSession(account, order);
    return earlier ?? create({ expires_at: undefined }, `checkout:${order.id}:late`);
  }
}
