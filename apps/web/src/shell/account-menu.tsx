import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Check, ChevronsUpDown, LogOut, User } from 'lucide-react';
import { DropdownMenu as Menu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { changeLanguage, type Language, languages } from '../i18n/language.ts';
import { chooseTheme, type Theme, themes, useTheme } from '../preferences/theme.ts';
import { navPages, operatorPages } from './pages.ts';
import { useRole } from './use-role.ts';

const itemLook =
  'flex h-9 cursor-default select-none items-center gap-2 rounded-sm px-2 text-base outline-none data-highlighted:bg-fill';

function Choice({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Menu.RadioItem value={value} className={itemLook} onSelect={(event) => event.preventDefault()}>
      <span className="grid size-4 place-content-center">
        <Menu.ItemIndicator>
          <Check aria-hidden className="size-4" />
        </Menu.ItemIndicator>
      </span>
      {children}
    </Menu.RadioItem>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <Menu.Label className="px-2 pt-2 pb-1 text-quiet text-xs">{children}</Menu.Label>;
}

/** Language and theme act at once and leave the menu open, so that the change is seen where it was made. */
function Choices() {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  return (
    <>
      <Heading>{t('shell.language')}</Heading>
      <Menu.RadioGroup value={i18n.language} onValueChange={(next) => changeLanguage(i18n, next as Language)}>
        {Object.entries(languages).map(([tag, name]) => (
          <Choice key={tag} value={tag}>
            <span lang={tag}>{name}</span>
          </Choice>
        ))}
      </Menu.RadioGroup>
      <Heading>{t('shell.theme')}</Heading>
      <Menu.RadioGroup value={theme} onValueChange={(next) => chooseTheme(next as Theme)}>
        {themes.map((name) => (
          <Choice key={name} value={name}>
            {t(`shell.themes.${name}`)}
          </Choice>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const router = useRouter();
  const signOut = async () => {
    await farebox.auth.signOut();
    client.setQueryData(sessionQuery.queryKey, null);
    await router.navigate({ to: '/sign-in' });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'config' && queryKey[0] !== 'session' });
  };
  return (
    <Menu.Item className={itemLook} onSelect={signOut}>
      <LogOut aria-hidden className="size-4" />
      {t('shell.signOut')}
    </Menu.Item>
  );
}

function Trigger({ place }: { place: 'side' | 'bottom' }) {
  const { t } = useTranslation();
  const { data } = useQuery(sessionQuery);
  if (place === 'bottom') {
    return (
      <Menu.Trigger className="grid h-15 place-content-center justify-items-center gap-0.5 text-quiet text-xs">
        <span className="grid h-7 w-12 place-content-center">
          <User aria-hidden className="size-5" />
        </span>
        {t('shell.account')}
      </Menu.Trigger>
    );
  }
  return (
    <Menu.Trigger className="flex w-full items-center gap-2 rounded-md px-3 py-2 text-left hover:bg-fill data-[state=open]:bg-fill">
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{data?.user.name ?? t('shell.account')}</span>
        <span className="truncate text-quiet text-xs">{data?.user.email}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-quiet" />
    </Menu.Trigger>
  );
}

/** On a phone: the pages that have no place in the bar. */
function MorePages() {
  const { t } = useTranslation();
  const { isStaff } = useRole();
  const pages = [...navPages.filter(({ main }) => !main), ...(isStaff ? operatorPages : [])];
  return (
    <>
      {pages.map(({ to, name, icon: Icon }) => (
        <Menu.Item key={to} asChild>
          <Link to={to} className={itemLook}>
            <Icon aria-hidden className="size-4" />
            {t(`shell.${name}`)}
          </Link>
        </Menu.Item>
      ))}
      <Menu.Separator className="my-1.5 border-t" />
    </>
  );
}

/** Who is signed in, how the pages look and speak, and the way out. */
export function AccountMenu({ place }: { place: 'side' | 'bottom' }) {
  return (
    <Menu.Root modal={false}>
      <Trigger place={place} />
      <Menu.Portal>
        <Menu.Content
          side="top"
          align={place === 'side' ? 'start' : 'end'}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 w-[196px] animate-appear rounded-lg border bg-sheet p-1.5 shadow-lifted"
        >
          {place === 'bottom' && <MorePages />}
          <Choices />
          <Menu.Separator className="my-1.5 border-t" />
          <SignOut />
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
