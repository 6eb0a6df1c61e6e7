import type { ProviderPayment } from '../provider.ts';
import type { Checkout, Order, Transaction } from './objects.ts';
import { orderIdOf } from './references.ts';

/** A transaction that was paid stays one when the money goes back later. */
const paid = new Set(['paid', 'refunded', 'partialRefund', 'chargedBack']);

export function isPaid({ status }: Pick<Transaction, 'status'>): boolean {
  return paid.has(status);
}

/** The payment of a checkout that buys something once. Null while it is not paid. */
export function paymentOfCheckout(checkout: Checkout): ProviderPayment | null {
  const { order, customer } = checkout;
  if (order?.status !== 'paid') return null;
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId: orderIdOf(checkout),
    paymentId: order.transaction ?? order.id,
    chargeId: order.id,
    amountMinor: BigInt(priceOf(order, checkout)),
    currency: order.currency,
    paidAt: order.created_at ?? null,
    payer: customer ? { customerId: customer.id, email: emailOf(customer) } : null,
    raw: { checkout: checkout.id, order: jsonOf(order) },
  };
}

/**
 * What our price is compared with: without tax that comes on top, less what Creem's own discount took off. Where
 * the product's price includes the tax, `sub_total` is without it and `amount` is the price.
 */
function priceOf(order: Order, { product }: Checkout): number {
  const inclusive = product && 'tax_mode' in product && product.tax_mode === 'inclusive';
  const price = inclusive ? order.amount : (order.sub_total ?? order.amount);
  return Math.max(0, price - (order.discount_amount ?? 0));
}

/** The payment that a transaction is. Its amount is the price, before tax and before Creem's own discount. */
export function paymentOfTransaction(transaction: Transaction, orderId: string | null): ProviderPayment {
  const { customer } = transaction;
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId,
    paymentId: transaction.id,
    chargeId: transaction.order ?? null,
    amountMinor: BigInt(netOf(transaction)),
    currency: transaction.currency,
    paidAt: transaction.created_at,
    payer: customer ? { customerId: customer, email: null } : null,
    raw: { transaction: jsonOf(transaction) },
  };
}

export function netOf({ amount, discount_amount: discount }: Transaction): number {
  return Math.max(0, amount - (discount ?? 0));
}

export function emailOf(customer: { id: string; email?: string | null | undefined }): string | null {
  return customer.email ?? null;
}

function jsonOf(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}
