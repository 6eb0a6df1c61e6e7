import { checkedCurrency } from './amounts.ts';
import { readLines, totalOf } from './checkout-lines.ts';
import { type Checkout, type Mode, type NewSession, newSession, type UiMode } from './checkout-session.ts';
import { customerNamed } from './customers.ts';
import { newId } from './ids.ts';
import type { Params } from './params.ts';
import { invalid, notSimulated } from './problem.ts';
import type { Call } from './route.ts';
import type { World } from './world.ts';

const modes = ['payment', 'subscription', 'setup'] as const;
const uiModes = ['hosted_page', 'embedded_page', 'elements', 'form'] as const;
const DAY_SECONDS = 24 * 3600;

const fields =
  'mode line_items success_url cancel_url return_url ui_mode client_reference_id customer customer_email ' +
  'customer_creation customer_update metadata payment_intent_data subscription_data setup_intent_data invoice_creation ' +
  'allow_promotion_codes automatic_tax billing_address_collection tax_id_collection locale expires_at currency ' +
  'allowed_payment_method_types excluded_payment_method_types payment_method_configuration payment_method_collection ' +
  'saved_payment_method_options submit_type adaptive_pricing consent_collection custom_text expand';

function checkFields(params: Params): void {
  if (params.has('payment_method_types')) {
    const message =
      'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types`, ' +
      '`excluded_payment_method_types` or a payment method configuration.';
    throw invalid(message, { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' });
  }
  if (params.has('discounts')) {
    if (params.has('allow_promotion_codes')) {
      throw invalid('You may only specify one of these parameters: allow_promotion_codes, discounts.');
    }
    throw notSimulated('A discount', 'discounts');
  }
  params.only(fields);
  if (params.group('invoice_creation').flag('enabled'))
    throw notSimulated('An invoice for a payment', 'invoice_creation');
}

function addresses(
  params: Params,
  uiMode: UiMode,
): { success_url: string | null; cancel_url: string | null; return_url?: string } {
  const [success, cancel, back] = ['success_url', 'cancel_url', 'return_url'].map((key) => params.url(key));
  if (uiMode === 'hosted_page') {
    if (back) throw invalid('`return_url` is not for `ui_mode` hosted_page.', { param: 'return_url' });
    if (!success)
      throw invalid('Missing required param: success_url.', { code: 'parameter_missing', param: 'success_url' });
    return { success_url: success, cancel_url: cancel ?? null };
  }
  if (success) throw invalid(`\`success_url\` is not for \`ui_mode\` ${uiMode}.`, { param: 'success_url' });
  return { success_url: null, cancel_url: null, ...(back ? { return_url: back } : {}) };
}

function expiry(world: World, params: Params): number {
  const now = world.clock.now();
  const given = params.integer('expires_at') ?? now + DAY_SECONDS;
  // A minute of grace on both sides: the caller's clock is not this one.
  if (given >= now + 29 * 60 && given <= now + DAY_SECONDS + 60) return given;
  const message =
    'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.';
  throw invalid(message, { param: 'expires_at' });
}

function payer(world: World, params: Params, mode: Mode, currency: string | null) {
  if (params.has('customer') && params.has('customer_email')) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    });
  }
  if (mode === 'subscription' && params.has('customer_creation')) {
    throw invalid('`customer_creation` can only be used in `payment` and `setup` mode.', {
      param: 'customer_creation',
    });
  }
  const subscribed = mode === 'subscription' ? (currency ?? undefined) : undefined;
  const creation = params.choice('customer_creation', ['always', 'if_required']);
  const named = params.has('customer') ? customerNamed(world, params, subscribed).id : null;
  if (named && creation) {
    throw invalid('You may only specify one of these parameters: customer, customer_creation.', { param: 'customer' });
  }
  const standard = mode === 'subscription' ? 'always' : 'if_required';
  return {
    customer: named,
    customer_creation: named ? null : (creation ?? standard),
    customer_email: params.text('customer_email', 800),
  };
}

function onlyIn(params: Params, key: string, mode: Mode, wanted: Mode): Params {
  if (params.has(key) && mode !== wanted)
    throw invalid(`You can not pass \`${key}\` in \`${mode}\` mode.`, { param: key });
  return params.group(key);
}

