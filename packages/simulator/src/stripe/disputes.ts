import { change, emit } from './events.ts';
import { newId } from './ids.ts';
import { listed, sameAs } from './listing.ts';
import type { Metadata } from './params.ts';
import { invalid } from './problem.ts';
import { chargeOf } from './refunds.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  balance_transactions: never[];
  charge: string;
  created: number;
  currency: string;
  enhanced_eligibility_types: never[];
  evidence: object;
  evidence_details: object;
  intended_submission_method: null;
  is_charge_refundable: boolean;
  livemode: boolean;
  metadata: Metadata;
  network_reason_code: string;
  payment_intent: string;
  payment_method_details: object;
  reason: string;
  status: 'needs_response' | 'warning_needs_response' | 'won' | 'lost' | 'warning_closed';
}

const evidenceFields =
  'access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal ' +
  'customer_communication customer_email_address customer_name customer_purchase_ip customer_signature ' +
  'duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt ' +
  'refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation ' +
  'shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number ' +
  'uncategorized_file uncategorized_text';

function noEvidence(): object {
  return { ...Object.fromEntries(evidenceFields.split(' ').map((field) => [field, null])), enhanced_evidence: {} };
}

export interface DisputeOptions {
  /** Minor units; all of the charge when absent. */
  amount?: number;
  reason?: string;
  /** Only a question of the bank: no money moves unless it becomes more. */
  inquiry?: boolean;
}

/** The payer's bank takes the money of a payment back for now, or only asks. */
export function addDispute(
  world: World,
  intentId: string,
  { amount, reason, inquiry = false }: DisputeOptions,
): Dispute {
  const charge = chargeOf(world, intentId, 'payment_intent');
  if (charge.disputed) throw invalid(`Charge ${charge.id} is disputed already.`);
  if (amount !== undefined && (amount < 1 || amount > charge.amount)) {
    throw invalid(`A dispute of ${charge.id} is about 1 to ${charge.amount}.`, { param: 'amount' });
  }
  const now = world.clock.now();
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: amount ?? charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      ...{ due_by: now + 7 * 24 * 3600, enhanced_eligibility: {}, has_evidence: false, past_due: false },
      ...{ submission_count: 0, submission_method: 'not_submitted' },
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: world.settings.livemode,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: reason ?? 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
  world.disputes.put(dispute);
  change(charge, { disputed: !inquiry });
  emit(world, 'charge.dispute.created', dispute);
  if (!inquiry) emit(world, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

export type DisputeOutcome = 'won' | 'lost' | 'warning_closed';

/** Won gives the money back; an inquiry can only be closed. */
export function closeDispute(world: World, id: string, outcome: DisputeOutcome): Dispute {
  const dispute = world.disputes.get(id);
  const open = dispute.status === 'needs_response' || dispute.status === 'warning_needs_response';
  if (!open) throw invalid(`Dispute ${id} is closed already: ${dispute.status}.`);
  if ((dispute.status === 'warning_needs_response') !== (outcome === 'warning_closed')) {
    throw invalid(`A dispute that is ${dispute.status} does not become ${outcome}.`);
  }
  change(dispute, { status: outcome });
  if (outcome === 'won') emit(world, 'charge.dispute.funds_reinstated', dispute);
  emit(world, 'charge.dispute.closed', dispute);
  return dispute;
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created charge payment_intent expand');
  return listed(params, '/v1/disputes', world.disputes, sameAs<Dispute>(params, 'charge', 'payment_intent'));
}

export const disputeRoutes: Route[] = [
  route('GET', '/v1/disputes', list),
  route('GET', '/v1/disputes/:id', (world, { id }) => world.disputes.get(id)),
];
