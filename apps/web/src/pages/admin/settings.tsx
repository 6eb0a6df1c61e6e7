import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRole } from '../../shell/use-role.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ProviderCard } from './provider-card.tsx';
import { settingsQuery } from './queries.ts';

function Cards() {
  const { data } = useSuspenseQuery(settingsQuery);
  return data.data.map((settings) => <ProviderCard key={`${settings.name} ${settings.version}`} settings={settings} />);
}

/** How the providers are reached; for root alone. */
export function Settings() {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  if (!isRoot) return <Empty>{t('rootOnly')}</Empty>;
  return (
    <>
      <p className="max-w-[68ch] text-quiet">{t('settings.text')}</p>
      <Boundary loading={<Skeleton className="h-96 w-full rounded-lg" />}>
        <Cards />
      </Boundary>
    </>
  );
}
