import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu.tsx';
import { type NavPage, navPages, operatorPages } from './pages.ts';
import { useRole } from './use-role.ts';
import { Wordmark } from './wordmark.tsx';

function SideLinks({ pages }: { pages: readonly NavPage[] }) {
  const { t } = useTranslation();
  return pages.map(({ to, name, icon: Icon }) => (
    <Link
      key={to}
      to={to}
      activeOptions={{ exact: to === '/' }}
      className="flex h-10 items-center gap-3 rounded-md px-3 text-ink hover:bg-fill aria-[current=page]:bg-fare aria-[current=page]:font-medium aria-[current=page]:text-fare-ink"
    >
      <Icon aria-hidden className="size-4.5" />
      {t(`shell.${name}`)}
    </Link>
  ));
}

/** The left side on a desktop. */
export function SideNavigation() {
  const { t } = useTranslation();
  const { isStaff } = useRole();
  return (
    <aside className="sticky top-0 hidden h-dvh w-[220px] shrink-0 flex-col border-r px-3 pb-3 md:flex">
      <Link to="/" className="flex h-16 items-center self-start px-3">
        <Wordmark />
      </Link>
      <nav aria-label={t('shell.menu')} className="mt-2 grid gap-1">
        <SideLinks pages={navPages} />
        {isStaff && (
          <>
            <p className="px-3 pt-4 pb-1 text-quiet text-sm">{t('shell.operator')}</p>
            <SideLinks pages={operatorPages} />
          </>
        )}
      </nav>
      <div className="mt-auto">
        <AccountMenu place="side" />
      </div>
    </aside>
  );
}

/** The same pages under the thumb on a phone. */
export function BottomNavigation() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('shell.menu')}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t bg-paper px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {navPages
        .filter(({ main }) => main)
        .map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/' }}
            className="group grid h-15 place-content-center justify-items-center gap-0.5 text-quiet text-xs aria-[current=page]:text-ink"
          >
            <span className="grid h-7 w-12 place-content-center rounded-full group-aria-[current=page]:bg-fare group-aria-[current=page]:text-fare-ink">
              <Icon aria-hidden className="size-5" />
            </span>
            {t(`shell.${name}`)}
          </Link>
        ))}
      <AccountMenu place="bottom" />
    </nav>
  );
}