function intentData(params: Params, mode: Mode): Checkout['intent'] {
  const data = onlyIn(params, 'payment_intent_data', mode, 'payment');
  data.only('metadata description receipt_email setup_future_usage statement_descriptor_suffix');
  return {
    description: data.text('description', 1000),
    metadata: data.metadata(),
    receipt_email: data.text('receipt_email'),
    setup_future_usage: data.choice('setup_future_usage', ['off_session', 'on_session']),
    statement_descriptor_suffix: data.text('statement_descriptor_suffix', 22),
  };
}

function subscriptionData(world: World, params: Params, mode: Mode): Checkout['subscription'] {
  const data = onlyIn(params, 'subscription_data', mode, 'subscription');
  data.only('metadata description trial_period_days trial_end billing_mode');
  const days = data.integer('trial_period_days');
  const end = data.integer('trial_end');
  if (days !== null && end !== null) {
    throw invalid('You may only specify one of these parameters: trial_period_days, trial_end.', {
      param: 'trial_end',
    });
  }
  if (days !== null && days < 1)
    throw invalid('The minimum number of trial period days is 1.', { param: data.name('trial_period_days') });
  const now = world.clock.now();
  if (end !== null && end < now + 2 * DAY_SECONDS) {
    throw invalid('The `trial_end` date has to be at least 2 days in the future.', { param: data.name('trial_end') });
  }
  const trialEnd = end ?? (days === null ? null : now + days * DAY_SECONDS);
  return { description: data.text('description', 500), metadata: data.metadata(), trialEnd };
}

function shown(
  params: Params,
  uiMode: UiMode,
): Omit<NewSession, 'mode' | 'ui_mode' | 'amount_subtotal' | 'amount_total' | 'currency' | 'expires_at'> {
  const automatic = params.group('automatic_tax').only('enabled liability').flag('enabled') ?? false;
  return {
    allow_promotion_codes: params.flag('allow_promotion_codes'),
    automatic_tax: {
      ...{ enabled: automatic, liability: automatic ? { type: 'self' } : null },
      ...{ provider: automatic ? 'stripe' : null, status: automatic ? 'requires_location_inputs' : null },
    },
    billing_address_collection: params.choice('billing_address_collection', ['auto', 'required']),
    client_secret: uiMode === 'hosted_page' ? null : newId('cs_secret', 40),
    locale: params.text('locale'),
    payment_method_collection: params.choice('payment_method_collection', ['always', 'if_required']),
    submit_type: params.choice('submit_type', ['auto', 'pay', 'book', 'donate', 'subscribe']),
  };
}

/** `POST /v1/checkout/sessions`. */
export function createSession(world: World, { params }: Call): object {
  checkFields(params);
  const mode = params.choice('mode', modes) ?? 'payment';
  const uiMode = params.choice('ui_mode', uiModes) ?? 'hosted_page';
  const [subscription, intent] = [subscriptionData(world, params, mode), intentData(params, mode)];
  const setup = onlyIn(params, 'setup_intent_data', mode, 'setup').only('metadata description');
  const given = { ...addresses(params, uiMode), ...shown(params, uiMode), metadata: params.metadata() };
  const reference = params.text('client_reference_id', 200);
  const expires = expiry(world, params);
  const lines = readLines(world, params, mode);
  const named = params.text('currency');
  const currency = lines[0]?.price.currency ?? (named ? checkedCurrency(named, 'currency') : null);
  const total = mode === 'setup' ? null : totalOf(lines, subscription.trialEnd !== null);
  const session = newSession(world, {
    ...given,
    ...payer(world, params, mode, currency),
    mode,
    ui_mode: uiMode,
    amount_subtotal: total,
    amount_total: total,
    client_reference_id: reference,
    currency,
    expires_at: expires,
    ...(mode === 'setup' ? { total_details: null } : {}),
  });
  world.checkouts.put({
    id: session.id,
    created: session.created,
    session,
    lines,
    intent,
    subscription,
    setup: { description: setup.text('description'), metadata: setup.metadata() },
    method: null,
  });
  return session;
}
