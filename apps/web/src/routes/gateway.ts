import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { getI18n } from 'react-i18next';
import { speakAdmin } from '../i18n/admin.ts';
import { signedIn, staffOnly } from './frame.tsx';

/** What is sold on /v1: where it comes from, and what it costs. */
const gateway = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/gateway',
  staticData: { title: 'shell.gateway' },
  beforeLoad: staffOnly,
  component: lazyRouteComponent(
    () => speakAdmin(getI18n()).then(() => import('../pages/gateway/gateway.tsx')),
    'GatewayPages',
  ),
});

const gatewayIndex = createRoute({
  getParentRoute: () => gateway,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/gateway/channels', replace: true });
  },
});

const channels = createRoute({
  getParentRoute: () => gateway,
  path: '/channels',
  component: lazyRouteComponent(() => import('../pages/gateway/channels.tsx'), 'Channels'),
});

const prices = createRoute({
  getParentRoute: () => gateway,
  path: '/prices',
  component: lazyRouteComponent(() => import('../pages/gateway/prices.tsx'), 'ModelPrices'),
});

const priceOf = createRoute({
  getParentRoute: () => prices,
  path: '/$model',
  component: lazyRouteComponent(() => import('../pages/gateway/price-sheet.tsx'), 'PriceSheet'),
});

const groups = createRoute({
  getParentRoute: () => gateway,
  path: '/groups',
  component: lazyRouteComponent(() => import('../pages/gateway/groups.tsx'), 'PriceGroups'),
});

const importing = createRoute({
  getParentRoute: () => gateway,
  path: '/import',
  component: lazyRouteComponent(() => import('../pages/gateway/import.tsx'), 'ImportPrices'),
});

export const gatewayPages = gateway.addChildren([
  gatewayIndex,
  channels,
  prices.addChildren([priceOf]),
  groups,
  importing,
]);
