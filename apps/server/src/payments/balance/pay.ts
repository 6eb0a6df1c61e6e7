import { FareboxError } from '@farebox/kit';
import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import { fulfilOrder } from '../fulfilment.ts';
import { takeIn } from '../intake.ts';
import { withoutProvider } from '../manual-payment.ts';
import { failOrder, system } from '../moves.ts';
import type { Order } from '../order.ts';
import { findOrder } from '../store.ts';
import { whenPaidFor } from '../when-paid.ts';
import { chargeOf } from './price.ts';
import { chargeForOrder, chargeIdOf } from './store.ts';

/**
 * Pays an order with credits of its account, once: the order's payment, its period and the charge are one transaction,
 * so no crash leaves one without the other. Throws `insufficient_credits`, `budget_exceeded` (402),
 * `account_not_active` (403); the order has failed then, and may be paid again later. Throws `order_not_open` (409) for
 * one that was given up.
 */
export async function payFromBalance(deps: Deps, order: Order): Promise<Order> {
  if (order.status === 'cancelled') throw paymentErrors.order_not_open({ status: order.status });
  if (order.payment_id === null) await charge(deps, order);
  await fulfilOrder(deps, order.id);
  return (await findOrder(deps.db, order.id)) ?? order;
}

async function charge(deps: Deps, order: Order): Promise<void> {
  const now = deps.clock.now();
  const amount = chargeOf(order);
  const paymentId = amount > 0n ? chargeIdOf(order) : `free:${order.id}`;
  try {
    await takeIn(deps, order.id, {
      provider: order.provider,
      payment: withoutProvider(order, paymentId, now, { balance: true, charge: order.snapshot.charge }),
      actor: system,
      whenPaid: async (tx, locked) => {
        const changes = await whenPaidFor(now)(tx, locked);
        if (amount > 0n) await chargeForOrder(tx, locked, amount);
        return changes;
      },
    });
  } catch (error) {
    if (error instanceof FareboxError && error.status < 500) await failOrder(deps, order.id);
    throw error;
  }
}
