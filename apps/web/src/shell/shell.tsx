import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BalanceChip } from './balance-chip.tsx';
import { BottomNavigation, SideNavigation } from './navigation.tsx';
import { usePageTitle } from './page.tsx';
import { Mark } from './wordmark.tsx';

function Head() {
  const { t } = useTranslation();
  const title = usePageTitle();
  return (
    <header className="sticky top-0 z-20 bg-paper">
      <div className="mx-auto flex h-16 max-w-[1184px] items-center justify-between gap-3 px-4 md:px-8">
        <div className="flex min-w-0 items-center gap-3">
          <Link to="/" aria-label={t('common.home')} className="md:hidden">
            <Mark className="size-7" />
          </Link>
          <h1 className="truncate font-semibold text-xl">{title}</h1>
        </div>
        <BalanceChip />
      </div>
    </header>
  );
}

/** What surrounds every page of a signed-in person. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-4 py-2 text-paper focus:translate-y-0"
      >
        {t('common.skip')}
      </a>
      <SideNavigation />
      <div className="min-w-0 flex-1">
        <Head />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto max-w-[1184px] px-4 pt-2 pb-28 outline-none md:px-8 md:pb-16"
        >
          <Outlet />
        </main>
      </div>
      <BottomNavigation />
    </div>
  );
}
