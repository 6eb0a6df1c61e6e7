import { customerFor } from './customers.ts';
import { invalid } from './errors.ts';
import { emit } from './events.ts';
import type { Checkout, Product, Transaction } from './objects.ts';
import { productBy } from './products.ts';
import { checkoutWire } from './render.ts';
import { openSubscription, payPeriod, tell } from './subscriptions.ts';
import { recordCharge } from './transactions.ts';
import { newCreemId, type World } from './world.ts';

export interface Payer {
  email?: string;
  name?: string;
  /** For tests: another sum than the product's price, in cents. */
  amount?: number;
  /** For tests: another currency than the product's. */
  currency?: string;
}

function buyer(world: World, checkout: Checkout, payer: Payer): string {
  const { id, email, name } = checkout.asked_customer;
  const known = id && world.customers.get(id);
  if (known) return known.id;
  return customerFor(world, payer.email ?? email ?? 'buyer@example.com', payer.name ?? name ?? null).id;
}

function price(checkout: Checkout, product: Product): number {
  return (checkout.custom_price ?? product.price) * checkout.units;
}

function keepOrder(world: World, checkout: Checkout, transaction: Transaction): void {
  const { id, amount, tax_amount, amount_paid, currency, customer, product, created_at } = transaction;
  const type = transaction.subscription ? 'recurring' : 'onetime';
  const order = transaction.order ?? '';
  const sums = { amount, tax_amount, amount_paid, currency };
  const whose = { customer, product, transaction: id, checkout: checkout.id };
  world.orders.put(order, { id: order, ...whose, ...sums, type, created_at });
}

function payOnce(world: World, checkout: Checkout, product: Product, payer: Payer): void {
  const amount = payer.amount ?? price(checkout, product);
  const charge = { product, customer: checkout.customer ?? '', amount, currency: payer.currency };
  keepOrder(world, checkout, recordCharge(world, { ...charge, status: 'paid', order: checkout.order }));
  emit(world, 'checkout.completed', checkoutWire(world, checkout));
}

function subscribe(world: World, checkout: Checkout, product: Product): void {
  const subscription = openSubscription(world, checkout, product, checkout.customer ?? '');
  checkout.subscription = subscription.id;
  if (subscription.status === 'trialing') {
    checkout.order = null;
    emit(world, 'checkout.completed', checkoutWire(world, checkout));
    tell(world, subscription, 'subscription.trialing');
    return;
  }
  payPeriod(world, subscription, subscription.current_period_start);
  const paid = world.transactions.get(subscription.last_transaction ?? '');
  if (paid) keepOrder(world, checkout, paid);
  emit(world, 'checkout.completed', checkoutWire(world, checkout));
  tell(world, subscription, 'subscription.active');
  tell(world, subscription, 'subscription.paid');
}

function mustBeOpen({ status }: Checkout): void {
  if (status !== 'pending') throw invalid(`The checkout is ${status}`);
}

/** The payer pays: once, or for the first period of a subscription, and the shop is told. */
export function payCheckout(world: World, checkout: Checkout, payer: Payer = {}): void {
  mustBeOpen(checkout);
  const product = productBy(world, checkout.product);
  checkout.customer = buyer(world, checkout, payer);
  checkout.order = newCreemId('ord');
  checkout.status = 'completed';
  if (product.billing_type === 'recurring') subscribe(world, checkout, product);
  else payOnce(world, checkout, product, payer);
}

/** The card is refused. Nobody is told: the payer may try another one. */
export function failCheckout(world: World, checkout: Checkout, payer: Payer = {}): void {
  mustBeOpen(checkout);
  const product = productBy(world, checkout.product);
  const customer = buyer(world, checkout, payer);
  recordCharge(world, { product, customer, amount: price(checkout, product), status: 'declined' });
}

export function expireCheckout(checkout: Checkout): void {
  mustBeOpen(checkout);
  checkout.status = 'expired';
}
