import type { Deps } from '../../context.ts';
import { tell } from '../news.ts';
import type { Order } from '../order.ts';
import { findProvider } from '../providers.ts';
import { findOrder } from '../store.ts';
import { mayAskNow, takeOrdersToAsk } from './store.ts';

/** Orders that one sweep asks about at most; the rest wait a minute. */
const ASK_LIMIT = 20;

/**
 * Asks the provider what became of an order, and makes it true here. The same as a callback would: any number of times,
 * beside live callbacks. Throws `provider_unreachable`, `provider_refused` (502).
 */
export async function askAbout(deps: Deps, order: Order): Promise<void> {
  const provider = await findProvider(deps, order.provider);
  for (const news of (await provider?.findNews?.(order, deps.clock.now())) ?? [])
    await tell(deps, order.provider, news);
}

/** For a person who waits on the order's page: asks when it is time, and tells the order as it then stands. */
export async function checkOrder(deps: Deps, order: Order): Promise<Order> {
  if (order.payment_id !== null || !(await mayAskNow(deps.db, order.id))) return order;
  await askAbout(deps, order).catch((error: unknown) => {
    deps.log.warn({ err: error, orderId: order.id }, 'the provider could not be asked about an order');
  });
  return (await findOrder(deps.db, order.id)) ?? order;
}

/** Every minute: orders whose callback may have been lost. */
export async function askAboutPending(deps: Deps): Promise<void> {
  for (const order of await takeOrdersToAsk(deps.db, ASK_LIMIT)) {
    if (order.payment_id !== null) continue;
    await askAbout(deps, order).catch((error: unknown) => {
      deps.log.warn({ err: error, orderId: order.id }, 'the provider could not be asked about an order');
    });
  }
}
