import type { Order } from '@farebox/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../format/number.ts';
import { Credits, Money } from '../../ui/amount.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { OrderState } from './order-state.tsx';
import { useOrderTitle } from './order-title.ts';

/** `/pay/…` is the order as something to pay, `/orders/…` its story beside the list. */
export type Destination = '/pay/$orderId' | '/orders/$orderId';

function Row({ order, to }: { order: Order; to: Destination }) {
  const titleOf = useOrderTitle();
  return (
    <Tr>
      <Td className="w-full max-w-0 sm:w-auto sm:max-w-60">
        <Link
          to={to}
          params={{ orderId: order.id }}
          search={(search: Record<string, unknown>) => (to === '/orders/$orderId' ? search : {})}
          resetScroll={to === '/pay/$orderId'}
          className={`${rowLink} block truncate`}
        >
          {titleOf(order)}
        </Link>
      </Td>
      <Td number>
        <Money amount={order.amount} currency={order.currency} />
      </Td>
      <Td number className="hidden md:table-cell">
        <Credits value={order.credits} />
      </Td>
      <Td>
        <OrderState order={order} />
      </Td>
      <Td className="mono hidden text-quiet text-sm xl:table-cell">{shortId(order.id)}</Td>
      <Td number className="hidden text-quiet text-sm sm:table-cell">
        <RelativeTime at={order.createdAt} />
      </Td>
    </Tr>
  );
}

/** Orders, newest first. */
export function OrderTable({ orders, to, labelledBy }: { orders: Order[]; to: Destination; labelledBy: string }) {
  const { t } = useTranslation();
  return (
    <Table aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <Th>{t('orders.what')}</Th>
          <Th number>{t('orders.amount')}</Th>
          <Th number className="hidden md:table-cell">
            {t('orders.credits')}
          </Th>
          <Th>{t('orders.state')}</Th>
          <Th className="hidden xl:table-cell">{t('orders.order')}</Th>
          <Th number className="hidden sm:table-cell">
            {t('orders.when')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row key={order.id} order={order} to={to} />
        ))}
      </tbody>
    </Table>
  );
}
