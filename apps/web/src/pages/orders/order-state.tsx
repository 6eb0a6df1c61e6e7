import type { Order, OrderStatus } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../ui/badge.tsx';

const tones: Record<OrderStatus, Tone> = {
  pending: 'held',
  paid: 'held',
  fulfilled: 'arrived',
  failed: 'refused',
  cancelled: 'neutral',
  expired: 'neutral',
  refunded: 'returned',
  partially_refunded: 'returned',
  disputed: 'person',
};

/** Where an order stands; one that waits for a person says that instead. */
export function OrderState({ order }: { order: Pick<Order, 'status' | 'needsReview'> }) {
  const { t } = useTranslation();
  if (order.needsReview) return <Badge tone="person">{t('orders.review')}</Badge>;
  return <Badge tone={tones[order.status]}>{t(`orders.status.${order.status}`)}</Badge>;
}
