import { invalid, notFound } from './errors.ts';
import { address, type Fields, oneOf, requiredText, text, whole } from './fields.ts';
import type { Product } from './objects.ts';
import { newCreemId, type World } from './world.ts';

const periods = ['every-day', 'every-month', 'every-three-months', 'every-six-months', 'every-year', 'custom'] as const;
export const PRICE_MAX = 99_999_999;

/** Creem's least price; nothing at all is allowed too. */
const PRICE_MIN = 100;

function priceOf(fields: Fields): number {
  const price = whole(fields, 'price', [0, PRICE_MAX]);
  if (price === undefined) throw invalid("The 'price' field is required.");
  if (price > 0 && price < PRICE_MIN) throw invalid(`price must be 0 or at least ${PRICE_MIN}`);
  return price;
}

function read(world: World, fields: Fields, id: string): Product {
  const type = oneOf(fields, 'billing_type', ['onetime', 'recurring'] as const);
  const currency = oneOf(fields, 'currency', ['USD', 'EUR'] as const);
  if (!type) throw invalid("The 'billing_type' field is required.");
  if (!currency) throw invalid("The 'currency' field is required.");
  const period = oneOf(fields, 'billing_period', [...periods, 'once'] as const);
  if (type === 'recurring' && (!period || period === 'once'))
    throw invalid('billing_period is required when recurring');
  return {
    id,
    name: requiredText(fields, 'name'),
    description: requiredText(fields, 'description'),
    price: priceOf(fields),
    currency,
    billing_type: type,
    billing_period: (type === 'recurring' && period) || 'once',
    recurring_interval: oneOf(fields, 'recurring_interval', ['day', 'week', 'month', 'year'] as const) ?? null,
    recurring_interval_count: whole(fields, 'recurring_interval_count', [1, 365]) ?? null,
    trial_period_days: whole(fields, 'trial_period_days', [0, 730]) || null,
    status: 'active',
    tax_mode: oneOf(fields, 'tax_mode', ['inclusive', 'exclusive'] as const) ?? 'exclusive',
    tax_category: text(fields, 'tax_category') ?? 'saas',
    default_success_url: address(fields, 'default_success_url') ?? null,
    created_at: world.time.now(),
  };
}

/** The only call that takes an `Idempotency-Key`: the same key with the same content is the same product. */
export function createProduct(world: World, fields: Fields, key?: string): Product {
  const asked = JSON.stringify(fields);
  const before = key === undefined ? undefined : world.idempotent.get(key);
  if (before && before.asked !== asked) throw invalid('The Idempotency-Key was used with another request');
  if (before) return productBy(world, before.product);
  const product = read(world, fields, newCreemId('prod'));
  if (key !== undefined) world.idempotent.put(key, { asked, product: product.id });
  return world.products.put(product.id, product);
}

/** A product that is there from the start, under an id that stays the same. */
export function stockProduct(world: World, id: string, fields: Fields): Product {
  return world.products.put(id, read(world, fields, id));
}

export function productBy(world: World, id: string): Product {
  const product = world.products.get(id);
  if (!product) throw notFound('Product');
  return product;
}
