import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, notFound, Outlet, redirect } from '@tanstack/react-router';
import { configQuery, meQuery, sessionQuery, summaryQuery } from '../api/queries.ts';
import { nextSearch, safeNext } from '../shell/addresses.ts';
import { DocumentTitle } from '../shell/page.tsx';
import { Shell } from '../shell/shell.tsx';

interface Context {
  client: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({
  loader: ({ context }) => context.client.prefetchQuery(configQuery),
  component: () => (
    <>
      <DocumentTitle />
      <Outlet />
    </>
  ),
});

/** For pages of nobody in particular: who is signed in already goes on to where they wanted. */
export const guest = createRoute({
  getParentRoute: () => root,
  id: 'guest',
  validateSearch: nextSearch,
  beforeLoad: async ({ context, search }) => {
    if (await context.client.ensureQueryData(sessionQuery)) throw redirect({ href: safeNext(search.next) });
  },
});

/** Everything that needs somebody signed in; who is not is sent to sign in and then back. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    if (await context.client.ensureQueryData(sessionQuery)) return;
    throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(summaryQuery);
    void client.prefetchQuery(meQuery);
  },
  component: Shell,
});

/** For the operator's people; to everybody else the page is not there. */
export async function staffOnly({ context }: { context: Context }): Promise<void> {
  const { role } = await context.client.ensureQueryData(meQuery);
  if (role === 'user') throw notFound();
}
