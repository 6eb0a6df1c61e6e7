import {
  type DiscountQuestion,
  FareboxApiError,
  type Order,
  type OrderStatus,
  type TransactionKind,
  type UsageQuery,
  type UsageRecordsQuery,
} from '@farebox/sdk';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { farebox } from './client.ts';

/** How often the balance is asked for while the page is in sight. */
const BALANCE_EVERY_MS = 4_000;
/** How often an open order is asked for: at first, and each further while it stays open. */
const ORDER_EVERY_MS = [2_000, 4_000, 10_000] as const;
const ASKED_BEFORE_SLOWER = 20;
const SETTLED_FOR_GOOD = Number.POSITIVE_INFINITY;

/** Nothing more happens to these while one looks. */
const settled = new Set<OrderStatus>(['fulfilled', 'failed', 'cancelled', 'expired', 'refunded', 'partially_refunded']);

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

/** The states that each filter of the list of orders stands for. */
export const orderFilters = {
  all: [],
  open: ['pending', 'paid'],
  credited: ['fulfilled'],
  unpaid: ['failed', 'cancelled', 'expired'],
  returned: ['partially_refunded', 'refunded', 'disputed'],
} satisfies Record<string, OrderStatus[]>;

export type OrderFilter = keyof typeof orderFilters;

export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', 'list', filter],
    queryFn: ({ pageParam }) => farebox.orders.list({ status: orderFilters[filter], limit: 20, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Something may still happen to it by itself. */
export const isOpen = ({ status }: Pick<Order, 'status'>): boolean => !settled.has(status);

/** Asked for until nothing more can happen to it, more and more seldom. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', id],
    queryFn: () => farebox.orders.get(id),
    refetchInterval: ({ state }) => {
      if (!state.data || !isOpen(state.data)) return false;
      const step = Math.min(Math.floor(state.dataUpdateCount / ASKED_BEFORE_SLOWER), ORDER_EVERY_MS.length - 1);
      return ORDER_EVERY_MS[step] ?? false;
    },
    refetchOnWindowFocus: 'always',
  });

/** What a code makes of a purchase; null: nothing is asked. */
export const discountQuery = (question: DiscountQuestion | null) =>
  queryOptions({
    queryKey: ['discount', question],
    queryFn: () => farebox.discounts.check(question as DiscountQuestion),
    enabled: question !== null,
    staleTime: 30_000,
  });

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: () => farebox.plans.list(),
  staleTime: 60_000,
});

/** What one subscribes to; under `billing`, since a payment changes it. */
export const subscriptionQuery = queryOptions({
  queryKey: ['billing', 'subscription'],
  queryFn: () => farebox.subscription.get(),
});

export const planChangeQuery = (planId: string) =>
  queryOptions({
    queryKey: ['billing', 'plan-change', planId],
    queryFn: () => farebox.subscription.preview({ planId }),
    staleTime: 0,
  });

export const statementsQuery = infiniteQueryOptions({
  queryKey: ['billing', 'statements'],
  queryFn: ({ pageParam }) => farebox.statements.list({ limit: 12, cursor: pageParam }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
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

export const callsQuery = (query: UsageRecordsQuery) =>
  infiniteQueryOptions({
    queryKey: ['billing', 'calls', query],
    queryFn: ({ pageParam }) => farebox.usage.records({ ...query, limit: 20, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** After something that moves credits: everything that shows them is asked for again. */
export function refreshBilling(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['billing'] });
}
