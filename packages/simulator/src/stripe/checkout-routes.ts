import { createSession } from './checkout-create.ts';
import { type CheckoutSession, lineItemOf } from './checkout-session.ts';
import { change, emit } from './events.ts';
import { listed, wholeList } from './listing.ts';
import { invalid } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import type { World } from './world.ts';

/** Closes an open session: its time is over, or the shop wants it so. */
export function expireSession(world: World, id: string): CheckoutSession {
  const { session } = world.checkouts.get(id);
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`;
    throw invalid(message, { param: 'session' });
  }
  change(session, { status: 'expired', url: null });
  emit(world, 'checkout.session.expired', session);
  return session;
}

function lineItems(world: World, { id, params }: Call): object {
  params.only('limit starting_after ending_before expand');
  const { lines } = world.checkouts.get(id);
  const limit = params.integer('limit') ?? 10;
  const after = params.text('starting_after');
  const from = after === null ? 0 : lines.findIndex((line) => line.id === after) + 1;
  const page = lines.slice(from, from + limit).map((line) => lineItemOf(world, line));
  return { ...wholeList(`/v1/checkout/sessions/${id}/line_items`, page), has_more: from + limit < lines.length };
}

function list(world: World, { params }: Call): object {
  params.only(
    'limit starting_after ending_before created status customer customer_details payment_intent subscription payment_link expand',
  );
  const wanted = ['status', 'customer', 'payment_intent', 'subscription', 'payment_link'] as const;
  const given = wanted.map((key) => [key, params.text(key)] as const).filter(([, value]) => value !== null);
  const email = params.group('customer_details').only('email').text('email');
  const page = listed(params, '/v1/checkout/sessions', world.checkouts, ({ session }) => {
    const details = session.customer_details as { email?: string } | null;
    return given.every(([key, value]) => session[key] === value) && (email === null || details?.email === email);
  });
  return { ...page, data: page.data.map(({ session }) => session) };
}

export const checkoutRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', createSession),
  route('GET', '/v1/checkout/sessions', list),
  route('GET', '/v1/checkout/sessions/:id', (world, { id }) => world.checkouts.get(id).session),
  route('GET', '/v1/checkout/sessions/:id/line_items', lineItems),
  route('POST', '/v1/checkout/sessions/:id/expire', (world, { id }) => expireSession(world, id)),
];
