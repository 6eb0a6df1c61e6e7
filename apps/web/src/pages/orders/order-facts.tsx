import { type Order, toMicro } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { Credits, Money } from '../../ui/amount.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import { useMethodName } from '../paying/methods.ts';
import { useOrderTitle } from './order-title.ts';

const isMore = (amount: string) => toMicro(amount) > 0n;

/** What is bought, for what, and with what. */
export function OrderFacts({ order }: { order: Order }) {
  const { t } = useTranslation();
  const nameOf = useMethodName();
  const titleOf = useOrderTitle();
  const { currency, discount, refunded } = order;
  return (
    <dl>
      <TicketRow label={t('orders.what')}>{titleOf(order)}</TicketRow>
      {isMore(order.credits) && (
        <TicketRow label={t('orders.credits')}>
          <Credits value={order.credits} unit className="font-semibold" />
        </TicketRow>
      )}
      {isMore(discount) && (
        <TicketRow label={t('paying.discount.title')}>
          <Money amount={`-${discount}`} currency={currency} className="text-arrived" />
        </TicketRow>
      )}
      {isMore(refunded) && (
        <TicketRow label={t('orders.refunded')}>
          <Money amount={refunded} currency={currency} />
        </TicketRow>
      )}
      <TicketRow label={t('orders.provider')}>{nameOf(order)}</TicketRow>
    </dl>
  );
}

/** When each thing happened to it, in that order. */
export function OrderTimes({ order }: { order: Order }) {
  const { t } = useTranslation();
  const times = [
    ['created', order.createdAt],
    ['paid', order.paidAt],
    ['fulfilled', order.fulfilledAt],
    ['failed', order.failedAt],
    ['cancelled', order.cancelledAt],
    ['expired', order.expiredAt],
    ['partially_refunded', order.partiallyRefundedAt],
    ['refunded', order.refundedAt],
    ['disputed', order.disputedAt],
  ] as const;
  const happened = times.flatMap(([name, at]) => (at ? [{ name, at }] : []));
  happened.sort((one, other) => one.at.localeCompare(other.at));
  return (
    <dl>
      {happened.map(({ name, at }) => (
        <TicketRow key={name} label={t(`orders.times.${name}`)}>
          <ExactTime at={at} />
        </TicketRow>
      ))}
      {order.status === 'pending' && (
        <TicketRow label={t('orders.times.expires')}>
          <ExactTime at={order.expiresAt} />
        </TicketRow>
      )}
    </dl>
  );
}
