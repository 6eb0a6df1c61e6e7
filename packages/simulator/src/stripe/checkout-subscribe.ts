import type { PaymentMethod } from './cards.ts';
import type { Checkout, CheckoutSession } from './checkout-session.ts';
import { intentOf, markPaid, settleInvoice } from './collection.ts';
import { emit, update } from './events.ts';
import { draftInvoice, finalizeInvoice, type Invoice } from './invoices.ts';
import { oneTimeLine, periodLine } from './lines.ts';
import { startProcessing } from './payment-intents.ts';
import { attachMethod } from './payment-methods.ts';
import { addSubscription, currentPeriod, type Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

function firstInvoice(world: World, sub: Subscription, checkout: Checkout): Invoice {
  const { start } = currentPeriod(sub);
  const once = checkout.lines.filter(({ price }) => !price.recurring);
  const asked = checkout.session.amount_subtotal ?? 0;
  const lines = [
    ...sub.items.data.map((item) => periodLine(world, sub, item, currentPeriod(sub))),
    ...once.map(({ price, quantity }) => oneTimeLine(world, sub, price, quantity)),
  ];
  const [first] = lines;
  const sum = lines.reduce((total, { amount }) => total + amount, 0);
  // A session that was made to be about another amount has an invoice about that amount.
  if (first && sum !== asked)
    Object.assign(first, { amount: first.amount + asked - sum, subtotal: first.amount + asked - sum });
  const tax = checkout.session.total_details?.amount_tax ?? 0;
  const window = { start, end: start };
  return draftInvoice(world, { subscription: sub, reason: 'subscription_create', lines, window, tax });
}

function begin(world: World, checkout: Checkout, method: PaymentMethod, customer: string): Subscription {
  const { session, subscription: data } = checkout;
  attachMethod(world, method, customer);
  const sub = addSubscription(world, {
    ...data,
    customer,
    lines: checkout.lines.filter(({ price }) => price.recurring),
    method: method.id,
    automaticTax: (session.total_details?.amount_tax ?? 0) > 0,
  });
  if (session.currency) sub.currency = session.currency;
  emit(world, 'customer.subscription.created', sub);
  return sub;
}

/** The subscription, its first invoice, the money. A trial's first invoice is of nothing. Answers how it was paid. */
export function subscribe(world: World, checkout: Checkout, method: PaymentMethod): CheckoutSession['payment_status'] {
  const { session } = checkout;
  if (!session.customer) throw new Error('A subscription has a customer.');
  const sub = begin(world, checkout, method, session.customer);
  const invoice = firstInvoice(world, sub, checkout);
  Object.assign(session, { subscription: sub.id, invoice: invoice.id });
  finalizeInvoice(world, invoice);
  const intent = intentOf(world, invoice);
  if (!intent) {
    update(world, 'customer.subscription.updated', sub, { latest_invoice: invoice.id });
    markPaid(world, invoice);
    return sub.status === 'trialing' ? 'no_payment_required' : 'paid';
  }
  if (method.type === 'card') {
    sub.latest_invoice = invoice.id;
    settleInvoice(world, invoice, method);
    return 'paid';
  }
  startProcessing(world, intent, method);
  update(world, 'customer.subscription.updated', sub, { latest_invoice: invoice.id, status: 'active' });
  return 'unpaid';
}
