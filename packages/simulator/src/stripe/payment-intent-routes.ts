import { checkCharge, checkedCurrency } from './amounts.ts';
import { type PaymentMethod, verdictOf } from './cards.ts';
import { customerNamed } from './customers.ts';
import { change, emit } from './events.ts';
import { listed, sameAs } from './listing.ts';
import type { Params } from './params.ts';
import {
  addIntent,
  declineProblem,
  failIntent,
  type PaymentIntent,
  startProcessing,
  succeedIntent,
} from './payment-intents.ts';
import { attachMethod, methodNamed } from './payment-methods.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

const uses = ['off_session', 'on_session'] as const;

/** The method that the call names; null when it names none. */
function methodFor(world: World, params: Params, customer: string | null): PaymentMethod | null {
  if (!params.has('payment_method')) return null;
  const method = methodNamed(world, params);
  if (method.customer === null || method.customer === customer) return method;
  const message = customer
    ? 'The PaymentMethod belongs to another customer: it can only be charged together with that customer.'
    : 'The PaymentMethod belongs to a Customer. Please include the Customer in the `customer` parameter.';
  throw invalid(message, { code: 'payment_method_unexpected_state', param: 'payment_method' });
}

function charged(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod | null,
  ownerPresent: boolean,
): PaymentIntent {
  if (!method) {
    throw invalid('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      param: 'payment_method',
    });
  }
  const decline = verdictOf(method, ownerPresent);
  if (decline) {
    failIntent(world, intent, method, decline);
    throw declineProblem(intent, method, decline);
  }
  if (intent.setup_future_usage !== null && intent.customer !== null) attachMethod(world, method, intent.customer);
  if (method.type === 'card') succeedIntent(world, intent, method);
  else startProcessing(world, intent, method);
  return intent;
}

function create(world: World, { params }: Call): object {
  params.only(
    'amount currency customer payment_method confirm off_session metadata description receipt_email ' +
      'setup_future_usage statement_descriptor_suffix automatic_payment_methods return_url error_on_requires_action expand',
  );
  const amount = params.needInteger('amount');
  const currency = checkedCurrency(params.need('currency'), 'currency');
  checkCharge(amount, currency, 'amount');
  const customer = params.has('customer') ? customerNamed(world, params).id : null;
  const confirm = params.flag('confirm') === true;
  if (params.has('off_session') && !confirm) {
    throw invalid('You cannot set `off_session` when `confirm` is not `true`.', { param: 'off_session' });
  }
  const method = methodFor(world, params, customer);
  const automatic = params.group('automatic_payment_methods').only('enabled allow_redirects').flag('enabled');
  const intent = addIntent(world, {
    amount,
    currency,
    customer,
    automatic_payment_methods: automatic === false ? null : { allow_redirects: 'always', enabled: true },
    description: params.text('description'),
    metadata: params.metadata(),
    payment_method: confirm ? null : (method?.id ?? null),
    receipt_email: params.text('receipt_email'),
    setup_future_usage: params.choice('setup_future_usage', uses),
    statement_descriptor_suffix: params.text('statement_descriptor_suffix', 22),
    status: method && !confirm ? 'requires_confirmation' : 'requires_payment_method',
  });
  return confirm ? charged(world, intent, method, params.flag('off_session') !== true) : intent;
}

function unexpectedState(intent: PaymentIntent, verb: string): Error {
  const message = `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`;
  return invalid(message, { code: 'payment_intent_unexpected_state' });
}

function confirm(world: World, { id, params }: Call): object {
  params.only('payment_method off_session return_url error_on_requires_action expand');
  const intent = world.intents.get(id);
  const open = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  if (!open) throw unexpectedState(intent, 'confirm');
  const method = methodFor(world, params, intent.customer) ?? world.methods.find(intent.payment_method) ?? null;
  return charged(world, intent, method, params.flag('off_session') !== true);
}

function cancel(world: World, { id, params }: Call): object {
  params.only('cancellation_reason expand');
  const intent = world.intents.get(id);
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpectedState(intent, 'cancel');
  change(intent, {
    status: 'canceled',
    canceled_at: world.clock.now(),
    cancellation_reason: params.text('cancellation_reason'),
  });
  emit(world, 'payment_intent.canceled', intent);
  return intent;
}

function edit(world: World, { id, params }: Call): object {
  params.only('metadata description receipt_email expand');
  const intent = world.intents.get(id);
  change(intent, {
    metadata: params.metadata(intent.metadata),
    description: params.has('description') ? params.text('description') : intent.description,
    receipt_email: params.has('receipt_email') ? params.text('receipt_email') : intent.receipt_email,
  });
  return intent;
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created customer expand');
  return listed(params, '/v1/payment_intents', world.intents, sameAs<PaymentIntent>(params, 'customer'));
}

export const paymentIntentRoutes: Route[] = [
  route('POST', '/v1/payment_intents', create),
  route('GET', '/v1/payment_intents', list),
  route('GET', '/v1/payment_intents/:id', (world, { id }) => world.intents.get(id)),
  route('POST', '/v1/payment_intents/:id', edit),
  route('POST', '/v1/payment_intents/:id/confirm', confirm),
  route('POST', '/v1/payment_intents/:id/cancel', cancel),
];
