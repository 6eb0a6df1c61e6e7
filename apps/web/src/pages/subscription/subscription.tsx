import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { plansQuery, subscriptionQuery } from '../../api/queries.ts';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CurrentPlan } from './current-plan.tsx';
import { Periods } from './periods.tsx';
import { Plans } from './plans.tsx';

function Content() {
  const { t } = useTranslation();
  const { data: overview } = useSuspenseQuery(subscriptionQuery);
  const { data: plans } = useSuspenseQuery(plansQuery);
  const { subscription, periods } = overview;
  return (
    <>
      {subscription ? (
        <CurrentPlan subscription={subscription} plans={plans.data} />
      ) : (
        <p className="max-w-[68ch] text-quiet">{t('subscription.none')}</p>
      )}
      <Plans plans={plans.data} subscription={subscription} />
      {periods.length > 0 && <Periods periods={periods} />}
    </>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="grid gap-6">
      <Skeleton className="h-5 w-80 max-w-full" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {[1, 2, 3, 4].map((n) => (
          <Skeleton key={n} className="h-72 w-full rounded-lg" />
        ))}
      </div>
    </div>
  );
}

/** What one has, what there is, and what was paid for. */
export function Subscription() {
  return (
    <Page>
      <Boundary loading={<Loading />}>
        <Content />
      </Boundary>
    </Page>
  );
}
