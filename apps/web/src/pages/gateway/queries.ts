import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { farebox } from '../../api/client.ts';

/** How often the channels are asked about while the page is in sight. */
const CHANNELS_EVERY_MS = 3_000;
const PRICES_LIMIT = 100;
const HISTORY_LIMIT = 20;

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};

export const channelsQuery = queryOptions({
  queryKey: ['admin', 'channels'],
  queryFn: () => farebox.admin.channels.list(),
  refetchInterval: CHANNELS_EVERY_MS,
  refetchOnWindowFocus: 'always',
});

export const pricesQuery = infiniteQueryOptions({
  queryKey: ['admin', 'prices', 'list'],
  queryFn: ({ pageParam }) =>
    farebox.admin.prices.list({ limit: PRICES_LIMIT, ...(pageParam && { cursor: pageParam }) }),
  ...paged,
});

/** Every model's price, page after page: for one of them that has no question of its own. */
export const allPricesQuery = queryOptions({
  queryKey: ['admin', 'prices', 'all'],
  queryFn: async () => {
    const all = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await farebox.admin.prices.list({ limit: PRICES_LIMIT, ...(cursor && { cursor }) });
      all.push(...page.data);
      cursor = page.nextCursor;
    }
    return all;
  },
});

export const historyQuery = (model: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'prices', 'history', model],
    queryFn: ({ pageParam }) =>
      farebox.admin.prices.history(model, { limit: HISTORY_LIMIT, ...(pageParam && { cursor: pageParam }) }),
    ...paged,
  });

export const groupsQuery = queryOptions({
  queryKey: ['admin', 'price-groups'],
  queryFn: () => farebox.admin.priceGroups.list(),
});

/** After a price was set: the operator's pages, and what customers are told of prices. */
export async function refreshPrices(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['admin', 'prices'] }),
    client.invalidateQueries({ queryKey: ['models'] }),
  ]);
}
