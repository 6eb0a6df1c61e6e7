import { useQuery } from '@tanstack/react-query';
import { useMatches } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { configQuery } from '../api/queries.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The sentence that names the page, in its head and in the browser's title. */
    title?:
      | 'dashboard.title'
      | 'topUp.title'
      | 'pay.title'
      | 'orders.title'
      | 'subscription.title'
      | 'shell.payments'
      | 'shell.gateway'
      | 'keys.title'
      | 'usage.title'
      | 'mockpay.title'
      | 'sign.in.title'
      | 'sign.up.title'
      | 'sign.setup.title';
  }
}

/** The name of the page that is open. */
export function usePageTitle(): string {
  const { t } = useTranslation();
  const key = useMatches().findLast((match) => match.staticData.title)?.staticData.title;
  return key ? t(key) : t('common.notFound.title');
}

/** The browser's title: the page, then the place. */
export function DocumentTitle() {
  const { data } = useQuery(configQuery);
  return <title>{`${usePageTitle()} · ${data?.name ?? 'Farebox'}`}</title>;
}

interface Props {
  intro?: ReactNode;
  /** What can be done here. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What stands under a page's title. */
export function Page({ intro, actions, children }: Props) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {(intro || actions) && (
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
          <p className="max-w-[68ch] text-quiet">{intro}</p>
          {actions}
        </div>
      )}
      {children}
    </div>
  );
}
