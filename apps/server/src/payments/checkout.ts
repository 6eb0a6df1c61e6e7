import type { Deps } from '../context.ts';
import { paymentErrors } from './errors.ts';
import { fulfilOrder } from './fulfilment.ts';
import { takeIn } from './intake.ts';
import { withoutProvider } from './manual-payment.ts';
import { endsUnpaid } from './moves.ts';
import type { Order } from './order.ts';
import type { Provider } from './provider.ts';
import { findCustomer, findOrder, keepCheckout } from './store.ts';
import { titleOf } from './titles.ts';

export interface CheckedOut {
  order: Order;
  /** Where a browser goes to pay: the provider's own page, or ours that posts its form or draws its code. */
  checkoutUrl: string;
}

/** Our page of an order: what is bought, how it is paid, what became of it. */
export function payPage({ config }: Pick<Deps, 'config'>, orderId: string): string {
  return `${config.server.publicUrl}/pay/${orderId}`;
}

/** Where the order is paid; null when it needs no paying any more. */
export function checkoutUrlOf(deps: Pick<Deps, 'config'>, { id, status, checkout }: Order): string | null {
  if (status !== 'pending' || checkout === null) return null;
  return checkout.kind === 'redirect' ? checkout.url : payPage(deps, id);
}

/**
 * Asks the provider, once, where the order is paid. What costs nothing is not asked about: it is fulfilled at once.
 * Throws `provider_unreachable` and `provider_refused` (502); the order stays, and may be asked about again.
 */
export async function checkOut(deps: Deps, provider: Provider, order: Order, ip: string | null): Promise<CheckedOut> {
  if (order.amount_minor === 0n && order.kind !== 'subscription') return fulfilFree(deps, order);
  const kept = order.checkout || order.status !== 'pending' ? order : await askForCheckout(deps, provider, order, ip);
  return { order: kept, checkoutUrl: checkoutUrlOf(deps, kept) ?? payPage(deps, order.id) };
}

async function askForCheckout(deps: Deps, provider: Provider, order: Order, ip: string | null): Promise<Order> {
  const customer = await findCustomer(deps.db, order.user_id, provider.name);
  const returnUrl = payPage(deps, order.id);
  const checkout = await provider.createCheckout({ order, customer, returnUrl, ip, title: titleOf(order) });
  return (await keepCheckout(deps.db, order.id, checkout)) ?? order;
}

/** Given up it stays: no money has arrived for it, and somebody else may have its discount. Throws `order_not_open` (409). */
async function fulfilFree(deps: Deps, order: Order): Promise<CheckedOut> {
  const payment = withoutProvider(order, `free:${order.id}`, deps.clock.now(), { free: true });
  const check = ({ status }: Order) => {
    if (endsUnpaid.has(status)) throw paymentErrors.order_not_open({ status });
  };
  await takeIn(deps, order.id, { provider: order.provider, payment, check });
  await fulfilOrder(deps, order.id);
  return { order: (await findOrder(deps.db, order.id)) ?? order, checkoutUrl: payPage(deps, order.id) };
}
