import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { getI18n } from 'react-i18next';
import { speakAdmin } from '../i18n/admin.ts';
import { readEventsSearch, readOrderSearch, readUnmatchedSearch } from '../pages/admin/search.ts';
import { signedIn, staffOnly } from './frame.tsx';

/** Everything about money that came in. */
const operator = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/payments',
  staticData: { title: 'shell.payments' },
  beforeLoad: staffOnly,
  component: lazyRouteComponent(
    () => speakAdmin(getI18n()).then(() => import('../pages/admin/payments.tsx')),
    'Payments',
  ),
});

const operatorIndex = createRoute({
  getParentRoute: () => operator,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/payments/orders', replace: true });
  },
});

const allOrders = createRoute({
  getParentRoute: () => operator,
  path: '/orders',
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import('../pages/admin/orders.tsx'), 'AllOrders'),
});

const anyOrder = createRoute({
  getParentRoute: () => allOrders,
  path: '/$orderId',
  component: lazyRouteComponent(() => import('../pages/admin/order-sheet.tsx'), 'AnyOrder'),
});

const callbacks = createRoute({
  getParentRoute: () => operator,
  path: '/callbacks',
  validateSearch: readEventsSearch,
  component: lazyRouteComponent(() => import('../pages/admin/callbacks.tsx'), 'Callbacks'),
});

const callback = createRoute({
  getParentRoute: () => callbacks,
  path: '/$eventId',
  component: lazyRouteComponent(() => import('../pages/admin/callback-sheet.tsx'), 'CallbackSheet'),
});

const unmatched = createRoute({
  getParentRoute: () => operator,
  path: '/unmatched',
  validateSearch: readUnmatchedSearch,
  component: lazyRouteComponent(() => import('../pages/admin/unmatched.tsx'), 'Unmatched'),
});

const reconcile = createRoute({
  getParentRoute: () => operator,
  path: '/reconcile',
  component: lazyRouteComponent(() => import('../pages/admin/reconcile.tsx'), 'Reconcile'),
});

const catalogue = createRoute({
  getParentRoute: () => operator,
  path: '/plans',
  component: lazyRouteComponent(() => import('../pages/admin/plans.tsx'), 'AllPlans'),
});

const codes = createRoute({
  getParentRoute: () => operator,
  path: '/codes',
  component: lazyRouteComponent(() => import('../pages/admin/codes.tsx'), 'Codes'),
});

const providerSettings = createRoute({
  getParentRoute: () => operator,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/admin/settings.tsx'), 'Settings'),
});

export const operatorPages = operator.addChildren([
  operatorIndex,
  allOrders.addChildren([anyOrder]),
  callbacks.addChildren([callback]),
  unmatched,
  reconcile,
  catalogue,
  codes,
  providerSettings,
]);
