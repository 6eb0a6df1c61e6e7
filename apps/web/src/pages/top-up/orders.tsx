import type { Order } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ordersQuery } from '../../api/queries.ts';
import { shortId } from '../../format/number.ts';
import { Credits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { OrderState } from './order-state.tsx';

function Row({ order }: { order: Order }) {
  return (
    <Tr>
      <Td>
        <Link to="/pay/$orderId" params={{ orderId: order.id }} className={rowLink}>
          <Money amount={order.amount} currency={order.currency} />
        </Link>
      </Td>
      <Td number>
        <Credits value={order.credits} />
      </Td>
      <Td>
        <OrderState status={order.status} />
      </Td>
      <Td className="mono hidden text-quiet text-sm md:table-cell">{shortId(order.id)}</Td>
      <Td number className="hidden text-quiet text-sm sm:table-cell">
        <RelativeTime at={order.createdAt} />
      </Td>
    </Tr>
  );
}

function Rows() {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(ordersQuery);
  const orders = query.data.pages.flatMap((page) => page.data);
  if (orders.length === 0) return <Empty>{t('orders.empty')}</Empty>;
  return (
    <>
      <Table aria-labelledby="orders">
        <thead>
          <tr>
            <Th>{t('orders.amount')}</Th>
            <Th number>{t('orders.credits')}</Th>
            <Th>{t('orders.state')}</Th>
            <Th className="hidden md:table-cell">{t('orders.order')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('orders.when')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <Row key={order.id} order={order} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** What was bought before, and what became of it. */
export function Orders() {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="orders" title={t('orders.title')} />
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
    </Card>
  );
}
