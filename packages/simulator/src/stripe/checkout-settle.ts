import { genericDecline, type PaymentMethod } from './cards.ts';
import type { Checkout, CheckoutSession } from './checkout-session.ts';
import { failInvoice, settleInvoice } from './collection.ts';
import { change, emit } from './events.ts';
import { failIntent, succeedIntent } from './payment-intents.ts';
import { invalid } from './problem.ts';
import type { World } from './world.ts';

function waiting(world: World, id: string): { checkout: Checkout; method: PaymentMethod } {
  const checkout = world.checkouts.get(id);
  const { status, payment_status: paid } = checkout.session;
  const method = world.methods.find(checkout.method);
  if (status === 'complete' && paid === 'unpaid' && method) return { checkout, method };
  throw invalid(`This Checkout Session is ${status} and ${paid}: it waits for no delayed payment.`, {
    param: 'session',
  });
}

/** The money of a delayed method has arrived. */
export function settleDelayed(world: World, id: string): CheckoutSession {
  const { checkout, method } = waiting(world, id);
  const { session } = checkout;
  checkout.method = null;
  const [intent, invoice] = [world.intents.find(session.payment_intent), world.invoices.find(session.invoice)];
  if (intent) succeedIntent(world, intent, method);
  if (invoice) settleInvoice(world, invoice, method);
  change(session, { payment_status: 'paid' });
  emit(world, 'checkout.session.async_payment_succeeded', session);
  return session;
}

/** The money of a delayed method does not come. The session stays complete and unpaid. */
export function failDelayed(world: World, id: string): CheckoutSession {
  const { checkout, method } = waiting(world, id);
  const { session } = checkout;
  checkout.method = null;
  const [intent, invoice] = [world.intents.find(session.payment_intent), world.invoices.find(session.invoice)];
  if (intent) failIntent(world, intent, method, genericDecline);
  if (invoice) failInvoice(world, invoice, method, genericDecline);
  emit(world, 'checkout.session.async_payment_failed', session);
  return session;
}
