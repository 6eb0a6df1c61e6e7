import type { Grant } from '@farebox/ledger';
import type { Deps } from '../context.ts';
import { firstGrantOf } from '../subscriptions/index.ts';
import type { Order } from './order.ts';
import { isForPlan } from './when-paid.ts';

/** How the credits of a payment are granted. */
export type Lot = Pick<Grant, 'amount' | 'category' | 'reason' | 'priority' | 'expiresAt'>;

/** What a paid order is credited with now: a top-up all it bought, for good; a plan its period's first grant. */
export async function lotOf({ db }: Pick<Deps, 'db'>, order: Order): Promise<Lot> {
  const category = categoryOf(order);
  if (!isForPlan(order)) return { amount: order.credits, category, reason: 'purchase' };
  const { amount, priority, expiresAt, reason } = await firstGrantOf(db, order.id);
  return { amount, category, priority, reason, expiresAt: expiresAt ?? undefined };
}

/**
 * Paid credits pay debts. Those that were bought with credits do not: no money came in for them, and what was given
 * away would pay a debt by way of a plan.
 */
function categoryOf({ provider }: Order): Grant['category'] {
  return provider === 'balance' ? 'promotional' : 'paid';
}
