import { FareboxApiError, type PriceImport, type PriceListWish } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { farebox } from '../../api/client.ts';
import { refreshPrices } from './queries.ts';

/** A list that was looked at: what was sent, what it would do. */
export interface Looked {
  wish: PriceListWish;
  plan: PriceImport;
}

/** Whether the list would do something else by now. */
export const isChanged = (error: unknown): boolean =>
  error instanceof FareboxApiError && error.code === 'price_list_changed';

/** First a look, then exactly that is done. When prices were changed in between, the list is looked at again. */
export function useImport() {
  const client = useQueryClient();
  const looking = useMutation({
    mutationFn: async (wish: PriceListWish): Promise<Looked> => ({
      wish,
      plan: await farebox.admin.prices.import(wish),
    }),
  });
  const applying = useMutation({
    mutationFn: ({ wish, plan }: Looked) => farebox.admin.prices.import({ ...wish, apply: plan.digest }),
    onSuccess: () => refreshPrices(client),
    onError: (error, { wish }) => {
      if (isChanged(error)) looking.mutate(wish);
    },
  });
  const forget = () => {
    looking.reset();
    applying.reset();
  };
  const look = (wish: PriceListWish) => {
    applying.reset();
    looking.mutate(wish);
  };
  return { looking, applying, forget, look };
}
