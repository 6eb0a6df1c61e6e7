import { shownAmount } from './amounts.ts';
import type { Charge } from './charges.ts';
import { change, emit } from './events.ts';
import { newId } from './ids.ts';
import { listed, sameAs } from './listing.ts';
import type { Metadata, Params } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: null;
  charge: string;
  created: number;
  currency: string;
  customer: string | null;
  customer_account: null;
  destination_details: object;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  payment_method: string;
  pending_reason?: string;
  reason: string | null;
  receipt_number: null;
  source_transfer_reversal: null;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  transfer_reversal: null;
}

function checkRefundable(charge: Charge, amount: number): void {
  const left = charge.amount - charge.amount_refunded;
  if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} has not been paid, so it cannot be refunded.`);
  if (charge.disputed) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  }
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  if (amount < 1) {
    throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount <= left) return;
  const [asked, rest] = [shownAmount(amount, charge.currency), shownAmount(left, charge.currency)];
  throw invalid(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, { param: 'amount' });
}

function countRefunded(charge: Charge, amount: number): Partial<Charge> {
  const refunded = charge.amount_refunded + amount;
  return change(charge, { amount_refunded: refunded, refunded: refunded === charge.amount });
}

/** Gives back `amount`, or all that is left. The charge counts it at once, also while the bank has not done it. */
export function addRefund(
  world: World,
  charge: Charge,
  given: { amount?: number | null; reason?: string | null; metadata?: Metadata; pending?: boolean },
): Refund {
  const amount = given.amount ?? charge.amount - charge.amount_refunded;
  checkRefundable(charge, amount);
  const pending = given.pending ?? world.refundsPend;
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(pending ? { pending_reason: 'processing' } : {}),
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  world.refunds.put(refund);
  const previous = countRefunded(charge, amount);
  emit(world, 'refund.created', refund);
  emit(world, 'charge.refunded', charge, previous);
  return refund;
}

function openRefund(world: World, id: string): Refund {
  const refund = world.refunds.get(id);
  if (refund.status === 'failed' || refund.status === 'canceled') throw invalid(`Refund ${id} is ${refund.status}.`);
  return refund;
}

/** The bank has done what was pending. */
export function settleRefund(world: World, id: string): Refund {
  const refund = openRefund(world, id);
  const previous = change(refund, { status: 'succeeded', pending_reason: undefined });
  emit(world, 'refund.updated', refund, { status: previous.status });
  return refund;
}

/** The bank sends the money back: the refund failed, whatever it was before, and the charge counts it no more. */
export function failRefund(world: World, id: string, reason = 'lost_or_stolen_card'): Refund {
  const refund = openRefund(world, id);
  const before = change(refund, { status: 'failed', failure_reason: reason, pending_reason: undefined });
  const charge = world.charges.get(refund.charge);
  const previous = countRefunded(charge, -refund.amount);
  emit(world, 'refund.updated', refund, { status: before.status });
  emit(world, 'charge.refund.updated', refund, { status: before.status });
  emit(world, 'refund.failed', refund);
  emit(world, 'charge.updated', charge, previous);
  return refund;
}

/** The charge that took the money of a payment intent. */
export function chargeOf(world: World, intentId: string, param: string): Charge {
  const charge = world.charges.find(world.intents.named(intentId, param).latest_charge);
  if (charge?.status === 'succeeded') return charge;
  throw invalid('This PaymentIntent does not have a successful charge to refund.', { param });
}

function chargeNamed(world: World, params: Params): Charge {
  if (params.has('charge')) return world.charges.named(params.need('charge'), 'charge');
  if (params.has('payment_intent')) return chargeOf(world, params.need('payment_intent'), 'payment_intent');
  throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
}

function create(world: World, { params }: Call): object {
  params.only('payment_intent charge amount reason metadata expand');
  return addRefund(world, chargeNamed(world, params), {
    amount: params.integer('amount'),
    reason: params.choice('reason', ['duplicate', 'fraudulent', 'requested_by_customer']),
    metadata: params.metadata(),
  });
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created charge payment_intent expand');
  return listed(params, '/v1/refunds', world.refunds, sameAs<Refund>(params, 'charge', 'payment_intent'));
}

export const refundRoutes: Route[] = [
  route('POST', '/v1/refunds', create),
  route('GET', '/v1/refunds', list),
  route('GET', '/v1/refunds/:id', (world, { id }) => world.refunds.get(id)),
];
