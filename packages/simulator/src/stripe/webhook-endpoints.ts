import { newId, randomText } from './ids.ts';
import { listed } from './listing.ts';
import type { Metadata } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import { API_VERSION, type World } from './world.ts';

export interface WebhookEndpoint {
  id: string;
  object: 'webhook_endpoint';
  api_version: string | null;
  application: null;
  created: number;
  description: string | null;
  enabled_events: string[];
  livemode: boolean;
  metadata: Metadata;
  secret: string;
  status: 'enabled' | 'disabled';
  url: string;
}

const MAX_ENDPOINTS = 16;

/** An address that hears of the events it names; `*` is every one. */
export function addEndpoint(world: World, given: Pick<WebhookEndpoint, 'url'> & Partial<WebhookEndpoint>) {
  const endpoint: WebhookEndpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: world.clock.now(),
    description: null,
    enabled_events: ['*'],
    livemode: world.settings.livemode,
    metadata: {},
    secret: `whsec_${randomText(32)}`,
    status: 'enabled',
    ...given,
  };
  return world.endpoints.put(endpoint);
}

/** The secret is told once, in the answer to its making. */
function withoutSecret({ secret: _, ...endpoint }: WebhookEndpoint): Omit<WebhookEndpoint, 'secret'> {
  return endpoint;
}

function create(world: World, { params }: Call): object {
  params.only('url enabled_events api_version description metadata expand');
  params.need('url');
  const events = params.texts('enabled_events');
  if (events.length === 0) {
    throw invalid('Missing required param: enabled_events.', { code: 'parameter_missing', param: 'enabled_events' });
  }
  if (world.endpoints.newestFirst().length >= MAX_ENDPOINTS) {
    throw invalid(`You have reached the maximum of ${MAX_ENDPOINTS} webhook endpoints.`);
  }
  const version = params.text('api_version');
  if (version !== null && version !== API_VERSION) {
    throw invalid(`Invalid api_version: this server speaks ${API_VERSION}.`, { param: 'api_version' });
  }
  return addEndpoint(world, {
    url: params.url('url') ?? '',
    enabled_events: events,
    api_version: version,
    description: params.text('description'),
    metadata: params.metadata(),
  });
}

function change(world: World, { id, params }: Call): object {
  params.only('url enabled_events disabled description metadata expand');
  const endpoint = world.endpoints.get(id);
  const events = params.texts('enabled_events');
  const disabled = params.flag('disabled') ?? endpoint.status === 'disabled';
  Object.assign(endpoint, {
    url: params.url('url') ?? endpoint.url,
    enabled_events: events.length > 0 ? events : endpoint.enabled_events,
    status: disabled ? 'disabled' : 'enabled',
    description: params.has('description') ? params.text('description') : endpoint.description,
    metadata: params.metadata(endpoint.metadata),
  });
  return withoutSecret(endpoint);
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before expand');
  const page = listed(params, '/v1/webhook_endpoints', world.endpoints);
  return { ...page, data: page.data.map(withoutSecret) };
}

function remove(world: World, { id }: Call): object {
  world.endpoints.get(id);
  world.endpoints.remove(id);
  return { id, object: 'webhook_endpoint', deleted: true };
}

export const webhookEndpointRoutes: Route[] = [
  route('POST', '/v1/webhook_endpoints', create),
  route('GET', '/v1/webhook_endpoints', list),
  route('GET', '/v1/webhook_endpoints/:id', (world, { id }) => withoutSecret(world.endpoints.get(id))),
  route('POST', '/v1/webhook_endpoints/:id', change),
  route('DELETE', '/v1/webhook_endpoints/:id', remove),
];
