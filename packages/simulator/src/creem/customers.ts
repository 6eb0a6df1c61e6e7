import { notFound } from './errors.ts';
import type { Customer } from './objects.ts';
import { newCreemId, type World } from './world.ts';

function customerByEmail(world: World, email: string): Customer | undefined {
  return world.customers.find((customer) => customer.email.toLowerCase() === email.toLowerCase());
}

export function customerBy(world: World, query: { customer_id?: string; email?: string }): Customer {
  const byId = query.customer_id && world.customers.get(query.customer_id);
  const customer = byId || (query.email && customerByEmail(world, query.email));
  if (!customer) throw notFound('Customer');
  return customer;
}

/** The customer of this address, made now if it is the first payment. */
export function customerFor(world: World, email: string, name: string | null): Customer {
  const known = customerByEmail(world, email);
  if (known) return known;
  const customer = { id: newCreemId('cust'), email, name, country: 'DE', created_at: world.time.now() };
  return world.customers.put(customer.id, customer);
}
