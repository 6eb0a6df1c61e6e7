import { checkedCurrency, checkedUnitAmount } from './amounts.ts';
import { emit, update } from './events.ts';
import { newId } from './ids.ts';
import { listed, sameAs } from './listing.ts';
import type { Metadata, Params } from './params.ts';
import { invalid, notSimulated } from './problem.ts';
import { addProduct } from './products.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export type Interval = 'day' | 'week' | 'month' | 'year';
const intervals = ['day', 'week', 'month', 'year'] as const;

export interface Recurring {
  interval: Interval;
  interval_count: number;
  meter: null;
  trial_period_days: null;
  usage_type: 'licensed';
}

export interface Price {
  id: string;
  object: 'price';
  active: boolean;
  billing_scheme: 'per_unit';
  created: number;
  currency: string;
  custom_unit_amount: null;
  livemode: boolean;
  lookup_key: string | null;
  metadata: Metadata;
  nickname: string | null;
  product: string;
  recurring: Recurring | null;
  tax_behavior: string;
  tiers_mode: null;
  transform_quantity: null;
  type: 'one_time' | 'recurring';
  unit_amount: number;
  unit_amount_decimal: string;
}

function recurringOf(params: Params): Recurring | null {
  if (!params.has('recurring')) return null;
  const group = params.group('recurring').only('interval interval_count usage_type');
  group.need('interval');
  const interval = group.choice('interval', intervals) ?? 'month';
  const count = group.integer('interval_count') ?? 1;
  const longest = { day: 1095, week: 156, month: 36, year: 3 }[interval];
  const param = group.name('interval_count');
  if (count < 1 || count > longest) throw invalid(`interval_count is between 1 and ${longest}`, { param });
  if (group.choice('usage_type', ['licensed', 'metered']) === 'metered') throw notSimulated('Metered usage');
  return { interval, interval_count: count, meter: null, trial_period_days: null, usage_type: 'licensed' };
}

function unitAmountOf(params: Params, currency: string): number {
  const whole = params.integer('unit_amount');
  const decimal = params.text('unit_amount_decimal');
  const param = params.name(whole === null && decimal !== null ? 'unit_amount_decimal' : 'unit_amount');
  if (whole !== null && decimal !== null) {
    throw invalid('You may only specify one of these parameters: unit_amount, unit_amount_decimal.', { param });
  }
  if (decimal !== null && !/^\d+(\.0+)?$/.test(decimal)) throw notSimulated('A fraction of a minor unit', param);
  const amount = whole ?? (decimal === null ? null : Number(decimal));
  if (amount === null) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  return checkedUnitAmount(amount, currency, param);
}

/** The product named, or one made for this price alone. */
function productOf(world: World, params: Params, inline: boolean): string {
  const named = params.text('product');
  const fresh = params.has('product_data');
  const param = params.name('product');
  if ((named === null) === !fresh) {
    throw invalid(`You must specify either \`${param}\` or \`${params.name('product_data')}\`.`, { param });
  }
  if (named !== null) {
    const product = world.products.named(named, param);
    if (product.active) return product.id;
    throw invalid(`The product ${named} is marked as inactive, and thus no new prices can be made for it.`, { param });
  }
  const data = params.group('product_data').only('name description images metadata tax_code unit_label active');
  return addProduct(world, {
    name: data.need('name'),
    active: !inline,
    description: data.text('description'),
    images: data.texts('images'),
    metadata: data.metadata(),
    tax_code: data.text('tax_code'),
  }).id;
}

function addPrice(world: World, params: Params, inline = false): Price {
  const currency = checkedCurrency(params.need('currency'), params.name('currency'));
  const amount = unitAmountOf(params, currency);
  const recurring = recurringOf(params);
  const behaviors = ['exclusive', 'inclusive', 'unspecified'] as const;
  const price: Price = {
    id: newId('price'),
    object: 'price',
    active: !inline,
    billing_scheme: 'per_unit',
    created: world.clock.now(),
    currency,
    custom_unit_amount: null,
    livemode: world.settings.livemode,
    lookup_key: inline ? null : params.text('lookup_key'),
    metadata: inline ? {} : params.metadata(),
    nickname: inline ? null : params.text('nickname'),
    product: productOf(world, params, inline),
    recurring,
    tax_behavior: params.choice('tax_behavior', behaviors) ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
  emit(world, 'price.created', world.prices.put(price));
  return price;
}

/** `price` or `price_data` of a line. */
export function pricedBy(world: World, line: Params, productKeys: string): Price {
  const named = line.text('price');
  const inline = line.has('price_data');
  if ((named === null) === !inline) {
    const param = line.name('price');
    throw invalid(`You must specify either \`${param}\` or \`${line.name('price_data')}\`.`, { param });
  }
  if (named === null) {
    const data = line
      .group('price_data')
      .only(`currency ${productKeys} recurring tax_behavior unit_amount unit_amount_decimal`);
    return addPrice(world, data, true);
  }
  const price = world.prices.named(named, line.name('price'));
  if (price.active) return price;
  throw invalid(`The price specified is inactive: ${named}. This field only accepts active prices.`, {
    param: line.name('price'),
  });
}

function create(world: World, { params }: Call): object {
  params.only(
    'currency product product_data unit_amount unit_amount_decimal recurring nickname lookup_key metadata tax_behavior expand',
  );
  return addPrice(world, params);
}

function change(world: World, { id, params }: Call): object {
  params.only('active nickname metadata lookup_key expand');
  const price = world.prices.get(id);
  update(world, 'price.updated', price, {
    active: params.flag('active') ?? price.active,
    nickname: params.has('nickname') ? params.text('nickname') : price.nickname,
    lookup_key: params.has('lookup_key') ? params.text('lookup_key') : price.lookup_key,
    metadata: params.metadata(price.metadata),
  });
  return price;
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created active currency product type lookup_keys expand');
  const same = sameAs<Price>(params, 'currency', 'product', 'type');
  const [active, keys] = [params.flag('active'), params.texts('lookup_keys')];
  return listed(params, '/v1/prices', world.prices, (price) => {
    const found = keys.length === 0 || keys.includes(price.lookup_key ?? '');
    return same(price) && found && (active === null || price.active === active);
  });
}

export const priceRoutes: Route[] = [
  route('POST', '/v1/prices', create),
  route('GET', '/v1/prices', list),
  route('GET', '/v1/prices/:id', (world, { id }) => world.prices.get(id)),
  route('POST', '/v1/prices/:id', change),
];
