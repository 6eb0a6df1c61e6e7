import { type Answer, type Asked, html, redirect } from '../listener.ts';
import { type Button, renderPage } from '../page.ts';
import { shownAmount } from './amounts.ts';
import { testCards } from './cards.ts';
import { paySession } from './checkout-pay.ts';
import { type Checkout, type CheckoutSession, shownLine } from './checkout-session.ts';
import { noticePage } from './notice-page.ts';
import { StripeProblem } from './problem.ts';
import type { World } from './world.ts';

const titles: Record<CheckoutSession['mode'], string> = {
  payment: 'Pay once',
  subscription: 'Subscribe',
  setup: 'Save a card',
};

function buttonsOf({ id, session }: Checkout): Button[] {
  const cards = testCards.map(({ token, number, title }, index) => ({
    action: `/pay/${id}/card?card=${token}`,
    label: `Card … ${number.slice(-4)}: ${title}`,
    quiet: index > 0,
  }));
  const delayed = { action: `/pay/${id}/delayed`, label: 'Bank debit: the money arrives later', quiet: true };
  const cancel = { action: `/pay/${id}/cancel`, label: 'Go back without paying', quiet: true };
  const others = session.mode === 'setup' ? [] : [delayed];
  return [...cards, ...others, ...(session.cancel_url ? [cancel] : [])];
}

function payPage(world: World, checkout: Checkout, note?: string): Answer {
  const { session, lines } = checkout;
  if (session.status !== 'open') return noticePage('This checkout is closed', `It is ${session.status}.`, 410);
  const total = session.amount_total === null ? '' : shownAmount(session.amount_total, session.currency ?? 'usd');
  const payer = session.customer_email ?? world.customers.find(session.customer)?.email;
  const rows = lines.map((line) => shownLine(world, line));
  if (payer) rows.push(['E-mail', payer]);
  return html(renderPage({ title: titles[session.mode], headline: total, rows, buttons: buttonsOf(checkout), note }));
}

/** `success_url` with the id of the session in the place that was left for it. */
function thanks({ id, success_url: url }: CheckoutSession): Answer {
  if (!url) return noticePage('Thank you', 'This session has no page to go on to.');
  return redirect(url.replaceAll('{CHECKOUT_SESSION_ID}', id));
}

function press(world: World, checkout: Checkout, action: string, card: string | null): Answer {
  const { id, session } = checkout;
  if (action === 'cancel') return session.cancel_url ? redirect(session.cancel_url) : payPage(world, checkout);
  try {
    const paid = paySession(world, id, action === 'delayed' ? { delayed: true } : { card: card ?? undefined });
    return paid.status === 'complete'
      ? thanks(paid)
      : payPage(world, checkout, 'The card was declined. Try another one.');
  } catch (error) {
    if (error instanceof StripeProblem) return payPage(world, checkout, error.message);
    throw error;
  }
}

/** The page of a hosted session and what its buttons do. Null for other paths. */
export function checkoutPages(world: World, { method, path, query }: Asked): Answer | null {
  const [, id, action] = /^\/pay\/(cs_\w+)(?:\/(card|delayed|cancel))?$/.exec(path) ?? [];
  if (!id) return null;
  const checkout = world.checkouts.find(id);
  if (!checkout) return noticePage('No such checkout', 'It was never made here, or was forgotten.', 404);
  if (action && method === 'POST') return press(world, checkout, action, query.get('card'));
  return payPage(world, checkout);
}
