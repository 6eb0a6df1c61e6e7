import { type Answer, type Asked, html, redirect } from '../listener.ts';
import { type Button, renderPage } from '../page.ts';
import { shownAmount } from './amounts.ts';
import { addMethod } from './cards.ts';
import { settleInvoice } from './collection.ts';
import { update } from './events.ts';
import { noticePage } from './notice-page.ts';
import type { PortalSession } from './portal.ts';
import { currentPeriod, type Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

function shownDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function stateOf(sub: Subscription): string {
  if (sub.cancel_at !== null) return `ends on ${shownDay(sub.cancel_at)}`;
  return `${sub.status}, until ${shownDay(currentPeriod(sub).end)}`;
}

function subscriptionsOf(world: World, portal: PortalSession): Subscription[] {
  const theirs = world.subscriptions.newestFirst().filter(({ customer }) => customer === portal.customer);
  return theirs.filter(({ status }) => status !== 'canceled');
}

function portalPage(world: World, portal: PortalSession, path: string): Answer {
  const subs = subscriptionsOf(world, portal);
  const rows = subs.map((sub): [string, string] => {
    const [item] = sub.items.data;
    return [item ? shownAmount(item.price.unit_amount * item.quantity, sub.currency) : sub.id, stateOf(sub)];
  });
  const buttons: Button[] = subs.map(({ id, cancel_at }) => ({
    action: `${path}/${cancel_at === null ? 'cancel' : 'resume'}?subscription=${id}`,
    label: cancel_at === null ? 'Cancel subscription' : 'Keep subscription',
  }));
  if (portal.return_url) buttons.push({ action: `${path}/back`, label: 'Back', quiet: true });
  return html(renderPage({ title: 'Your subscriptions', headline: '', rows, buttons }));
}

/** The portal plans an end with `cancel_at` alone, as the real one does by now. */
function plan(world: World, sub: Subscription, ends: boolean): void {
  update(world, 'customer.subscription.updated', sub, {
    cancel_at: ends ? currentPeriod(sub).end : null,
    cancel_at_period_end: false,
    canceled_at: ends ? world.clock.now() : null,
    cancellation_details: { ...sub.cancellation_details, reason: ends ? 'cancellation_requested' : null },
  });
}

/** The page of a portal session: cancel, keep, back. Null for other paths. */
export function portalPages(world: World, { method, path, query }: Asked): Answer | null {
  const [, root, action] = /^(\/portal\/\w+)(?:\/(cancel|resume|back))?$/.exec(path) ?? [];
  if (!root) return null;
  const portal = world.portals.newestFirst().find(({ url }) => url === `${world.settings.origin}${root}`);
  if (!portal) return noticePage('This link has expired', 'Ask the shop for a new one.', 404);
  if (method !== 'POST' || !action) return portalPage(world, portal, root);
  if (action === 'back' && portal.return_url) return redirect(portal.return_url);
  const sub = subscriptionsOf(world, portal).find(({ id }) => id === query.get('subscription'));
  if (sub && action !== 'back') plan(world, sub, action === 'cancel');
  return redirect(root);
}

/** `hosted_invoice_url`: an open invoice can be paid there with a card that works. Null for other paths. */
export function invoicePages(world: World, { method, path }: Asked): Answer | null {
  const [, id, action] = /^\/invoices\/(in_\w+)(?:\/(pay))?$/.exec(path) ?? [];
  const invoice = id ? world.invoices.find(id) : undefined;
  if (!id) return null;
  if (!invoice) return noticePage('No such invoice', 'It was never made here, or was forgotten.', 404);
  if (method === 'POST' && action && invoice.status === 'open') {
    settleInvoice(world, invoice, addMethod(world, 'pm_card_visa', { email: invoice.customer_email }));
    return redirect(`/invoices/${id}`);
  }
  const rows = invoice.lines.data.map((line): [string, string] => [
    line.description,
    shownAmount(line.amount, line.currency),
  ]);
  const pay = { action: `/invoices/${id}/pay`, label: 'Pay with card … 4242' };
  const headline = shownAmount(invoice.amount_due, invoice.currency);
  const title = `Invoice ${invoice.number}: ${invoice.status}`;
  return html(renderPage({ title, headline, rows, buttons: invoice.status === 'open' ? [pay] : [] }));
}
