import type { Actor } from '../audit/index.ts';
import type { Deps } from '../context.ts';
import type { Transaction } from '../database/index.ts';
import { askForReview, moveOrder } from './moves.ts';
import type { Order } from './order.ts';
import type { ProviderPayment } from './provider.ts';
import { lockOrder, upsertPayment } from './store.ts';
import { mayBecome } from './transitions.ts';
import { whenPaidFor } from './when-paid.ts';

/** What is done in the transaction that marks an order paid, such as opening the period it pays for. */
export type WhenPaid = (tx: Transaction, order: Order) => Promise<{ subscription_id?: string }>;

/** A payment, and who tells of it. */
export interface PaymentTold {
  provider: string;
  payment: ProviderPayment;
  /** Looks at the locked order first, and throws when it is not to be paid as it stands. */
  check?: (order: Order) => void;
  /** For a plan: dates of the stretch it pays for; worked out when not said. */
  whenPaid?: WhenPaid;
  /** The provider itself when not said. */
  actor?: Actor;
}

export interface Intake {
  /** True when the order now waits for its credits, or has them. */
  paid: boolean;
  /** Why it credits nothing. */
  refusal: string | null;
}

/**
 * First step, one transaction: what the provider says of an order's payment becomes the order's state. Null when
 * there is no such order. `paid` is true again each time it is told of the payment that paid the order.
 */
export function takeIn(deps: Pick<Deps, 'db'>, orderId: string, told: PaymentTold): Promise<Intake | null> {
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId);
    return order && applyPayment(tx, order, told);
  });
}

async function applyPayment(tx: Transaction, order: Order, told: PaymentTold): Promise<Intake> {
  const { provider, payment, actor = { kind: 'provider', id: provider } } = told;
  const { whenPaid = whenPaidFor(payment.paidAt ?? order.created_at) } = told;
  told.check?.(order);
  const mismatch = mismatchOf(order, provider, payment);
  if (mismatch === 'provider_mismatch') {
    await askForReview(tx, order, mismatch, actor);
    return { paid: false, refusal: mismatch };
  }
  const row = await upsertPayment(tx, order, payment);
  if (payment.outcome !== 'succeeded') {
    if (mayBecome(order.status, payment.outcome)) await moveOrder(tx, order, payment.outcome, actor);
    return { paid: false, refusal: null };
  }
  const problem =
    mismatch ?? (row.order_id === order.id ? null : 'payment_of_another_order') ?? paidTwice(order, row.id);
  if (problem) {
    await askForReview(tx, order, problem, actor);
    return { paid: false, refusal: problem };
  }
  if (order.payment_id === null) {
    const changes = await whenPaid(tx, order);
    await moveOrder(tx, order, 'paid', actor, { ...changes, payment_id: row.id });
  }
  return { paid: true, refusal: null };
}

/** What a callback names must be what the order was written with; its own figures never decide what is credited. */
export function mismatchOf(
  order: Pick<Order, 'provider' | 'amount_minor' | 'currency'>,
  provider: string,
  payment: Pick<ProviderPayment, 'outcome' | 'amountMinor' | 'currency'>,
): string | null {
  if (order.provider !== provider) return 'provider_mismatch';
  if (payment.outcome !== 'succeeded') return null;
  if (order.currency !== payment.currency) return 'currency_mismatch';
  return order.amount_minor === payment.amountMinor ? null : 'amount_mismatch';
}

/** Another payment for an order that one has paid: money to give back or to credit, which a person decides. */
function paidTwice(order: Order, paymentId: string): string | null {
  return order.payment_id !== null && order.payment_id !== paymentId ? 'paid_twice' : null;
}
