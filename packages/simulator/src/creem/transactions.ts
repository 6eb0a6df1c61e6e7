import { notFound } from './errors.ts';
import type { Product, Transaction } from './objects.ts';
import { newCreemId, type World } from './world.ts';

export interface Charge {
  product: Product;
  customer: string;
  /** Before tax that comes on top. */
  amount: number;
  status: 'paid' | 'declined';
  order?: string | null;
  subscription?: string | null;
  period?: { start: Date; end: Date };
  /** For tests: what was charged in another currency than the product's. */
  currency?: string;
}

/** What is paid for `amount`, and how much of that is tax. */
export function withTax({ settings }: World, product: Product, amount: number): { tax: number; paid: number } {
  const { taxPercent } = settings;
  if (product.tax_mode === 'inclusive')
    return { tax: Math.round((amount * taxPercent) / (100 + taxPercent)), paid: amount };
  const tax = Math.round((amount * taxPercent) / 100);
  return { tax, paid: amount + tax };
}

/** Writes down a payment, or the attempt at one. */
export function recordCharge(world: World, charge: Charge): Transaction {
  const { product, customer, amount, status, order = null, subscription = null, period } = charge;
  const { tax, paid } = withTax(world, product, amount);
  const id = newCreemId('tran');
  return world.transactions.put(id, {
    id,
    amount,
    amount_paid: status === 'paid' ? paid : 0,
    tax_amount: tax,
    currency: charge.currency ?? product.currency,
    type: subscription ? 'invoice' : 'payment',
    status,
    refunded_amount: 0,
    order,
    subscription,
    customer,
    product: product.id,
    period_start: period?.start ?? null,
    period_end: period?.end ?? null,
    created_at: world.time.now(),
  });
}

export function transactionBy(world: World, id: string): Transaction {
  const transaction = world.transactions.get(id);
  if (!transaction) throw notFound('Transaction');
  return transaction;
}
