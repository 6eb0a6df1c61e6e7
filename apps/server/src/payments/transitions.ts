export type OrderStatus =
  | 'pending'
  | 'paid'
  | 'fulfilled'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'partially_refunded'
  | 'refunded'
  | 'disputed';

/**
 * Where an order may go from where. Failed, cancelled and expired orders may still turn out to be paid: money that
 * arrived is credited. A refund that fails and a dispute that is won lead back to what the order was. The database holds the same table
 * (`farebox.order_may_become`).
 */
const transitions: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['paid', 'failed', 'cancelled', 'expired'],
  failed: ['paid'],
  cancelled: ['paid'],
  expired: ['paid'],
  paid: ['fulfilled'],
  fulfilled: ['partially_refunded', 'refunded', 'disputed'],
  partially_refunded: ['fulfilled', 'refunded', 'disputed'],
  disputed: ['fulfilled', 'partially_refunded', 'refunded'],
  refunded: ['fulfilled', 'partially_refunded', 'disputed'],
};

export const orderStatuses = Object.keys(transitions) as OrderStatus[];

export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return transitions[from].includes(to);
}
