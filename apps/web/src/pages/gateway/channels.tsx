import { useSuspenseQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../format/time.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChannelCard } from './channel-card.tsx';
import { channelsQuery } from './queries.ts';

function Loading() {
  return (
    <div aria-busy="true" className="grid gap-6">
      <Skeleton className="h-11 max-w-[68ch]" />
      {[1, 2].map((card) => (
        <Card key={card} className="grid gap-5 p-5">
          <Skeleton className="h-5 w-48" />
          <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
            {[1, 2, 3, 4].map((fact) => (
              <Skeleton key={fact} className="h-10" />
            ))}
          </div>
        </Card>
      ))}
    </div>
  );
}

function List() {
  const { t, i18n } = useTranslation('admin');
  const query = useSuspenseQuery(channelsQuery);
  const { since, data: channels } = query.data;
  return (
    <>
      <p className="max-w-[72ch] text-quiet">
        {t('gateway.channels.text', { since: formatExact(since, i18n.language) })} {t('gateway.channels.testHint')}
      </p>
      <p role="status" className={query.isError ? 'flex items-start gap-2 text-person' : 'sr-only'}>
        {query.isError && (
          <>
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t('gateway.channels.stale')}
          </>
        )}
      </p>
      {channels.length === 0 && (
        <Card>
          <Empty>{t('gateway.channels.empty')}</Empty>
        </Card>
      )}
      {channels.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
    </>
  );
}

/** Every channel, as the process that answers knows it; asked for again every few seconds. */
export function Channels() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Boundary loading={<Loading />}>
        <List />
      </Boundary>
    </div>
  );
}
