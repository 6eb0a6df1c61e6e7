import { FareboxApiError, type TransactionKind, type UsageQuery } from '@farebox/sdk';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { farebox } from './client.ts';

/** How often the balance is asked for while the page is in sight. */
const BALANCE_EVERY_MS = 4_000;
const ORDER_EVERY_MS = 1_000;
const SETTLED_FOR_GOOD = Number.POSITIVE_INFINITY;

const settled = new Set(['fulfilled', 'failed', 'cancelled', 'expired', 'refunded']);

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: () => farebox.config(),
  staleTime: 60_000,
});

/** Null when nobody is signed in: an answer, not an error, so that asking is quiet. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => farebox.auth.session(),
  staleTime: 60_000,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => farebox.me.get(),
  staleTime: 60_000,
});

export const summaryQuery = queryOptions({
  queryKey: ['billing', 'summary'],
  queryFn: () => farebox.billing.summary(),
  refetchInterval: BALANCE_EVERY_MS,
  refetchOnWindowFocus: 'always',
});

export const statsQuery = queryOptions({
  queryKey: ['billing', 'stats'],
  queryFn: () => farebox.stats(),
});

export const transactionsQuery = (kind: readonly TransactionKind[]) =>
  infiniteQueryOptions({
    queryKey: ['billing', 'transactions', kind],
    queryFn: ({ pageParam }) => farebox.billing.transactions({ kind, limit: 20, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** A line of the journal never changes. */
export const transactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['billing', 'transaction', id],
    queryFn: () => farebox.billing.transaction(id),
    staleTime: SETTLED_FOR_GOOD,
  });

/** Null when what moved the credits was no metered call. */
export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: ['billing', 'receipt', id],
    queryFn: () =>
      farebox.receipts.get(id).catch((error: unknown) => {
        if (error instanceof FareboxApiError && error.status === 404) return null;
        throw error;
      }),
    staleTime: (query) => (query.state.data?.settledAt ? SETTLED_FOR_GOOD : 0),
  });

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: () => farebox.models.list(),
  staleTime: 60_000,
});

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: ({ pageParam }) => farebox.keys.list({ limit: 50, cursor: pageParam }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: ({ pageParam }) => farebox.orders.list({ limit: 20, cursor: pageParam }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

/** Asked for every second until nothing more can happen to it. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id],
    queryFn: () => farebox.orders.get(id),
    refetchInterval: (query) => (query.state.data && settled.has(query.state.data.status) ? false : ORDER_EVERY_MS),
    refetchOnWindowFocus: 'always',
  });

export const testPaymentQuery = (orderId: string, token: string) =>
  queryOptions({
    queryKey: ['mockpay', orderId, token],
    queryFn: async () => (await farebox.mockpay.get(orderId, token)).order,
  });

export const usageQuery = (query: UsageQuery) =>
  queryOptions({
    queryKey: ['billing', 'usage', query],
    queryFn: () => farebox.usage.report(query),
  });

/** After something that moves credits: everything that shows them is asked for again. */
export function refreshBilling(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['billing'] });
}
