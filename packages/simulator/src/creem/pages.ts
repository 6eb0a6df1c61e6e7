import { type Answer, type Asked, html, redirect } from '../listener.ts';
import { type Button, renderPage } from '../page.ts';
import { checkoutBy, returnAddress } from './checkouts.ts';
import { customerBy } from './customers.ts';
import type { Checkout } from './objects.ts';
import { failCheckout, payCheckout } from './payments.ts';
import { productBy } from './products.ts';
import { cancelNow, resume, scheduleCancel, subscriptionBy } from './subscriptions.ts';
import { withTax } from './transactions.ts';
import type { World } from './world.ts';

function sum(cents: number, currency: string): string {
  return `${(cents / 100).toFixed(2)} ${currency}`;
}

function checkoutPage(world: World, checkout: Checkout, note?: string): Answer {
  const product = productBy(world, checkout.product);
  const { tax, paid } = withTax(world, product, (checkout.custom_price ?? product.price) * checkout.units);
  const rows: [string, string][] = [
    ['For', checkout.units > 1 ? `${checkout.units} × ${product.name}` : product.name],
    ['Billed', product.billing_period],
    ['Tax', sum(tax, product.currency)],
    ['E-mail', checkout.asked_customer.email ?? 'buyer@example.com'],
    ['State', checkout.status],
  ];
  const action = `${world.url}/checkout/${checkout.id}`;
  const buttons: Button[] = [
    { action: `${action}/pay`, label: 'Pay' },
    { action: `${action}/fail`, label: 'Pay with a card that is refused', quiet: true },
  ];
  const open = checkout.status === 'pending';
  const page = { title: 'Creem simulator', headline: sum(paid, product.currency), rows, note };
  return html(renderPage({ ...page, buttons: open ? buttons : [] }));
}

function checkoutAnswer(world: World, id: string, action: string | undefined): Answer {
  const checkout = checkoutBy(world, id);
  if (!action) return checkoutPage(world, checkout);
  if (action === 'fail') {
    failCheckout(world, checkout);
    return checkoutPage(world, checkout, 'The card was refused.');
  }
  if (checkout.status === 'pending') payCheckout(world, checkout);
  const back = checkout.status === 'completed' ? returnAddress(world, checkout) : null;
  return back ? redirect(back) : checkoutPage(world, checkout);
}

const portalActions = {
  cancel: cancelNow,
  'cancel-later': (world: World, subscription: Parameters<typeof cancelNow>[1]) => {
    scheduleCancel(world, subscription, 'cancel');
  },
  resume,
};

function portalPage(world: World, customerId: string): Answer {
  const customer = customerBy(world, { customer_id: customerId });
  const own = world.subscriptions.all().filter(({ customer: id }) => id === customer.id);
  const buttons = own.flatMap(({ id, status }): Button[] => {
    const button = (action: string, label: string): Button => {
      return { action: `${world.url}/portal/${customer.id}/${id}/${action}`, label: `${label} ${id}`, quiet: true };
    };
    if (status === 'scheduled_cancel' || status === 'paused') return [button('resume', 'Resume')];
    return status === 'canceled'
      ? []
      : [button('cancel-later', 'Cancel at the period’s end'), button('cancel', 'Cancel')];
  });
  const rows = own.map(({ id, status }): [string, string] => [id, status]);
  return html(renderPage({ title: 'Creem simulator', headline: customer.email, rows, buttons }));
}

function portalAnswer(world: World, customer: string, subscription?: string, action?: string): Answer {
  const known = action && Object.hasOwn(portalActions, action);
  if (!known || !subscription) return portalPage(world, customer);
  portalActions[action as keyof typeof portalActions](world, subscriptionBy(world, subscription));
  return redirect(`${world.url}/portal/${customer}`);
}

/** The pages that customers see: checkout and portal. Null for any other path. */
export function pageAnswer(world: World, { method, path }: Asked): Answer | null {
  const [, kind, id = '', ...rest] = path.split('/');
  const posted = method === 'POST';
  if (kind === 'checkout') return checkoutAnswer(world, id, posted ? rest[0] : undefined);
  if (kind === 'portal') return posted ? portalAnswer(world, id, rest[0], rest[1]) : portalPage(world, id);
  return null;
}
