import type {
  Checkout,
  Customer,
  Dispute,
  Order,
  Product,
  Refund,
  Subscription,
  Transaction,
  Webhook,
} from './objects.ts';
import type { World } from './world.ts';

export type Wire = Record<string, unknown>;

function base(world: World, object: string, { id }: { id: string }): Wire {
  return { id, object, mode: world.settings.mode };
}

function found<T>(render: (world: World, value: T) => Wire, world: World, value: T | undefined): Wire | undefined {
  return value && render(world, value);
}

export function productWire(world: World, product: Product): Wire {
  return {
    ...base(world, 'product', product),
    ...product,
    features: [],
    product_url: `${world.url}/product/${product.id}`,
    updated_at: product.created_at,
  };
}

export function customerWire(world: World, customer: Customer): Wire {
  return { ...base(world, 'customer', customer), ...customer, updated_at: customer.created_at };
}

export function orderWire(world: World, order: Order): Wire {
  const { checkout: _, ...fields } = order;
  return {
    ...base(world, 'order', order),
    ...fields,
    sub_total: order.amount,
    discount_amount: 0,
    amount_due: order.amount_paid,
    fx_amount: null,
    fx_currency: null,
    fx_rate: null,
    status: 'paid',
    affiliate: null,
    updated_at: order.created_at,
  };
}

/** Its times are numbers: milliseconds. */
export function transactionWire(world: World, transaction: Transaction): Wire {
  const { product: _, ...fields } = transaction;
  return {
    ...base(world, 'transaction', transaction),
    ...fields,
    discount_amount: 0,
    tax_country: world.customers.get(transaction.customer)?.country ?? null,
    refunded_amount: transaction.refunded_amount || null,
    period_start: transaction.period_start?.getTime(),
    period_end: transaction.period_end?.getTime(),
    created_at: transaction.created_at.getTime(),
  };
}

export function subscriptionWire(world: World, subscription: Subscription): Wire {
  const { id, units, item } = subscription;
  const product = world.products.get(subscription.product);
  const last = world.transactions.get(subscription.last_transaction ?? '');
  return {
    ...base(world, 'subscription', { id }),
    product: found(productWire, world, product) ?? subscription.product,
    customer: found(customerWire, world, world.customers.get(subscription.customer)) ?? subscription.customer,
    items: [
      {
        ...base(world, 'subscription_item', { id: item }),
        product_id: subscription.product,
        price_id: `pprice_${subscription.product.slice(5)}`,
        units,
      },
    ],
    collection_method: 'charge_automatically',
    status: subscription.status,
    ...(last
      ? {
          last_transaction_id: last.id,
          last_transaction: transactionWire(world, last),
          last_transaction_date: last.created_at,
        }
      : {}),
    ...(subscription.status === 'canceled' ? {} : { next_transaction_date: subscription.current_period_end }),
    current_period_start_date: subscription.current_period_start,
    current_period_end_date: subscription.current_period_end,
    canceled_at: subscription.canceled_at,
    metadata: subscription.metadata,
    created_at: subscription.created_at,
    updated_at: subscription.updated_at,
  };
}

/** With everything in it as objects, as events bear it. */
export function checkoutWire(world: World, checkout: Checkout): Wire {
  const product = world.products.get(checkout.product);
  return {
    ...base(world, 'checkout', checkout),
    status: checkout.status,
    request_id: checkout.request_id ?? undefined,
    product: found(productWire, world, product) ?? checkout.product,
    units: checkout.units,
    custom_price: checkout.custom_price ?? undefined,
    order: found(orderWire, world, world.orders.get(checkout.order ?? '')),
    subscription: found(subscriptionWire, world, world.subscriptions.get(checkout.subscription ?? '')),
    customer: found(customerWire, world, world.customers.get(checkout.customer ?? '')),
    custom_fields: checkout.custom_fields,
    checkout_url: `${world.url}/checkout/${checkout.id}`,
    success_url: checkout.success_url,
    license_keys: [],
    metadata: checkout.metadata,
  };
}

/** What a refund and a dispute have around their transaction. */
function around(world: World, id: string): Wire {
  const transaction = world.transactions.get(id);
  if (!transaction) return { transaction: id };
  const subscription = world.subscriptions.get(transaction.subscription ?? '');
  const order = world.orders.get(transaction.order ?? '');
  const checkout = world.checkouts.get(order?.checkout ?? subscription?.checkout ?? '');
  return {
    transaction: transactionWire(world, transaction),
    checkout: found(checkoutWire, world, checkout),
    order: found(orderWire, world, order),
    subscription: found(subscriptionWire, world, subscription),
    customer: found(customerWire, world, world.customers.get(transaction.customer)),
  };
}

export function refundWire(world: World, refund: Refund): Wire {
  const context = around(world, refund.transaction);
  return { ...base(world, 'refund', refund), ...refund, ...context, created_at: refund.created_at.getTime() };
}

export function disputeWire(world: World, dispute: Dispute): Wire {
  const context = around(world, dispute.transaction);
  return { ...base(world, 'dispute', dispute), ...dispute, ...context, created_at: dispute.created_at.getTime() };
}

/** The secret is shown when the endpoint is made, and by its own call. */
export function webhookWire(world: World, webhook: Webhook): Wire {
  const { secret: _, ...fields } = webhook;
  return { ...base(world, 'webhook', webhook), store_id: 'sto_simulator', ...fields };
}
