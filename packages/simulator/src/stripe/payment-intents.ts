import type { Decline, PaymentMethod } from './cards.ts';
import { addCharge, type Charge } from './charges.ts';
import { change, emit } from './events.ts';
import { newId } from './ids.ts';
import type { Metadata } from './params.ts';
import { StripeProblem } from './problem.ts';
import type { World } from './world.ts';

export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  automatic_payment_methods: { allow_redirects: 'always'; enabled: true } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic_async';
  client_secret: string;
  confirmation_method: 'automatic';
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: object | null;
  latest_charge: string | null;
  livemode: boolean;
  metadata: Metadata;
  next_action: null;
  payment_method: string | null;
  payment_method_types: string[];
  processing: null;
  receipt_email: string | null;
  setup_future_usage: string | null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status: 'requires_payment_method' | 'requires_confirmation' | 'processing' | 'succeeded' | 'canceled';
}

/** Fields that every payment intent has and nothing here fills. */
const unused = {
  ...{ allowed_payment_method_types: null, application: null, application_fee_amount: null, customer_account: null },
  ...{ excluded_payment_method_types: null, managed_payments: null, on_behalf_of: null, payment_record: null },
  ...{ payment_method_configuration_details: null, review: null, shipping: null, source: null, transfer_data: null },
  transfer_group: null,
};

export function addIntent(
  world: World,
  given: Pick<PaymentIntent, 'amount' | 'currency'> & Partial<PaymentIntent>,
): PaymentIntent {
  const id = newId('pi');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    ...unused,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret`, 25),
    confirmation_method: 'automatic',
    created: world.clock.now(),
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: world.settings.livemode,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_options: {
      card: { request_three_d_secure: 'automatic', installments: null, mandate_options: null, network: null },
    },
    payment_method_types: ['card'],
    processing: null,
    receipt_email: null,
    setup_future_usage: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    ...given,
  } as PaymentIntent;
  emit(world, 'payment_intent.created', world.intents.put(intent));
  return intent;
}

/** The money is there. A charge that waited for it (a delayed method) becomes the successful one. */
export function succeedIntent(world: World, intent: PaymentIntent, method: PaymentMethod): Charge {
  const waiting = world.charges.find(intent.latest_charge);
  const charge = waiting?.status === 'pending' ? waiting : addCharge(world, intent, method, 'succeeded');
  change(charge, { status: 'succeeded', paid: true, amount_captured: charge.amount });
  change(charge, { receipt_url: `${world.settings.origin}/receipts/${charge.id}` });
  change(intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: method.id,
    status: 'succeeded',
  });
  emit(world, 'charge.succeeded', charge);
  emit(world, 'payment_intent.succeeded', intent);
  return charge;
}

/** A method whose money arrives later: `charge.pending` now, the rest when it is settled. */
export function startProcessing(world: World, intent: PaymentIntent, method: PaymentMethod): void {
  const charge = addCharge(world, intent, method, 'pending');
  change(intent, { latest_charge: charge.id, payment_method: method.id, status: 'processing' });
  emit(world, 'charge.pending', charge);
  emit(world, 'payment_intent.processing', intent);
}

/** The bank said no; the intent waits for another method. */
export function failIntent(world: World, intent: PaymentIntent, method: PaymentMethod, decline: Decline): Charge {
  const waiting = world.charges.find(intent.latest_charge);
  const charge = waiting?.status === 'pending' ? waiting : addCharge(world, intent, method, 'failed', decline);
  change(charge, { status: 'failed', captured: false, failure_code: decline.code, failure_message: decline.message });
  const error = { ...decline, charge: charge.id, type: 'card_error', payment_method: structuredClone(method) };
  change(intent, {
    last_payment_error: error,
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  });
  emit(world, 'charge.failed', charge);
  emit(world, 'payment_intent.payment_failed', intent);
  return charge;
}

/** What the caller of the API hears of a decline: 402 with the intent as it then is. */
export function declineProblem(intent: PaymentIntent, method: PaymentMethod, decline: Decline): StripeProblem {
  const { code, decline_code, message } = decline;
  const seen = structuredClone({ payment_intent: intent, payment_method: method });
  return new StripeProblem(402, { type: 'card_error', code, decline_code, message, ...seen });
}
