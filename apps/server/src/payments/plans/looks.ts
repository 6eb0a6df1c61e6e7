import type { Deps } from '../../context.ts';
import { tell } from '../news.ts';
import type { Provider, ProviderNews } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { findOrder } from '../store.ts';
import { type DueLook, takeDueLooks } from './store.ts';

/** Subscriptions that one sweep looks at anew at most; the rest wait a minute. */
const AT_ONCE = 20;

/**
 * Looks at subscriptions whose period ended an hour ago without a word from their provider: how they stand, and what
 * was paid last. Callbacks that were lost come to light so; what was heard already changes nothing.
 */
export async function lookAtSilent(deps: Deps): Promise<void> {
  for (const due of await takeDueLooks(deps.db, AT_ONCE)) {
    await look(deps, due).catch((error: unknown) => {
      deps.log.warn({ err: error, subscriptionId: due.id }, 'a subscription could not be looked at');
    });
  }
}

async function look(deps: Deps, due: DueLook): Promise<void> {
  const provider = await findProvider(deps, due.provider);
  if (!provider) return;
  for (const news of await newsOf(deps, provider, due)) await tell(deps, provider.name, news);
}

/** By its first order a provider finds what was paid last; without one, only how it stands. */
async function newsOf(deps: Deps, provider: Provider, due: DueLook): Promise<ProviderNews[]> {
  const order = due.orderId === null ? null : await findOrder(deps.db, due.orderId);
  const found = order ? await provider.findNews?.(order, deps.clock.now()) : null;
  if (found?.length) return found;
  const seen = await provider.subscriptions?.read(due.providerSubscriptionId);
  return seen ? [seen] : [];
}
