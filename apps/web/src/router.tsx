import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import {
  keysQuery,
  meQuery,
  modelsQuery,
  orderQuery,
  ordersQuery,
  plansQuery,
  receiptQuery,
  statementsQuery,
  statsQuery,
  subscriptionQuery,
  testPaymentQuery,
  transactionQuery,
  transactionsQuery,
} from './api/queries.ts';
import { movementKinds } from './pages/dashboard/kinds.ts';
import { NotFound } from './pages/not-found.tsx';
import { readOrdersSearch } from './pages/orders/search.ts';
import { PageFailed } from './pages/page-failed.tsx';
import { readUsageSearch } from './pages/usage/search.ts';
import { guest, root, signedIn } from './routes/frame.tsx';
import { gatewayPages } from './routes/gateway.ts';
import { operatorPages } from './routes/operator.ts';
import { textOf } from './shell/addresses.ts';

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
    void client.prefetchInfiniteQuery(ordersQuery('all'));
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

const orders = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders',
  staticData: { title: 'orders.title' },
  validateSearch: readOrdersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client }, deps }) => {
    void client.prefetchInfiniteQuery(ordersQuery(deps.state ?? 'all'));
    void client.prefetchInfiniteQuery(statementsQuery);
  },
  component: lazyRouteComponent(() => import('./pages/orders/orders.tsx'), 'Orders'),
});

const order = createRoute({
  getParentRoute: () => orders,
  path: '/$orderId',
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(orderQuery(params.orderId));
  },
  component: lazyRouteComponent(() => import('./pages/orders/order-sheet.tsx'), 'OrderSheet'),
});

const subscription = createRoute({
  getParentRoute: () => signedIn,
  path: '/subscription',
  staticData: { title: 'subscription.title' },
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(subscriptionQuery);
    void client.prefetchQuery(plansQuery);
  },
  component: lazyRouteComponent(() => import('./pages/subscription/subscription.tsx'), 'Subscription'),
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

const usageCall = createRoute({
  getParentRoute: () => usage,
  path: '/$receiptId',
  loader: ({ context, params }) => {
    void context.client.prefetchQuery(receiptQuery(params.receiptId));
  },
  component: lazyRouteComponent(() => import('./pages/usage/call-sheet.tsx'), 'CallSheet'),
});

const routeTree = root.addChildren([
  guest.addChildren([signIn, signUp]),
  setup,
  mockpay,
  recharge,
  signedIn.addChildren([
    operatorPages,
    gatewayPages,
    dashboard.addChildren([dashboardAlone, transaction]),
    topUp,
    pay,
    orders.addChildren([order]),
    subscription,
    keys,
    usage.addChildren([usageCall]),
  ]),
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
