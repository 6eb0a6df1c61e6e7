import { shownAmount } from './amounts.ts';
import { newId } from './ids.ts';
import type { Metadata } from './params.ts';
import type { Period } from './periods.ts';
import type { Price } from './prices.ts';
import type { Subscription, SubscriptionItem } from './subscriptions.ts';
import type { World } from './world.ts';

export interface InvoiceLine {
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  description: string;
  discount_amounts: never[];
  discountable: boolean;
  discounts: never[];
  invoice: string | null;
  livemode: boolean;
  metadata: Metadata;
  parent: object;
  period: Period;
  pretax_credit_amounts: never[];
  pricing: {
    price_details: { price: string; product: string };
    type: 'price_details';
    unit_amount_decimal: string;
  };
  quantity: number;
  quantity_decimal: string;
  subscription: string | null;
  subtotal: number;
  taxes: never[];
}

interface Given {
  amount: number;
  price: Price;
  quantity: number;
  description: string;
  period: Period;
  parent: object;
  subscription: Subscription;
}

function line(world: World, given: Given): InvoiceLine {
  const { amount, price, quantity, description, period, parent, subscription } = given;
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: world.settings.livemode,
    metadata: { ...subscription.metadata },
    parent,
    period: { ...period },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}

function itemParent(item: SubscriptionItem, proration: boolean): object {
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: proration ? newId('ii') : null,
      proration,
      proration_details: { credited_items: null },
      subscription: item.subscription,
      subscription_item: item.id,
    },
    type: 'subscription_item_details',
  };
}

function productName(world: World, price: Price): string {
  return world.products.find(price.product)?.name ?? price.product;
}

/** A period of one item, at its full price; free while a trial runs. */
export function periodLine(world: World, sub: Subscription, item: SubscriptionItem, period: Period): InvoiceLine {
  const { price, quantity } = item;
  const trial = sub.status === 'trialing';
  const name = productName(world, price);
  const each = `${shownAmount(price.unit_amount, price.currency)} / ${price.recurring?.interval ?? 'once'}`;
  const description = trial ? `Free trial for ${quantity} × ${name}` : `${quantity} × ${name} (at ${each})`;
  const amount = trial ? 0 : price.unit_amount * quantity;
  return line(world, {
    amount,
    price,
    quantity,
    description,
    period,
    parent: itemParent(item, false),
    subscription: sub,
  });
}

/** Something bought once together with the subscription: on its first invoice. */
export function oneTimeLine(world: World, sub: Subscription, price: Price, quantity: number): InvoiceLine {
  const now = world.clock.now();
  const details = { invoice_item: newId('ii'), proration: false, proration_details: null, subscription: sub.id };
  const parent = { invoice_item_details: details, subscription_item_details: null, type: 'invoice_item_details' };
  const description = productName(world, price);
  const amount = price.unit_amount * quantity;
  return line(world, {
    amount,
    price,
    quantity,
    description,
    period: { start: now, end: now },
    parent,
    subscription: sub,
  });
}

function remainingShare({ start, end }: Period, at: number): number {
  return Math.min(1, Math.max(0, (end - at) / (end - start)));
}

/** The rest of a period, given back (`credit`) or charged, to the second. */
export function prorationLine(
  world: World,
  sub: Subscription,
  item: SubscriptionItem,
  { at, credit }: { at: number; credit: boolean },
): InvoiceLine {
  const { price, quantity, current_period_start: start, current_period_end: end } = item;
  const share = Math.round(price.unit_amount * quantity * remainingShare({ start, end }, at));
  const day = new Date(at * 1000).toISOString().slice(0, 10);
  const name = productName(world, price);
  const description = `${credit ? 'Unused' : 'Remaining'} time on ${quantity} × ${name} after ${day}`;
  const period = { start: at, end };
  const amount = credit ? 0 - share : share;
  return line(world, {
    amount,
    price,
    quantity,
    description,
    period,
    parent: itemParent(item, true),
    subscription: sub,
  });
}
