import { newId, randomText } from './ids.ts';
import type { Params } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface PortalSession {
  id: string;
  object: 'billing_portal.session';
  configuration: string;
  created: number;
  customer: string;
  customer_account: null;
  flow: object | null;
  livemode: boolean;
  locale: string | null;
  on_behalf_of: null;
  return_url: string | null;
  url: string;
}

const flows = [
  ...(['customer_update', 'payment_method_update', 'subscription_cancel'] as const),
  ...(['subscription_pause', 'subscription_update', 'subscription_update_confirm'] as const),
];

/** Where the customer is led by the session: the subscription that a flow names has to be theirs. */
function flowOf(world: World, params: Params, customer: string): object | null {
  if (!params.has('flow_data')) return null;
  const data = params.group('flow_data').only('type subscription_cancel subscription_update after_completion');
  data.need('type');
  const type = data.choice('type', flows);
  const named =
    data.group('subscription_cancel').text('subscription') ?? data.group('subscription_update').text('subscription');
  if (named !== null && world.subscriptions.named(named, 'flow_data').customer !== customer) {
    throw invalid(`The subscription ${named} does not belong to ${customer}.`, { param: 'flow_data' });
  }
  const none = { customer_update: null, subscription_cancel: null, subscription_pause: null };
  return {
    ...none,
    after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' },
    subscription_update: type === 'subscription_update' ? { subscription: named } : null,
    ...(type === 'subscription_cancel' ? { subscription_cancel: { retention: null, subscription: named } } : {}),
    subscription_update_confirm: null,
    type,
  };
}

function create(world: World, { params }: Call): object {
  params.only('customer return_url configuration locale flow_data expand');
  const customer = world.customers.named(params.need('customer'), 'customer');
  if (!world.settings.portalSaved) {
    const message =
      'You can’t create a portal session in test mode until you save your customer portal settings in test mode ' +
      'at https://dashboard.stripe.com/test/settings/billing/portal.';
    throw invalid(message);
  }
  const session: PortalSession = {
    id: newId('bps'),
    object: 'billing_portal.session',
    configuration: params.text('configuration') ?? 'bpc_simulator',
    created: world.clock.now(),
    customer: customer.id,
    customer_account: null,
    flow: flowOf(world, params, customer.id),
    livemode: world.settings.livemode,
    locale: params.text('locale'),
    on_behalf_of: null,
    return_url: params.url('return_url'),
    url: `${world.settings.origin}/portal/${randomText(40)}`,
  };
  return world.portals.put(session);
}

export const portalRoutes: Route[] = [route('POST', '/v1/billing_portal/sessions', create)];
