import type { OrderStatus } from '@farebox/sdk';
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

export function OrderState({ status }: { status: OrderStatus }) {
  const { t } = useTranslation();
  return <Badge tone={tones[status]}>{t(`orders.status.${status}`)}</Badge>;
}
