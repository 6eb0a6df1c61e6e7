import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';

const tabs = ['channels', 'prices', 'groups', 'import'] as const;

/** Where models come from and what they cost, for the operator's people. */
export function GatewayPages() {
  const { t } = useTranslation('admin');
  return (
    <Page>
      <nav aria-label={t('gateway.tabs.label')} className="flex gap-4 overflow-x-auto overflow-y-hidden border-b">
        {tabs.map((tab) => (
          <Link
            key={tab}
            to={`/admin/gateway/${tab}`}
            className="-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 text-quiet hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink dark:aria-[current=page]:border-fare"
          >
            {t(`gateway.tabs.${tab}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
