import { collectInvoice, verdictOn } from './collection.ts';
import { update } from './events.ts';
import { draftInvoice, finalizeInvoice } from './invoices.ts';
import { listed, sameAs } from './listing.ts';
import type { Params } from './params.ts';
import { methodNamed } from './payment-methods.ts';
import { type PriceChange, priceChangeOf } from './price-change.ts';
import { invalid, StripeProblem } from './problem.ts';
import { type Call, type Route, route } from './route.ts';
import { endSubscription } from './subscription-end.ts';
import { currentPeriod, inItsTime, itemList, type Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

function cancelTime(world: World, sub: Subscription, params: Params): number | null {
  const text = params.text('cancel_at');
  if (text === null) return null;
  if (text === 'min_period_end' || text === 'max_period_end') return currentPeriod(sub).end;
  const time = params.integer('cancel_at') ?? 0;
  if (time > world.clock.now()) return time;
  throw invalid('`cancel_at` must be in the future.', { param: 'cancel_at' });
}

/** Both ways of planning an end: at the period's end, or at a time. Empty when the call says nothing of it. */
function plannedEnd(world: World, sub: Subscription, params: Params): Partial<Subscription> {
  const atPeriodEnd = params.flag('cancel_at_period_end');
  if (atPeriodEnd !== null && params.text('cancel_at') !== null) {
    throw invalid('You may only specify one of these parameters: cancel_at_period_end, cancel_at.', {
      param: 'cancel_at',
    });
  }
  if (atPeriodEnd === null && !params.has('cancel_at')) return {};
  const time = atPeriodEnd ? currentPeriod(sub).end : cancelTime(world, sub, params);
  const details = params.group('cancellation_details').only('comment feedback');
  return {
    cancel_at: time,
    cancel_at_period_end: atPeriodEnd === true,
    canceled_at: time === null ? null : (sub.canceled_at ?? world.clock.now()),
    cancellation_details: {
      comment: details.text('comment') ?? sub.cancellation_details.comment,
      feedback: details.text('feedback') ?? sub.cancellation_details.feedback,
      feedback_option: null,
      reason: time === null ? null : 'cancellation_requested',
    },
  };
}

/** With `error_if_incomplete` nothing may change when the money does not come. */
function checkPayable(world: World, sub: Subscription, planned: PriceChange, params: Params): void {
  const behavior = params.choice('payment_behavior', ['allow_incomplete', 'error_if_incomplete']);
  const total = planned.lines.reduce((sum, { amount }) => sum + amount, 0);
  if (behavior !== 'error_if_incomplete' || !planned.invoicedNow || total <= 0) return;
  const decline = verdictOn(world, sub);
  if (!decline) return;
  const { code, decline_code, message } = decline;
  throw new StripeProblem(402, { type: 'card_error', code, decline_code, message });
}

function settleChange(world: World, sub: Subscription, planned: PriceChange): Partial<Subscription> {
  if (planned.invoicedNow) {
    const now = world.clock.now();
    const window = { start: now, end: now };
    const invoice = draftInvoice(world, {
      subscription: sub,
      reason: 'subscription_update',
      lines: planned.lines,
      window,
    });
    return { latest_invoice: invoice.id };
  }
  const waiting = [...(world.pendingLines.get(sub.id) ?? []), ...planned.lines];
  if (waiting.length > 0) world.pendingLines.set(sub.id, waiting);
  return {};
}

function itemsChanged(world: World, sub: Subscription, params: Params): Partial<Subscription> {
  if (!params.has('items') && params.text('billing_cycle_anchor') !== 'now') return {};
  const planned = priceChangeOf(world, sub, params);
  checkPayable(world, sub, planned, params);
  return {
    ...settleChange(world, sub, planned),
    items: itemList(sub, planned.items),
    ...(planned.restarted ? { billing_cycle_anchor: planned.period.start } : {}),
  };
}

const fields =
  'items proration_behavior proration_date billing_cycle_anchor payment_behavior cancel_at_period_end cancel_at ' +
  'cancellation_details metadata description default_payment_method off_session expand';

function changed(world: World, sub: Subscription, params: Params): Subscription {
  if (sub.status === 'canceled' && ['items', 'cancel_at', 'cancel_at_period_end'].some((key) => params.has(key))) {
    throw invalid('A canceled subscription can only update its cancellation_details and metadata.');
  }
  const method = params.has('default_payment_method') ? methodNamed(world, params, 'default_payment_method').id : null;
  const ending = plannedEnd(world, sub, params);
  const renewed = itemsChanged(world, sub, params);
  update(world, 'customer.subscription.updated', sub, {
    ...ending,
    ...renewed,
    metadata: params.metadata(sub.metadata),
    description: params.has('description') ? params.text('description') : sub.description,
    default_payment_method: method ?? sub.default_payment_method,
  });
  const invoice = world.invoices.find(renewed.latest_invoice ?? null);
  if (!invoice) return sub;
  finalizeInvoice(world, invoice);
  collectInvoice(world, invoice);
  return sub;
}

function change(world: World, { id, params }: Call): object {
  const sub = world.subscriptions.get(id);
  params.only(fields);
  return inItsTime(world, sub, () => changed(world, sub, params));
}

function cancel(world: World, { id, params }: Call): object {
  params.only('cancellation_details expand');
  const sub = world.subscriptions.get(id);
  if (sub.status === 'canceled')
    throw invalid(`No such subscription: '${id}'`, { status: 404, code: 'resource_missing', param: 'id' });
  const details = params.group('cancellation_details').only('comment feedback');
  Object.assign(sub.cancellation_details, { comment: details.text('comment'), feedback: details.text('feedback') });
  return inItsTime(world, sub, () => endSubscription(world, sub, 'cancellation_requested'));
}

function list(world: World, { params }: Call): object {
  params.only('limit starting_after ending_before created customer status price expand');
  const same = sameAs<Subscription>(params, 'customer');
  const [status, price] = [params.text('status'), params.text('price')];
  const shown = ({ status: is }: Subscription) => {
    if (status === 'all') return true;
    if (status === 'ended') return is === 'canceled';
    return status === null ? is !== 'canceled' : is === status;
  };
  return listed(params, '/v1/subscriptions', world.subscriptions, (sub) => {
    return same(sub) && shown(sub) && (price === null || sub.items.data.some((item) => item.price.id === price));
  });
}

export const subscriptionRoutes: Route[] = [
  route('GET', '/v1/subscriptions', list),
  route('GET', '/v1/subscriptions/:id', (world, { id }) => world.subscriptions.get(id)),
  route('POST', '/v1/subscriptions/:id', change),
  route('DELETE', '/v1/subscriptions/:id', cancel),
];
