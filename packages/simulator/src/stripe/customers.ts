import { emit, update } from './events.ts';
import { newId, randomText } from './ids.ts';
import { listed } from './listing.ts';
import type { Metadata, Params } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import { endSubscription } from './subscription-end.ts';
import type { World } from './world.ts';

export interface Customer {
  id: string;
  object: 'customer';
  address: null;
  /** Minor units; negative is credit that the next invoices use up. */
  balance: number;
  created: number;
  currency: string | null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  discount: null;
  email: string | null;
  invoice_prefix: string;
  invoice_settings: {
    custom_fields: null;
    default_payment_method: string | null;
    footer: null;
    rendering_options: null;
  };
  livemode: boolean;
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: null;
  tax_exempt: 'none';
  test_clock: null;
}

export function addCustomer(world: World, given: Partial<Customer>): Customer {
  const customer: Customer = {
    id: newId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: world.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: world.settings.livemode,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...given,
  };
  emit(world, 'customer.created', world.customers.put(customer));
  return customer;
}

/** The customer's own default, or the newest card they saved. */
export function defaultMethodOf(world: World, customerId: string): string | null {
  const chosen = world.customers.find(customerId)?.invoice_settings.default_payment_method;
  return chosen ?? world.methods.newestFirst().find(({ customer }) => customer === customerId)?.id ?? null;
}

const fields = 'email name description phone metadata invoice_settings expand';

function given(world: World, params: Params, before?: Customer): Partial<Customer> {
  const settings = params.group('invoice_settings').only('default_payment_method');
  const method = settings.text('default_payment_method');
  if (method !== null) world.methods.named(method, settings.name('default_payment_method'));
  const text = (key: 'email' | 'name' | 'description' | 'phone') =>
    params.has(key) ? params.text(key, 512) : (before?.[key] ?? null);
  const kept = before?.invoice_settings;
  const standard = { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null };
  return {
    email: text('email'),
    name: text('name'),
    description: text('description'),
    phone: text('phone'),
    metadata: params.metadata(before?.metadata),
    invoice_settings: { ...standard, ...kept, ...(method === null ? {} : { default_payment_method: method }) },
  };
}

function create(world: World, { params }: Call): object {
  return addCustomer(world, given(world, params.only(fields)));
}

function change(world: World, { id, params }: Call): object {
  const customer = world.customers.get(id);
  update(world, 'customer.updated', customer, given(world, params.only(fields), customer));
  return customer;
}

/** Ends the customer's subscriptions too. Other than with Stripe it cannot be retrieved afterwards. */
function remove(world: World, { id }: Call): object {
  const customer = world.customers.get(id);
  const theirs = world.subscriptions.newestFirst().filter((each) => each.customer === id && each.status !== 'canceled');
  for (const subscription of theirs) endSubscription(world, subscription, 'cancellation_requested');
  world.customers.remove(id);
  emit(world, 'customer.deleted', customer);
  return { id, object: 'customer', deleted: true };
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created email expand');
  const email = params.text('email');
  return listed(params, '/v1/customers', world.customers, (customer) => email === null || customer.email === email);
}

/** The customer that a parameter names, who may have another currency already. */
export function customerNamed(world: World, params: Params, currency?: string): Customer {
  const customer = world.customers.named(params.need('customer'), params.name('customer'));
  if (!currency || customer.currency === null || customer.currency === currency) return customer;
  const message = `You cannot combine currencies on a single customer. This customer has had a subscription or invoice in ${customer.currency}.`;
  throw invalid(message);
}

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', create),
  route('GET', '/v1/customers', list),
  route('GET', '/v1/customers/:id', (world, { id }) => world.customers.get(id)),
  route('POST', '/v1/customers/:id', change),
  route('DELETE', '/v1/customers/:id', remove),
];
