import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { callsQuery } from '../../api/queries.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';
import { type Days, type UsageSearch, wishOf } from './search.ts';

interface Props {
  days: Days;
  search: UsageSearch;
  change: (search: UsageSearch) => void;
}

function Rows({ wish }: { wish: ReturnType<typeof wishOf> }) {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(callsQuery(wish));
  const calls = query.data.pages.flatMap((page) => page.data);
  if (calls.length === 0) return <Empty>{t('usage.calls.empty')}</Empty>;
  return (
    <>
      <CallTable calls={calls} />
      <ShowMore query={query} />
    </>
  );
}

/** The calls of the range one by one, newest first, each with its receipt. */
export function Calls({ days, search, change }: Props) {
  const { t } = useTranslation();
  const wish = wishOf(days, search);
  return (
    <Card className="overflow-hidden">
      <CardHead id="calls" title={t('usage.calls.title')}>
        <Button asChild size="small">
          <a href={farebox.usage.recordsCsvPath(wish)} download>
            <Download aria-hidden />
            {t('usage.calls.csv')}
          </a>
        </Button>
      </CardHead>
      <Boundary loading={<Skeleton className="mx-5 mb-4 h-10" />} className="m-4 mt-0">
        <CallFilters days={days} search={search} change={change} />
      </Boundary>
      <Boundary key={JSON.stringify(wish)} loading={<SkeletonRows rows={6} />} className="m-4 mt-0">
        <Rows wish={wish} />
      </Boundary>
    </Card>
  );
}
