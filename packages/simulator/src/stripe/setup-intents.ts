import type { PaymentMethod } from './cards.ts';
import { change, emit } from './events.ts';
import { newId } from './ids.ts';
import { listed, sameAs } from './listing.ts';
import type { Metadata } from './params.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

export interface SetupIntent {
  id: string;
  object: 'setup_intent';
  client_secret: string;
  created: number;
  customer: string | null;
  description: string | null;
  last_setup_error: null;
  latest_attempt: null;
  livemode: boolean;
  metadata: Metadata;
  payment_method: string | null;
  payment_method_types: string[];
  status: 'requires_payment_method' | 'succeeded' | 'canceled';
  usage: 'off_session';
}

/** Fields that every setup intent has and nothing here fills. */
const unused = {
  ...{ allowed_payment_method_types: null, application: null, automatic_payment_methods: null },
  ...{ cancellation_reason: null, customer_account: null, excluded_payment_method_types: null, flow_directions: null },
  ...{ mandate: null, next_action: null, on_behalf_of: null, payment_method_configuration_details: null },
  ...{ payment_method_options: {}, single_use_mandate: null },
};

export function addSetup(world: World, given: Partial<SetupIntent>): SetupIntent {
  const id = newId('seti');
  const setup: SetupIntent = {
    id,
    object: 'setup_intent',
    ...unused,
    client_secret: newId(`${id}_secret`, 25),
    created: world.clock.now(),
    customer: null,
    description: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: world.settings.livemode,
    metadata: {},
    payment_method: null,
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: 'off_session',
    ...given,
  };
  emit(world, 'setup_intent.created', world.setups.put(setup));
  return setup;
}

export function succeedSetup(world: World, setup: SetupIntent, method: PaymentMethod): void {
  change(setup, { status: 'succeeded', payment_method: method.id });
  emit(world, 'setup_intent.succeeded', setup);
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created customer payment_method expand');
  return listed(params, '/v1/setup_intents', world.setups, sameAs<SetupIntent>(params, 'customer', 'payment_method'));
}

export const setupIntentRoutes: Route[] = [
  route('GET', '/v1/setup_intents', list),
  route('GET', '/v1/setup_intents/:id', (world, { id }) => world.setups.get(id)),
];
