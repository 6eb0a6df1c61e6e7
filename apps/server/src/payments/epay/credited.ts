import type { Deps } from '../../context.ts';
import { paymentErrors } from '../errors.ts';
import type { Provider, ProviderPayment } from '../provider.ts';
import { findOrder, findPaymentByReference } from '../store.ts';

/**
 * Whether a settled notice may be answered with `success`: the credits of just this payment are stored, or it tells
 * of no payment. Throws `order_not_found` (404), and `callback_not_credited` (409) for one that a person has to look
 * at: the site goes on telling for a day, shows it as open, and can be made to tell again when all is put right.
 */
export async function requireCredited(deps: Deps, provider: Provider, raw: Buffer): Promise<void> {
  for (const news of (await provider.readEvent(raw, deps.clock.now())) ?? []) {
    if (news.kind === 'payment') await requirePayment(deps, news);
  }
}

async function requirePayment({ db }: Deps, { orderId, paymentId }: ProviderPayment): Promise<void> {
  const order = orderId === null ? null : await findOrder(db, orderId);
  if (!order) throw paymentErrors.order_not_found();
  const payment = await findPaymentByReference(db, 'epay', paymentId);
  if (order.fulfilled_at === null || order.payment_id !== payment?.id) throw paymentErrors.callback_not_credited();
}
