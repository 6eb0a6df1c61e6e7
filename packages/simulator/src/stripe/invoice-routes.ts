import { genericDecline, verdictOf } from './cards.ts';
import {
  failInvoice,
  intentOf,
  markPaid,
  methodOf,
  revive,
  settleInvoice,
  subscriptionOf,
  verdictOn,
} from './collection.ts';
import { type Invoice, invoiceOf } from './invoices.ts';
import { periodLine } from './lines.ts';
import { listed } from './listing.ts';
import type { Params } from './params.ts';
import { declineProblem } from './payment-intents.ts';
import { methodNamed } from './payment-methods.ts';
import { priceChangeOf } from './price-change.ts';
import { invalid, notSimulated } from './problem.ts';
import { endsWithPeriod, periodAfter } from './renewals.ts';
import { type Call, type Route, route } from './route.ts';
import { currentPeriod, inItsTime, type Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

function upcoming(world: World, sub: Subscription, details: Params): Invoice {
  const planned = priceChangeOf(world, sub, details);
  const [before, now] = [currentPeriod(sub), world.clock.now()];
  const preview = (lines: Invoice['lines']['data'], window = before) =>
    invoiceOf(world, { subscription: sub, reason: 'upcoming', lines, window });
  if (planned.invoicedNow) return preview(planned.lines, { start: now, end: now });
  if (endsWithPeriod(sub)) {
    throw invalid('No upcoming invoices for customer: the subscription ends with its period.', {
      status: 404,
      code: 'invoice_upcoming_none',
    });
  }
  const next = periodAfter(sub, planned.items, before);
  const status = sub.status === 'trialing' ? 'active' : sub.status;
  const renewed = planned.items.map((item) => periodLine(world, { ...sub, status }, item, next));
  return preview([...(world.pendingLines.get(sub.id) ?? []), ...planned.lines, ...renewed]);
}

/** What a change of a subscription would cost, or without a change what its next invoice will. Changes nothing. */
function createPreview(world: World, { params }: Call): object {
  params.only('customer subscription subscription_details preview_mode expand');
  if (!params.has('subscription')) throw notSimulated('A preview without a subscription', 'subscription');
  const sub = world.subscriptions.named(params.need('subscription'), 'subscription');
  const customer = params.text('customer');
  if (customer !== null && customer !== sub.customer) {
    throw invalid(`Customer ${customer} does not have a subscription with ID ${sub.id}`, { param: 'subscription' });
  }
  if (sub.status === 'canceled') throw invalid(`Subscription ${sub.id} is canceled.`, { param: 'subscription' });
  const details = params.group('subscription_details');
  details.only('items proration_behavior proration_date billing_cycle_anchor');
  return inItsTime(world, sub, () => upcoming(world, sub, details));
}

function paid(world: World, invoice: Invoice, sub: Subscription, params: Params): Invoice {
  if (params.flag('paid_out_of_band')) {
    markPaid(world, invoice, true);
    revive(world, sub);
    return invoice;
  }
  const named = params.has('payment_method') ? methodNamed(world, params) : null;
  const method = named ?? methodOf(world, sub);
  const decline = named ? verdictOf(named, params.flag('off_session') === false) : verdictOn(world, sub);
  const intent = intentOf(world, invoice);
  if (decline || !method) {
    failInvoice(world, invoice, method, decline ?? genericDecline);
    if (intent && method) throw declineProblem(intent, method, decline ?? genericDecline);
    throw invalid('There is no default payment method for this invoice.', { code: 'invoice_no_payment_method_types' });
  }
  settleInvoice(world, invoice, method);
  return invoice;
}

function pay(world: World, { id, params }: Call): object {
  params.only('payment_method paid_out_of_band off_session expand');
  const invoice = world.invoices.get(id);
  if (invoice.status === 'paid') throw invalid('Invoice is already paid');
  if (invoice.status !== 'open') throw invalid(`Invoice ${id} is ${invoice.status} and cannot be paid.`);
  const sub = subscriptionOf(world, invoice);
  return inItsTime(world, sub, () => paid(world, invoice, sub, params));
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created customer subscription status expand');
  const [customer, sub] = [params.text('customer'), params.text('subscription')];
  const status = params.choice('status', ['draft', 'open', 'paid', 'uncollectible', 'void']);
  return listed(params, '/v1/invoices', world.invoices, (invoice) => {
    const ofSub = sub === null || invoice.parent.subscription_details.subscription === sub;
    return (
      ofSub && (customer === null || invoice.customer === customer) && (status === null || invoice.status === status)
    );
  });
}

export const invoiceRoutes: Route[] = [
  route('POST', '/v1/invoices/create_preview', createPreview),
  route('GET', '/v1/invoices', list),
  route('GET', '/v1/invoices/:id', (world, { id }) => world.invoices.get(id)),
  route('GET', '/v1/invoices/:id/lines', (world, { id }) => world.invoices.get(id).lines),
  route('POST', '/v1/invoices/:id/pay', pay),
];
