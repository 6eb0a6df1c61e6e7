import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import {
  configQuery,
  keysQuery,
  meQuery,
  modelsQuery,
  orderQuery,
  ordersQuery,
  sessionQuery,
  statsQuery,
  summaryQuery,
  testPaymentQuery,
  transactionQuery,
  transactionsQuery,
} from './api/queries.ts';
import { movementKinds } from './pages/dashboard/kinds.ts';
import { NotFound } from './pages/not-found.tsx';
import { PageFailed } from './pages/page-failed.tsx';
import { readUsageSearch } from './pages/usage/search.ts';
import { nextSearch, safeNext, textOf } from './shell/addresses.ts';
import { DocumentTitle } from './shell/page.tsx';
import { Shell } from './shell/shell.tsx';

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  loader: ({ context }) => context.client.prefetchQuery(configQuery),
  component: () => (
    <>
      <DocumentTitle />
      <Outlet />
    </>
  ),
});

/** For pages of nobody in particular: who is signed in already goes on to where they wanted. */
const guest = createRoute({
  getParentRoute: () => root,
  id: 'guest',
  validateSearch: nextSearch,
  beforeLoad: async ({ context, search }) => {
    if (await context.client.ensureQueryData(sessionQuery)) throw redirect({ href: safeNext(search.next) });
  },
});

const signIn = createRoute({
  getParentRoute: () => guest,
  path: '/sign-in',
  staticData: { title: 'sign.in.title' },
  component: lazyRouteComponent(() => import('./pages/sign/sign-in.tsx'), 'SignIn'),
});

const signUp = createRoute({
  getParentRoute: () => guest,
  path: '/sign-up',
  staticData: { title: 'sign.up.title' },
  component: lazyRouteComponent(() => import('./pages/sign/sign-up.tsx'), 'SignUp'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search) => ({ token: textOf(search.token) }),
  staticData: { title: 'sign.setup.title' },
  component: lazyRouteComponent(() => import('./pages/sign/setup.tsx'), 'Setup'),
});

const mockpay = createRoute({
  getParentRoute: () => root,
  path: '/mockpay/$orderId',
  validateSearch: (search) => ({ t: textOf(search.t) }),
  staticData: { title: 'mockpay.title' },
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    void context.client.prefetchQuery(testPaymentQuery(params.orderId, deps.t));
  },
  component: lazyRouteComponent(() => import('./pages/mockpay/mockpay.tsx'), 'Mockpay'),
});

/** Everything that needs somebody signed in; who is not is sent to sign in and then back. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    if (await context.client.ensureQueryData(sessionQuery)) return;
    throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(summaryQuery);
  },
  component: Shell,
});

const dashboard = createRoute({
  getParentRoute: () => signedIn,
  id: 'dashboard',
  staticData: { title: 'dashboard.title' },
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(statsQuery);
    void client.prefetchInfiniteQuery(transactionsQuery(movementKinds.movements));
    void client.prefetchQuery(modelsQuery);
  },
  component: lazyRouteComponent(() => import('./pages/dashboard/dashboard.tsx'), 'Dashboard'),
});

const dashboardAlone = createRoute({ getParentRoute: () => dashboard, path: '/' });

const transaction = createRoute({
  getParentRoute: () => dashboard,
  path: '/transactions/$transactionId',
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(transactionQuery(params.transactionId));
  },
  component: lazyRouteComponent(() => import('./pages/receipt/transaction-sheet.tsx'), 'TransactionSheet'),
});

const topUp = createRoute({
  getParentRoute: () => signedIn,
  path: '/topup',
  staticData: { title: 'topUp.title' },
  loader: ({ context: { client } }) => {
    void client.prefetchInfiniteQuery(ordersQuery);
  },
  component: lazyRouteComponent(() => import('./pages/top-up/top-up.tsx'), 'TopUp'),
});

/** The address that users of an older design know. */
const recharge = createRoute({
  getParentRoute: () => root,
  path: '/recharge',
  beforeLoad: () => {
    throw redirect({ to: '/topup', replace: true });
  },
});

const pay = createRoute({
  getParentRoute: () => signedIn,
  path: '/pay/$orderId',
  staticData: { title: 'pay.title' },
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(orderQuery(params.orderId));
  },
  component: lazyRouteComponent(() => import('./pages/pay/pay.tsx'), 'Pay'),
});

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: '/keys',
  validateSearch: (search): { create?: '1' } => (search.create === '1' ? { create: '1' } : {}),
  staticData: { title: 'keys.title' },
  loader: ({ context: { client } }) => {
    void client.prefetchInfiniteQuery(keysQuery);
  },
  component: lazyRouteComponent(() => import('./pages/keys/keys.tsx'), 'Keys'),
});

const usage = createRoute({
  getParentRoute: () => signedIn,
  path: '/usage',
  staticData: { title: 'usage.title' },
  validateSearch: readUsageSearch,
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(meQuery);
  },
  component: lazyRouteComponent(() => import('./pages/usage/usage.tsx'), 'Usage'),
});

const routeTree = root.addChildren([
  guest.addChildren([signIn, signUp]),
  setup,
  mockpay,
  recharge,
  signedIn.addChildren([dashboard.addChildren([dashboardAlone, transaction]), topUp, pay, keys, usage]),
]);

/** Search parameters are plain text: a token made of digits must not become a number. */
export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const pairs = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
      return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
    },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageFailed,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
