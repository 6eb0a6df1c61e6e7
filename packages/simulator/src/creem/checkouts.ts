import { invalid, notFound } from './errors.ts';
import { address, type Fields, group, list, requiredText, text, whole } from './fields.ts';
import type { Checkout } from './objects.ts';
import { PRICE_MAX, productBy } from './products.ts';
import { returnSignature } from './signature.ts';
import { newCreemId, type World } from './world.ts';

/** Every call makes another checkout: `request_id` tells whose it is, it is no idempotency key. */
export function createCheckout(world: World, fields: Fields): Checkout {
  const product = productBy(world, requiredText(fields, 'product_id'));
  if (product.status === 'archived') throw invalid('The product is archived');
  const price = whole(fields, 'custom_price', [100, PRICE_MAX]) ?? null;
  if (price !== null && product.billing_type !== 'onetime') throw invalid('custom_price needs a one-time product');
  const asked = group(fields, 'customer');
  const id = newCreemId('ch');
  return world.checkouts.put(id, {
    id,
    status: 'pending',
    request_id: text(fields, 'request_id') ?? null,
    product: product.id,
    units: whole(fields, 'units', [1, 1_000_000]) ?? 1,
    custom_price: price,
    order: null,
    subscription: null,
    asked_customer: { id: text(asked, 'id'), email: text(asked, 'email'), name: text(asked, 'name') },
    customer: null,
    custom_fields: list(fields, 'custom_fields', 3),
    success_url: address(fields, 'success_url') ?? product.default_success_url,
    metadata: group(fields, 'metadata'),
    created_at: world.time.now(),
  });
}

export function checkoutBy(world: World, id: string): Checkout {
  const checkout = world.checkouts.get(id);
  if (!checkout) throw notFound('Checkout');
  return checkout;
}

/** Where the payer's browser goes after paying, signed; null when no place was named. */
export function returnAddress(world: World, checkout: Checkout): string | null {
  if (!checkout.success_url) return null;
  const pairs: [string, string | null][] = [
    ['checkout_id', checkout.id],
    ['order_id', checkout.order],
    ['customer_id', checkout.customer],
    ['subscription_id', checkout.subscription],
    ['product_id', checkout.product],
    ['request_id', checkout.request_id],
  ];
  const said = pairs.filter((pair): pair is [string, string] => pair[1] !== null);
  const url = new URL(checkout.success_url);
  for (const [key, value] of said) url.searchParams.append(key, value);
  url.searchParams.append('signature', returnSignature(said, world.settings.apiKey));
  return url.toString();
}
