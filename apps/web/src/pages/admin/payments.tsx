import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
import { useRole } from '../../shell/use-role.ts';

const tabs = ['orders', 'callbacks', 'unmatched', 'reconcile', 'plans', 'codes', 'settings'] as const;

/** Everything about money that came in, for the operator's people; the settings are for root. */
export function Payments() {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  return (
    <Page>
      <nav aria-label={t('tabs.label')} className="flex gap-4 overflow-x-auto overflow-y-hidden border-b">
        {tabs
          .filter((tab) => isRoot || tab !== 'settings')
          .map((tab) => (
            <Link
              key={tab}
              to={`/admin/payments/${tab}`}
              className="-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 text-quiet hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink dark:aria-[current=page]:border-fare"
            >
              {t(`tabs.${tab}`)}
            </Link>
          ))}
      </nav>
      <Outlet />
    </Page>
  );
}
