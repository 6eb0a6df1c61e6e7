import { paymentErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { Checkout, CheckoutRequest, ProviderNews } from '../provider.ts';
import { find, post, type Shop } from './api.ts';
import { checkoutNews } from './events.ts';
import { Checkout as CheckoutBody } from './objects.ts';
import { periodsOf } from './periods.ts';
import { findSubscription } from './subscription.ts';

/** Cents that a price of ours may have. */
const PRICES = { min: 100n, max: 99_999_999n };

/**
 * Creem's page for the order. When its answer is lost the next call makes a second checkout, which does no harm: both
 * bear the order's id, and an order is credited once. The return address has no parameters of ours, since Creem signs
 * all that is in it. Throws `provider_unreachable` and `provider_refused` (502).
 */
export async function createCheckout(shop: Shop, request: CheckoutRequest): Promise<Checkout> {
  const { order, customer, returnUrl } = request;
  const body = {
    ...bought(shop, order),
    request_id: order.id,
    success_url: returnUrl.replace(/[?#].*$/, ''),
    customer: customer.customerId ? { id: customer.customerId } : { email: customer.email },
    metadata: { order_id: order.id, user_id: order.user_id, kind: order.kind },
  };
  const { id, checkout_url: url, product } = await post(shop, '/v1/checkouts', body, CheckoutBody);
  const currency = product && 'currency' in product ? product.currency : null;
  if (currency && currency !== order.currency) refuse(`its product is sold in ${currency}, not ${order.currency}`);
  if (!url || !/^https?:/.test(url)) return refuse('its answer has no address to pay at');
  return { kind: 'redirect', url, reference: id };
}

/**
 * A subscription is a product with its own price. Whatever is bought once costs what our order says, on its plan's
 * product or on the one for top-ups.
 */
function bought({ settings }: Shop, order: Order): Record<string, unknown> {
  const { creemProduct } = order.snapshot;
  const own = typeof creemProduct === 'string' ? creemProduct : null;
  if (order.kind === 'subscription') {
    if (!own) return refuse('the plan has no product at Creem');
    if (order.discount_minor > 0n) return refuse('a discount on a subscription is not possible with Creem');
    return { product_id: own };
  }
  const product = own ?? settings.topUpProduct;
  if (!product) return refuse('no product for top-ups is set');
  if (order.amount_minor < PRICES.min || order.amount_minor > PRICES.max) {
    return refuse('the amount must lie between 1.00 and 999999.99');
  }
  return { product_id: product, custom_price: Number(order.amount_minor) };
}

function refuse(reason: string): never {
  throw paymentErrors.provider_refused({ provider: 'creem', reason });
}

/** What became of the order's checkout, of a subscription its periods, too. Empty while nobody has paid. */
export async function findNews(shop: Shop, order: Order): Promise<ProviderNews[]> {
  if (!order.provider_reference) return [];
  const checkout = await find(shop, '/v1/checkouts', { checkout_id: order.provider_reference }, CheckoutBody);
  if (checkout?.status !== 'completed') return [];
  const news = await checkoutNews(shop, checkout);
  const subscription = checkout.subscription && (await findSubscription(shop, checkout.subscription.id));
  return subscription ? [...news, ...(await periodsOf(shop, subscription))] : news;
}
