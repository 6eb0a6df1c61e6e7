import { collectInvoice } from './collection.ts';
import { emit, update } from './events.ts';
import { draftInvoice, finalizeInvoice, type Invoice } from './invoices.ts';
import { periodLine } from './lines.ts';
import { nextBoundary, type Period } from './periods.ts';
import { endSubscription } from './subscription-end.ts';
import { cadenceOf, currentPeriod, itemList, type Subscription, type SubscriptionItem } from './subscriptions.ts';
import type { World } from './world.ts';

/** The period after the one that runs, counted from the anchor. */
export function periodAfter(sub: Subscription, items: SubscriptionItem[], period: Period): Period {
  return { start: period.end, end: nextBoundary(sub.billing_cycle_anchor, cadenceOf(items), period.end) };
}

/** Whether it ends with the period that runs, or in it. */
export function endsWithPeriod(sub: Subscription): boolean {
  return sub.cancel_at !== null && sub.cancel_at <= currentPeriod(sub).end;
}

function moveOn(world: World, sub: Subscription, period: Period): Invoice {
  const before = currentPeriod(sub);
  const items = sub.items.data.map((item) => {
    return { ...item, current_period_start: period.start, current_period_end: period.end };
  });
  const status = sub.status === 'trialing' ? 'active' : sub.status;
  const lines = [
    ...(world.pendingLines.get(sub.id) ?? []),
    ...items.map((item) => periodLine(world, { ...sub, status }, item, period)),
  ];
  world.pendingLines.delete(sub.id);
  const invoice = draftInvoice(world, { subscription: sub, reason: 'subscription_cycle', lines, window: before });
  const after = { items: itemList(sub, items), latest_invoice: invoice.id, status };
  update(world, 'customer.subscription.updated', sub, after);
  return invoice;
}

/** At the period's end: the next one begins and is charged, or the subscription ends. Null when it ended. */
export function renewSubscription(world: World, sub: Subscription): Invoice | null {
  const period = periodAfter(sub, sub.items.data, currentPeriod(sub));
  return world.clock.at(period.start, () => {
    if (endsWithPeriod(sub)) {
      endSubscription(world, sub, 'cancellation_requested');
      return null;
    }
    const invoice = moveOn(world, sub, period);
    finalizeInvoice(world, invoice);
    collectInvoice(world, invoice);
    return invoice;
  });
}

/** Three days before a trial ends. */
export function announceTrialEnd(world: World, sub: Subscription): void {
  world.announced.add(sub.id);
  emit(world, 'customer.subscription.trial_will_end', sub);
}
