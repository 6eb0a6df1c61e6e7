import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/queries.ts';
import { dayIn } from '../../format/time.ts';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Calls } from './calls.tsx';
import { RangeChoice } from './range-choice.tsx';
import { Report, ReportLoading } from './report.tsx';
import { daysOf, MOST_DAYS, rangeProblem, type UsageSearch } from './search.ts';

const route = getRouteApi('/signed-in/usage');

function UsageOf({ search, change }: { search: UsageSearch; change: (search: UsageSearch) => void }) {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const today = dayIn(me.timeZone, new Date());
  const days = daysOf(search, today);
  const problem = rangeProblem(days);
  return (
    <>
      <RangeChoice search={search} days={days} today={today} change={change} />
      {problem ? (
        <p role="alert" className="text-refused">
          {t(`usage.${problem}`, { n: MOST_DAYS })}
        </p>
      ) : (
        <Boundary key={`${days.from} ${days.to}`} loading={<ReportLoading />}>
          <Report days={days} group={search.group ?? 'day'}>
            <Calls days={days} search={search} change={change} />
          </Report>
        </Boundary>
      )}
    </>
  );
}

/** What was used, when, by what and for how much. The address keeps the question. */
export function Usage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: UsageSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  return (
    <Page>
      <Boundary loading={<Skeleton className="h-9 w-80" />}>
        <UsageOf search={search} change={change} />
      </Boundary>
      <Outlet />
    </Page>
  );
}
