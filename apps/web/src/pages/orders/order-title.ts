import type { Order } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';

type Titled = Pick<Order, 'kind' | 'title' | 'planId'>;

/** What was bought, in the reader's language; a plan by its own name. */
export function useOrderTitle(): (order: Titled) => string {
  const { t } = useTranslation();
  return ({ kind, title, planId }) => {
    if (kind === 'topup' || kind === 'auto_topup' || kind === 'unmatched' || planId === null) {
      return t(`orders.kind.${kind}`);
    }
    if (kind === 'renewal' || kind === 'upgrade')
      return t('orders.planAnd', { plan: title, what: t(`orders.kind.${kind}`) });
    return t('orders.plan', { plan: title });
  };
}
