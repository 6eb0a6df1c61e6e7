import type { UnmatchedPayment } from '@farebox/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { farebox } from '../../api/client.ts';
import type { EventsSearch, OrderSearch } from './search.ts';

// Questions of the operator's people. Apart from the customers', so that customers do not load them.

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};
const LIMIT = 30;

export const allOrdersQuery = ({ reference, userId, state, provider, review }: OrderSearch) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'orders', { reference, userId, state, provider, review }],
    queryFn: ({ pageParam }) =>
      farebox.admin.orders.list({
        limit: LIMIT,
        ...(pageParam && { cursor: pageParam }),
        ...(reference && { reference }),
        ...(userId && { userId }),
        ...(state && { status: state }),
        ...(provider && { provider }),
        ...(review && { needsReview: 'true' as const }),
      }),
    ...paged,
  });

export const anyOrderQuery = (id: string) =>
  queryOptions({ queryKey: ['admin', 'order', id], queryFn: () => farebox.admin.orders.get(id) });

export const moneyBackQuery = (id: string) =>
  queryOptions({ queryKey: ['admin', 'order', id, 'money-back'], queryFn: () => farebox.admin.orders.moneyBack(id) });

export const eventsQuery = ({ orderId, state, provider }: EventsSearch) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'events', { orderId, state, provider }],
    queryFn: ({ pageParam }) =>
      farebox.admin.events.list({
        limit: LIMIT,
        ...(pageParam && { cursor: pageParam }),
        ...(orderId && { orderId }),
        ...(state && { state }),
        ...(provider && { provider }),
      }),
    ...paged,
  });

export const eventQuery = (id: string) =>
  queryOptions({ queryKey: ['admin', 'event', id], queryFn: () => farebox.admin.events.get(id) });

export const unmatchedQuery = (status: UnmatchedPayment['status']) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'unmatched', status],
    queryFn: ({ pageParam }) =>
      farebox.admin.unmatched.list({ limit: LIMIT, status, ...(pageParam && { cursor: pageParam }) }),
    ...paged,
  });

export const aliasesQuery = infiniteQueryOptions({
  queryKey: ['admin', 'aliases'],
  queryFn: ({ pageParam }) =>
    farebox.admin.unmatched.aliases({ limit: LIMIT, ...(pageParam && { cursor: pageParam }) }),
  ...paged,
});

export const allPlansQuery = queryOptions({ queryKey: ['admin', 'plans'], queryFn: () => farebox.admin.plans.list() });

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['admin', 'codes'],
  queryFn: ({ pageParam }) => farebox.admin.codes.list({ limit: LIMIT, ...(pageParam && { cursor: pageParam }) }),
  ...paged,
});

export const discountsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'discounts'],
  queryFn: ({ pageParam }) => farebox.admin.discounts.list({ limit: LIMIT, ...(pageParam && { cursor: pageParam }) }),
  ...paged,
});

export const settingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: () => farebox.admin.providers.list(),
});
