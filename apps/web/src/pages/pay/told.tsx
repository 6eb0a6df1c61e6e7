import type { Order } from '@farebox/sdk';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../format/money.ts';

/** What stands about an order, in a sentence or two. */
function sentence(order: Order, t: TFunction): string {
  const { status, planId, title } = order;
  if (order.needsReview && order.fulfilledAt === null) return t('pay.review');
  if (status === 'fulfilled' && planId !== null) return t('pay.fulfilledPlan', { plan: title });
  if (status === 'partially_refunded' || status === 'refunded') {
    const amount = formatMoney(order.refunded, order.currency);
    return t(`pay.${status}`, { amount });
  }
  if (status === 'pending' && order.checkout === null) return t('pay.unanswered');
  return t(`pay.${status}`);
}

/** Said aloud when it changes. */
export function Told({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite" className="grid gap-1">
      <p className="max-w-[60ch]">{sentence(order, t)}</p>
      {order.needsReview && order.fulfilledAt !== null && <p className="text-person">{t('pay.reviewAfter')}</p>}
    </div>
  );
}
