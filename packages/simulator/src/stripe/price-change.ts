import { checkedCurrency } from './amounts.ts';
import { type InvoiceLine, periodLine, prorationLine } from './lines.ts';
import type { Params } from './params.ts';
import { nextBoundary, type Period } from './periods.ts';
import { type Price, pricedBy } from './prices.ts';
import { invalid } from './problem.ts';
import {
  cadenceOf,
  currentPeriod,
  itemOf,
  itemWith,
  type Subscription,
  type SubscriptionItem,
} from './subscriptions.ts';
import type { World } from './world.ts';

const behaviors = ['create_prorations', 'always_invoice', 'none'] as const;

/** What a change of items comes to: the same for the preview and for the deed. */
export interface PriceChange {
  items: SubscriptionItem[];
  period: Period;
  /** The period begins anew because the interval changed or the caller asked for it. */
  restarted: boolean;
  lines: InvoiceLine[];
  /** Whether the lines are on an invoice at once; else they wait for the next one. */
  invoicedNow: boolean;
}

function changedItem(world: World, sub: Subscription, given: Params): SubscriptionItem | null {
  given.only('id price price_data quantity deleted metadata clear_usage');
  const id = given.text('id');
  const item = sub.items.data.find((each) => each.id === id);
  if (id !== null && !item) {
    throw invalid(`No such subscription item: '${id}'`, { code: 'resource_missing', param: given.name('id') });
  }
  if (given.flag('deleted')) return null;
  const priced = given.has('price') || given.has('price_data');
  const quantity = given.integer('quantity') ?? item?.quantity ?? 1;
  if (quantity < 1) throw invalid('Invalid quantity: it is at least 1.', { param: given.name('quantity') });
  const price: Price | undefined = priced || !item ? pricedBy(world, given, 'product') : item.price;
  checkPrice(sub, price, given);
  return item
    ? itemWith(item, price, quantity, currentPeriod(sub))
    : itemOf(world, sub, price, quantity, currentPeriod(sub));
}

function checkPrice(sub: Subscription, price: Price, given: Params): void {
  const param = given.name('price');
  if (!price.recurring)
    throw invalid('The price specified is set to `type=one_time`; it has to be recurring.', { param });
  if (checkedCurrency(price.currency, param) === sub.currency) return;
  throw invalid(`The price specified is in ${price.currency}, the subscription is in ${sub.currency}.`, { param });
}

/** Items that the request names replace those with the same id; without an id an item is added, as Stripe does. */
function itemsAfter(world: World, sub: Subscription, params: Params): SubscriptionItem[] {
  const given = params.groups('items');
  const named = new Set(given.map((each) => each.text('id')));
  const kept = sub.items.data.filter(({ id }) => !named.has(id));
  const items = [...kept, ...given.flatMap((each) => changedItem(world, sub, each) ?? [])];
  const prices = new Set(items.map(({ price }) => price.id));
  if (items.length === 0) throw invalid('A subscription must have at least one active plan.', { param: 'items' });
  if (prices.size === items.length) return items;
  throw invalid('The same price cannot stand on two items: pass the id of the item that is to change.', {
    param: 'items',
  });
}

function prorations(world: World, sub: Subscription, items: SubscriptionItem[], at: number): InvoiceLine[] {
  const same = (a: SubscriptionItem, b: SubscriptionItem) => a.price.id === b.price.id && a.quantity === b.quantity;
  const before = sub.items.data.filter((old) => !items.some((item) => item.id === old.id && same(item, old)));
  const after = items.filter((item) => !sub.items.data.some((old) => old.id === item.id && same(item, old)));
  return [
    ...before.map((item) => prorationLine(world, sub, item, { at, credit: true })),
    ...after.map((item) => prorationLine(world, sub, item, { at, credit: false })),
  ];
}

function restartedChange(
  world: World,
  sub: Subscription,
  items: SubscriptionItem[],
  at: number,
  credit: boolean,
): PriceChange {
  const period = { start: at, end: nextBoundary(at, cadenceOf(items), at) };
  const renewed = items.map((item) => itemWith(item, item.price, item.quantity, period));
  const credits = credit ? sub.items.data.map((item) => prorationLine(world, sub, item, { at, credit: true })) : [];
  const lines = [...credits, ...renewed.map((item) => periodLine(world, sub, item, period))];
  return { items: renewed, period, restarted: true, lines, invoicedNow: true };
}

/** Reads `items`, `proration_behavior`, `proration_date` and `billing_cycle_anchor`. Changes nothing. */
export function priceChangeOf(world: World, sub: Subscription, params: Params): PriceChange {
  const behavior = params.choice('proration_behavior', behaviors) ?? 'create_prorations';
  const anchor = params.choice('billing_cycle_anchor', ['now', 'unchanged']);
  const items = itemsAfter(world, sub, params);
  const period = currentPeriod(sub);
  const at = Math.max(period.start, params.integer('proration_date') ?? world.clock.now());
  if (at > period.end) {
    throw invalid('proration_date is outside the current period.', { param: params.name('proration_date') });
  }
  const [before, after] = [cadenceOf(sub.items.data), cadenceOf(items)];
  const moved = before.interval !== after.interval || before.interval_count !== after.interval_count;
  const trial = sub.status === 'trialing';
  if (!trial && (moved || anchor === 'now')) return restartedChange(world, sub, items, at, behavior !== 'none');
  const lines = behavior === 'none' || trial ? [] : prorations(world, sub, items, at);
  const invoicedNow = behavior === 'always_invoice' && lines.length > 0;
  return { items, period, restarted: false, lines, invoicedNow };
}
