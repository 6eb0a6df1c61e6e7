import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ordersQuery } from '../../api/queries.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { OrderTable } from '../orders/order-table.tsx';

const SHOWN = 8;

function Rows() {
  const { t } = useTranslation();
  const { data } = useSuspenseInfiniteQuery(ordersQuery('all'));
  const orders = (data.pages[0]?.data ?? []).slice(0, SHOWN);
  if (orders.length === 0) return <Empty>{t('orders.empty')}</Empty>;
  return <OrderTable orders={orders} to="/pay/$orderId" labelledBy="orders" />;
}

/** What was bought last, and what became of it. */
export function RecentOrders() {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="orders" title={t('orders.title')}>
        <Button asChild look="quiet" size="small" className="-mr-3">
          <Link to="/orders">{t('orders.all')}</Link>
        </Button>
      </CardHead>
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
    </Card>
  );
}
