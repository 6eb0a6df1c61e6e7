import type { Deps } from '../../context.ts';
import { tell } from '../news.ts';
import type { Order } from '../order.ts';
import type { ProviderPayment } from '../provider.ts';
import { findProvider } from '../providers.ts';
import { findOrder } from '../store.ts';
import { cardCallsOf, chargeAttempt, pauseOf, settleAttempt } from './attempt.ts';
import { type AutoTopUp, mayCharge } from './auto-topup.ts';
import { declined, uncharged } from './outcomes.ts';

/** How long providers surely remember the key of a charge; then it is not asked for again under the same one. */
const KEY_LIVES_MS = 12 * 3600 * 1000;

/** Where the provider does not say why. */
const UNKNOWN_REASON = 'card_declined';

/**
 * Goes on with an attempt that somebody left open: its process died, or no answer came. The provider is asked first what
 * became of it; only when it knows of no payment is the charge asked for again, under the same key.
 */
export async function resumeAttempt(deps: Deps, row: AutoTopUp): Promise<void> {
  const order = row.open_order_id === null ? null : await findOrder(deps.db, row.open_order_id);
  if (!order) return;
  if (order.payment_id !== null) return settleAttempt(deps, order.id);
  if (order.status === 'failed') return declined(deps, order, UNKNOWN_REASON);
  const payments = await askFor(deps, order);
  if (payments === null) return;
  if (payments.some(({ outcome }) => outcome === 'succeeded')) return settleAttempt(deps, order.id);
  if (payments.length > 0) return declined(deps, order, UNKNOWN_REASON);
  // The provider has it, and has not decided.
  if (order.provider_reference !== null) return;
  await again(deps, row, order);
}

/** The provider's payments of the order, told here too; null when it cannot be asked. */
async function askFor(deps: Deps, order: Order): Promise<ProviderPayment[] | null> {
  const provider = await findProvider(deps, order.provider);
  if (!provider?.findNews) return null;
  const news = await provider.findNews(order, deps.clock.now());
  for (const one of news) await tell(deps, order.provider, one);
  return news.filter((one) => one.kind === 'payment');
}

async function again(deps: Deps, row: AutoTopUp, order: Order): Promise<void> {
  const calls = await cardCallsOf(deps, row.provider);
  const wanted = mayChargeAgain(row, order, deps.clock.now()) && (await pauseOf(deps, row)) === null;
  if (calls && wanted) await chargeAttempt(deps, calls, row, order);
  else await uncharged(deps, order);
}

/** With the card it was begun with: the provider takes a key for one request only. */
function mayChargeAgain(row: AutoTopUp, order: Order, now: Date): boolean {
  const { status, created_at, expires_at } = order;
  const young = now.getTime() - created_at.getTime() < KEY_LIVES_MS && now < expires_at;
  const sameCard = row.card_saved_at !== null && row.card_saved_at <= created_at;
  return mayCharge(row) && status === 'pending' && young && sameCard;
}
