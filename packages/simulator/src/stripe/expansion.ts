import { lineItemOf } from './checkout-session.ts';
import { paymentsOf } from './invoice-payments.ts';
import { wholeList } from './listing.ts';
import { invalid } from './problem.ts';
import type { Shelf } from './shelf.ts';
import type { World } from './world.ts';

const DEPTH_MAX = 4;

type Found = Record<string, unknown>;

function shelfFor(world: World, id: string): Shelf<{ id: string; created: number }> | undefined {
  const shelves: Record<string, unknown> = {
    cus: world.customers,
    prod: world.products,
    price: world.prices,
    pm: world.methods,
    pi: world.intents,
    seti: world.setups,
    ch: world.charges,
    sub: world.subscriptions,
    in: world.invoices,
  };
  const prefix = id.slice(0, id.indexOf('_'));
  return Object.hasOwn(shelves, prefix) ? (shelves[prefix] as Shelf<{ id: string; created: number }>) : undefined;
}

/** What an object has only when it is asked for. */
function included(world: World, object: Found, name: string): object | undefined {
  const id = String(object.id);
  if (object.object === 'checkout.session' && name === 'line_items') {
    const lines = world.checkouts.get(id).lines.slice(0, 10);
    return wholeList(
      `/v1/checkout/sessions/${id}/line_items`,
      lines.map((line) => lineItemOf(world, line)),
    );
  }
  if (object.object === 'invoice' && name === 'payments') {
    return wholeList(`/v1/invoices/${id}/payments`, paymentsOf(world, id));
  }
  if (object.object === 'charge' && name === 'refunds') {
    const refunds = world.refunds.newestFirst().filter(({ charge }) => charge === id);
    return wholeList(`/v1/charges/${id}/refunds`, refunds);
  }
  return undefined;
}

function cannotExpand(path: string): Error {
  return invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
}

function expandAt(world: World, object: Found, names: string[], path: string): void {
  const [name = '', ...rest] = names;
  const given = included(world, object, name);
  if (given) object[name] = structuredClone(given);
  if (!Object.hasOwn(object, name)) throw cannotExpand(path);
  const value = object[name];
  if (typeof value === 'string') {
    const found = shelfFor(world, value)?.find(value);
    if (!found) throw cannotExpand(path);
    object[name] = structuredClone(found);
  } else if (!given && rest.length === 0 && value !== null && !isIdentified(value)) {
    throw cannotExpand(path);
  }
  if (rest.length === 0 || object[name] === null) return;
  const inner = object[name];
  for (const each of Array.isArray(inner) ? inner : [inner]) expandAt(world, each as Found, rest, path);
}

/** An object that was expanded already, by another path. */
function isIdentified(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('id' in value || 'data' in value);
}

/** A copy of the answer in which the ids that `expand[]` names are replaced by their objects. Null stays null. */
export function expanded(world: World, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Found;
  for (const path of paths) {
    const names = path.split('.');
    if (names.length > DEPTH_MAX + (names[0] === 'data' ? 1 : 0)) {
      throw invalid(`You cannot expand more than ${DEPTH_MAX} levels of a property: ${path}.`, { param: 'expand' });
    }
    expandAt(world, copy, names, path);
  }
  return copy;
}
