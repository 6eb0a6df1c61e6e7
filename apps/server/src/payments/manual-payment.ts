import type { Order } from './order.ts';
import type { ProviderPayment } from './provider.ts';

/** A payment of exactly what an order asks, that no provider told of: it was free, or a person says that it is paid. */
export function withoutProvider(
  { id, amount_minor: amountMinor, currency }: Pick<Order, 'id' | 'amount_minor' | 'currency'>,
  paymentId: string,
  paidAt: Date,
  raw: Record<string, unknown>,
): ProviderPayment {
  return {
    kind: 'payment',
    outcome: 'succeeded',
    orderId: id,
    paymentId,
    chargeId: null,
    amountMinor,
    currency,
    paidAt,
    payer: null,
    raw,
  };
}

/** What the payment of an order is called that a person completed. */
export function manualPaymentId({ id }: Pick<Order, 'id'>): string {
  return `manual:${id}`;
}
