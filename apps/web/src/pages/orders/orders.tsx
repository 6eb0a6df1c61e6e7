import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type OrderFilter, orderFilters, ordersQuery } from '../../api/queries.ts';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { OrderTable } from './order-table.tsx';
import { Statements } from './statements.tsx';

const route = getRouteApi('/signed-in/orders');
const filters = Object.keys(orderFilters) as OrderFilter[];

function Rows({ filter }: { filter: OrderFilter }) {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(ordersQuery(filter));
  const orders = query.data.pages.flatMap((page) => page.data);
  if (orders.length === 0 && filter !== 'all') return <Empty>{t('orders.emptyFilter')}</Empty>;
  if (orders.length === 0) {
    const topUp = (
      <Button asChild look="primary">
        <Link to="/topup">{t('topUp.title')}</Link>
      </Button>
    );
    return <Empty action={topUp}>{t('orders.empty')}</Empty>;
  }
  return (
    <>
      <OrderTable orders={orders} to="/orders/$orderId" labelledBy="orders" />
      <ShowMore query={query} />
    </>
  );
}

/** Everything that was ordered, and the months on paper. An order's address opens its story beside the list. */
export function Orders() {
  const { t } = useTranslation();
  const { state: filter = 'all' } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (state: OrderFilter) =>
    void navigate({ search: state === 'all' ? {} : { state }, replace: true, resetScroll: false });
  return (
    <Page>
      <Card>
        <CardHead id="orders" title={t('orders.title')}>
          <Segmented
            label={t('orders.show')}
            value={filter}
            onChange={choose}
            options={filters.map((value) => ({ value, label: t(`orders.filter.${value}`) }))}
          />
        </CardHead>
        <Boundary key={filter} loading={<SkeletonRows rows={6} />} className="m-4 mt-0">
          <Rows filter={filter} />
        </Boundary>
      </Card>
      <Statements />
      <Outlet />
    </Page>
  );
}
