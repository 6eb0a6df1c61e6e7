import { addMethod, type PaymentMethod, testCards } from './cards.ts';
import { change, emit } from './events.ts';
import { listed, sameAs } from './listing.ts';
import type { Params } from './params.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

/** The saved method, or a new one for one of the test tokens (`pm_card_visa`). */
export function methodNamed(world: World, params: Params, key = 'payment_method'): PaymentMethod {
  const id = params.need(key);
  if (testCards.some(({ token }) => token === id)) return addMethod(world, id);
  return world.methods.named(id, params.name(key));
}

export function attachMethod(world: World, method: PaymentMethod, customer: string): void {
  if (method.customer === customer) return;
  if (method.customer !== null) {
    throw invalid('The payment method you provided has already been attached to a customer.', { param: 'customer' });
  }
  change(method, { customer });
  emit(world, 'payment_method.attached', method);
}

function attach(world: World, { id, params }: Call): object {
  params.only('customer expand');
  const customer = world.customers.named(params.need('customer'), 'customer');
  const method = testCards.some(({ token }) => token === id) ? addMethod(world, id) : world.methods.get(id);
  attachMethod(world, method, customer.id);
  return method;
}

function detach(world: World, { id }: Call): object {
  const method = world.methods.get(id);
  if (method.customer === null) {
    throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.');
  }
  const owner = world.customers.find(method.customer);
  if (owner?.invoice_settings.default_payment_method === id) owner.invoice_settings.default_payment_method = null;
  const previous = change(method, { customer: null });
  emit(world, 'payment_method.detached', method, previous);
  return method;
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before customer type allow_redisplay expand');
  const customer = world.customers.named(params.need('customer'), 'customer');
  const same = sameAs<PaymentMethod>(params, 'type', 'allow_redisplay');
  return listed(params, '/v1/payment_methods', world.methods, (method) => {
    return method.customer === customer.id && same(method);
  });
}

function listOfCustomer(world: World, { id, params }: Call): object {
  params.only('limit starting_after ending_before type allow_redisplay expand');
  world.customers.get(id);
  const same = sameAs<PaymentMethod>(params, 'type', 'allow_redisplay');
  const url = `/v1/customers/${id}/payment_methods`;
  return listed(params, url, world.methods, (method) => method.customer === id && same(method));
}

export const paymentMethodRoutes: Route[] = [
  route('GET', '/v1/payment_methods', list),
  route('GET', '/v1/payment_methods/:id', (world, { id }) => world.methods.get(id)),
  route('POST', '/v1/payment_methods/:id/attach', attach),
  route('POST', '/v1/payment_methods/:id/detach', detach),
  route('GET', '/v1/customers/:id/payment_methods', listOfCustomer),
];
