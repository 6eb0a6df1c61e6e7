import type { UsageGroup, UsageReport } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { usageQuery } from '../../api/queries.ts';
import { formatCount } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';
import { Credits } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { ReportTable } from './report-table.tsx';

const UsageChart = lazy(() => import('./usage-chart.tsx').then((module) => ({ default: module.UsageChart })));

interface Props {
  days: { from: string; to: string };
  group: UsageGroup;
}

function Headline({ totals }: { totals: UsageReport['totals'] }) {
  const { t } = useTranslation();
  const figures = [
    { label: t('usage.spent'), value: <Credits value={totals.amount} /> },
    { label: t('usage.requests'), value: formatCount(totals.requests) },
    { label: t('usage.input'), value: formatCount(totals.inputTokens) },
    { label: t('usage.output'), value: formatCount(totals.outputTokens) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-y-4 border-y py-4 md:grid-cols-4">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-quiet text-sm">{label}</dt>
          <dd className="mono font-semibold text-xl">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Chart({ days, group }: Props) {
  const { t, i18n } = useTranslation();
  const groupBy: UsageGroup[] = group === 'day' ? ['day'] : ['day', group];
  const { data } = useSuspenseQuery(usageQuery({ ...days, groupBy }));
  const label = t('usage.chartLabel', {
    from: formatDay(days.from, i18n.language, 'long'),
    to: formatDay(days.to, i18n.language, 'long'),
  });
  return (
    <figure aria-label={label}>
      <UsageChart report={data} group={group} />
    </figure>
  );
}

/** The figures of one range: headline, chart by day, table by group, and what belongs below where there are any. */
export function Report({ days, group, children }: Props & { children: ReactNode }) {
  const { t } = useTranslation();
  const { data: report } = useSuspenseQuery(usageQuery({ ...days, groupBy: [group] }));
  if (report.rows.length === 0) {
    return (
      <Card>
        <Empty
          action={
            <Button asChild>
              <Link to="/keys">{t('usage.emptyAction')}</Link>
            </Button>
          }
        >
          {t('usage.empty')}
        </Empty>
      </Card>
    );
  }
  return (
    <>
      <Headline totals={report.totals} />
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <Chart days={days} group={group} />
      </Suspense>
      <Card className="overflow-hidden">
        <CardHead
          id="usage"
          title={<span className="font-normal text-base text-quiet">{t('usage.zone', { zone: report.timeZone })}</span>}
        >
          <Button asChild size="small">
            <a href={farebox.usage.csvPath({ ...days, groupBy: [group] })} download>
              <Download aria-hidden />
              {t('usage.csv')}
            </a>
          </Button>
        </CardHead>
        <ReportTable report={report} group={group} />
        {report.truncated && <p className="border-t px-5 py-3 text-person text-sm">{t('usage.truncated')}</p>}
      </Card>
      {children}
    </>
  );
}

export function ReportLoading() {
  return (
    <div aria-busy="true" className="grid gap-6">
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-64 w-full" />
      <SkeletonRows rows={6} />
    </div>
  );
}
