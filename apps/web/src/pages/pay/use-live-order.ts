import type { Order } from '@farebox/sdk';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { farebox } from '../../api/client.ts';
import { orderQuery, refreshBilling } from '../../api/queries.ts';

/** After this long without a callback the provider itself is asked, and then every half minute. */
const ASK_AFTER_MS = 10_000;
const ASK_EVERY_MS = 30_000;

/** Has the server ask the provider: when the person comes back to this page, and now and then while they wait. */
function useAskingProvider(order: Order): void {
  const client = useQueryClient();
  const { id, createdAt } = order;
  const waiting = order.status === 'pending' && !order.needsReview;
  useEffect(() => {
    if (!waiting) return;
    const ask = () =>
      farebox.orders.check(id).then(
        (checked) => client.setQueryData(orderQuery(id).queryKey, checked),
        () => undefined,
      );
    const cameBack = () => document.visibilityState === 'visible' && void ask();
    const age = Date.now() - Date.parse(createdAt);
    let timer = setTimeout(askAgain, Math.min(Math.max(ASK_AFTER_MS - age, 0), ASK_AFTER_MS));
    function askAgain() {
      void ask();
      timer = setTimeout(askAgain, ASK_EVERY_MS);
    }
    document.addEventListener('visibilitychange', cameBack);
    window.addEventListener('pageshow', cameBack);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', cameBack);
      window.removeEventListener('pageshow', cameBack);
    };
  }, [client, id, createdAt, waiting]);
}

/** The moment the credits arrive, the balance above shows them; lists of orders follow every change. */
function useArrivals({ status, fulfilledAt }: Order): void {
  const client = useQueryClient();
  useEffect(() => {
    if (fulfilledAt) void refreshBilling(client);
  }, [client, fulfilledAt]);
  useEffect(() => {
    if (status) void client.invalidateQueries({ queryKey: ['orders', 'list'] });
  }, [client, status]);
}

/** An order that follows what happens to it, wherever it is paid. */
export function useLiveOrder(id: string): Order {
  const { data: order } = useSuspenseQuery(orderQuery(id));
  useAskingProvider(order);
  useArrivals(order);
  return order;
}
