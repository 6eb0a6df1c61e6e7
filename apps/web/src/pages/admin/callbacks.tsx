import type { ProviderEvent } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../format/number.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { Choice, ProviderFilter } from './filters.tsx';
import { eventsQuery } from './queries.ts';
import { type EventsSearch, eventStates } from './search.ts';

const route = getRouteApi('/signed-in/admin/payments/callbacks');

export const eventTones: Record<ProviderEvent['state'], Tone> = {
  received: 'held',
  waiting: 'held',
  processed: 'arrived',
  ignored: 'neutral',
  rejected: 'refused',
  failed: 'refused',
};

function Row({ event }: { event: ProviderEvent }) {
  const { t } = useTranslation('admin');
  return (
    <Tr>
      <Td className="max-w-40 sm:max-w-64">
        <Link
          to="/admin/payments/callbacks/$eventId"
          params={{ eventId: event.id }}
          search={true}
          resetScroll={false}
          className={`${rowLink} mono block truncate text-sm`}
        >
          {event.type ?? '–'}
        </Link>
      </Td>
      <Td className="hidden sm:table-cell">{event.provider}</Td>
      <Td>
        <Badge tone={eventTones[event.state]}>{t(`callbacks.states.${event.state}`)}</Badge>
      </Td>
      <Td className="hidden w-full max-w-0 truncate text-quiet text-sm lg:table-cell" title={event.note ?? undefined}>
        {event.note}
      </Td>
      <Td className="mono hidden text-quiet text-sm xl:table-cell">{event.orderId && shortId(event.orderId)}</Td>
      <Td number className="text-quiet text-sm">
        <RelativeTime at={event.receivedAt} />
      </Td>
    </Tr>
  );
}

function Rows({ search }: { search: EventsSearch }) {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(eventsQuery(search));
  const events = query.data.pages.flatMap((page) => page.data);
  if (events.length === 0) return <Empty>{t('callbacks.empty')}</Empty>;
  return (
    <>
      <Table aria-label={t('tabs.callbacks')} className="[&_thead_th]:border-t-0">
        <thead>
          <tr>
            <Th>{t('callbacks.type')}</Th>
            <Th className="hidden sm:table-cell">{t('provider')}</Th>
            <Th>{t('state')}</Th>
            <Th className="hidden lg:table-cell">{t('note')}</Th>
            <Th className="hidden xl:table-cell">{t('callbacks.order')}</Th>
            <Th number>{t('when')}</Th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** The inbox: every callback that arrived, and what became of it. */
export function Callbacks() {
  const { t } = useTranslation('admin');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { [Name in keyof EventsSearch]?: EventsSearch[Name] | undefined }) =>
    void navigate({ search: { ...search, ...part } as EventsSearch, replace: true, resetScroll: false });
  const states = eventStates.map((value) => ({ value, label: t(`callbacks.states.${value}`) }));
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Choice
          label={t('state')}
          any={t('anyState')}
          value={search.state}
          options={states}
          onChange={(state) => change({ state })}
        />
        <ProviderFilter value={search.provider} onChange={(provider) => change({ provider })} />
        {search.orderId && (
          <Button onClick={() => change({ orderId: undefined })}>
            {t('callbacks.order')} <span className="mono text-sm">{shortId(search.orderId)}</span> · {t('clear')}
          </Button>
        )}
      </div>
      <Card className="overflow-hidden">
        <Boundary key={JSON.stringify(search)} loading={<SkeletonRows rows={8} />} className="m-4">
          <Rows search={search} />
        </Boundary>
      </Card>
      <Outlet />
    </>
  );
}
