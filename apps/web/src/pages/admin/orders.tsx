import type { AdminOrder } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../format/number.ts';
import { Credits, Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { OrderState } from '../orders/order-state.tsx';
import { useOrderTitle } from '../orders/order-title.ts';
import { useMethodName } from '../paying/methods.ts';
import { Choice, ProviderFilter, TextFilter } from './filters.tsx';
import { allOrdersQuery } from './queries.ts';
import { type OrderSearch, orderStates } from './search.ts';

const route = getRouteApi('/signed-in/admin/payments/orders');

function Row({ order }: { order: AdminOrder }) {
  const titleOf = useOrderTitle();
  const nameOf = useMethodName();
  return (
    <Tr>
      <Td className="w-full max-w-0 sm:w-auto sm:max-w-60">
        <Link
          to="/admin/payments/orders/$orderId"
          params={{ orderId: order.id }}
          search={true}
          resetScroll={false}
          className={`${rowLink} block truncate`}
        >
          {order.email}
        </Link>
      </Td>
      <Td className="hidden max-w-40 truncate lg:table-cell">{titleOf(order)}</Td>
      <Td number>
        <Money amount={order.amount} currency={order.currency} />
      </Td>
      <Td number className="hidden xl:table-cell">
        <Credits value={order.credits} />
      </Td>
      <Td className="hidden md:table-cell">{nameOf(order)}</Td>
      <Td>
        <OrderState order={order} />
      </Td>
      <Td number className="hidden text-quiet text-sm sm:table-cell">
        <RelativeTime at={order.createdAt} />
      </Td>
    </Tr>
  );
}

function Rows({ search }: { search: OrderSearch }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const query = useSuspenseInfiniteQuery(allOrdersQuery(search));
  const orders = query.data.pages.flatMap((page) => page.data);
  if (orders.length === 0) return <Empty>{t('orders.empty')}</Empty>;
  return (
    <>
      <Table aria-label={t('tabs.orders')} className="[&_thead_th]:border-t-0">
        <thead>
          <tr>
            <Th>{t('person')}</Th>
            <Th className="hidden lg:table-cell">{own('orders.what')}</Th>
            <Th number>{own('orders.amount')}</Th>
            <Th number className="hidden xl:table-cell">
              {own('orders.credits')}
            </Th>
            <Th className="hidden md:table-cell">{own('orders.provider')}</Th>
            <Th>{t('state')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('when')}
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

function Filters({ search, change }: { search: OrderSearch; change: (part: Partial<OrderSearch>) => void }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const states = orderStates.map((value) => ({ value, label: own(`orders.status.${value}`) }));
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <TextFilter
        key={search.reference}
        label={t('orders.reference')}
        value={search.reference}
        onSearch={(reference) => change({ reference })}
        className="w-full max-w-[440px]"
      />
      <Choice
        label={t('state')}
        any={t('anyState')}
        value={search.state}
        options={states}
        onChange={(state) => change({ state })}
      />
      <ProviderFilter value={search.provider} onChange={(provider) => change({ provider })} />
      <label className="flex h-10 items-center gap-2">
        <input
          type="checkbox"
          checked={search.review === '1'}
          onChange={(event) => change({ review: event.target.checked ? '1' : undefined })}
          className="size-4 accent-ink"
        />
        {t('orders.review')}
      </label>
      {search.userId && (
        <Button onClick={() => change({ userId: undefined })}>
          {t('person')} <span className="mono text-sm">{shortId(search.userId)}</span> · {t('clear')}
        </Button>
      )}
    </div>
  );
}

/** Everybody's orders; the address keeps what is looked for. */
export function AllOrders() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { [Name in keyof OrderSearch]?: OrderSearch[Name] | undefined }) =>
    void navigate({ search: { ...search, ...part } as OrderSearch, replace: true, resetScroll: false });
  return (
    <>
      <Filters search={search} change={change} />
      <Card className="overflow-hidden">
        <Boundary key={JSON.stringify(search)} loading={<SkeletonRows rows={8} />} className="m-4">
          <Rows search={search} />
        </Boundary>
      </Card>
      <Outlet />
    </>
  );
}
