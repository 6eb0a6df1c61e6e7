import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { statsQuery, summaryQuery } from '../../api/queries.ts';
import { formatCount } from '../../format/number.ts';
import { Credits } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Sparkline } from './sparkline.tsx';

function Figure({ label, hint, children }: { label: string; hint: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t py-2.5 sm:block sm:border-t-0 sm:border-l sm:py-0 sm:pl-5">
      <dt className="text-quiet text-sm">{label}</dt>
      <dd className="row-span-2 self-center truncate font-semibold text-xl">{children}</dd>
      <dd className="text-quiet text-sm">{hint}</dd>
    </div>
  );
}

/** What is set aside, and what was spent: figures, calls and chart of one answer, so that they agree. */
export function Figures() {
  const { t } = useTranslation();
  const { data: stats } = useSuspenseQuery(statsQuery);
  const { data: summary } = useQuery(summaryQuery);
  const calls = (n: number) => t('dashboard.figures.requests', { n: formatCount(n) });
  return (
    <section aria-label={t('dashboard.figures.label')} className="flex flex-col justify-between gap-6">
      <dl className="grid sm:grid-cols-3">
        <Figure label={t('dashboard.figures.held')} hint={t('dashboard.figures.heldHint')}>
          <Credits value={summary?.held ?? stats.held} />
        </Figure>
        <Figure label={t('dashboard.figures.today')} hint={calls(stats.requestsToday)}>
          <Credits value={stats.spentToday} />
        </Figure>
        <Figure label={t('dashboard.figures.month')} hint={calls(stats.requestsThisMonth)}>
          <Credits value={stats.spentThisMonth} />
        </Figure>
      </dl>
      <Sparkline daily={stats.daily} />
    </section>
  );
}

export function FiguresLoading() {
  return (
    <div aria-busy="true" className="flex flex-col justify-between gap-6">
      <div className="grid gap-5 sm:grid-cols-3">
        {['held', 'today', 'month'].map((name) => (
          <div key={name} className="grid gap-2 sm:pl-5">
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-6 w-28" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
