import type { Actor } from '../../audit/index.ts';
import type { Transaction } from '../../database/index.ts';
import { askForReview } from '../moves.ts';
import type { Order } from '../order.ts';
import { updateOrder } from '../store.ts';
import { openQuestion } from './store.ts';

/** Reasons for a person to look at an order that refunds and disputes give, and take away. */
const ours = new Set(['refund_unknown', 'refund_to_decide', 'refund_currency']);

/**
 * Asks a person what only a person can say of a locked order's refunds and disputes; a question that is answered goes.
 * `currency`: there is money of another currency among them.
 */
export async function keepQuestions(tx: Transaction, order: Order, actor: Actor, currency = false): Promise<void> {
  const question = await openQuestion(tx, order.id);
  if (question) return askForReview(tx, order, currency ? 'refund_currency' : question, actor);
  if (order.needs_review && ours.has(order.needs_review)) await updateOrder(tx, order.id, { needs_review: null });
}

/** What is to be asked after a person has looked at an order: what stood behind the reason for which they did. */
export async function questionAfter(tx: Transaction, { id, needs_review: answered }: Order): Promise<string | null> {
  const question = await openQuestion(tx, id);
  return answered !== null && ours.has(answered) ? null : question;
}
