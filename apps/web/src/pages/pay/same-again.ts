import { type Checkout, FareboxApiError, fromMicro, type Order, type PaymentMethod, toMicro } from '@farebox/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { farebox } from '../../api/client.ts';
import { orderQuery } from '../../api/queries.ts';
import { usePurchase } from '../paying/use-purchase.ts';

/** Before the discount. */
export const priceOf = ({ amount, discount }: Order): string => fromMicro(toMicro(amount) + toMicro(discount));

/** What a customer orders; the others are made by the server. */
export const canRepeat = ({ kind, planId }: Order): boolean =>
  kind === 'topup' || ((kind === 'plan' || kind === 'subscription' || kind === 'upgrade') && planId !== null);

interface Wish {
  method: PaymentMethod;
  discountCode?: string;
}

function orderSame(order: Order, { method: chosen, discountCode }: Wish, attempt: { idempotencyKey: string }) {
  const { provider, method } = chosen;
  const way = { provider, ...(method && { method }) };
  const paid = { currency: order.currency, ...way, ...(discountCode && { discountCode }) };
  if (order.kind === 'topup') return farebox.payments.create({ amount: priceOf(order), ...paid }, attempt);
  const planId = order.planId as string;
  if (order.kind !== 'upgrade') return farebox.subscription.checkout({ planId, ...paid }, attempt);
  return farebox.subscription.change({ planId, ...way }, attempt).then(({ order: made, checkoutUrl }) => {
    if (!made) throw new FareboxApiError({ code: 'order_not_open', status: 409, message: 'Nothing is left to pay.' });
    return { order: made, checkoutUrl: checkoutUrl ?? `/pay/${made.id}` } satisfies Checkout;
  });
}

/** Orders the same thing with another way of paying; an order that is still open is given up first. */
export function useSameAgain(order: Order) {
  const client = useQueryClient();
  return usePurchase<Wish>(async (wish, attempt) => {
    if (order.status === 'pending') {
      const cancelled = await farebox.orders.cancel(order.id).catch(async (error: unknown) => {
        await client.invalidateQueries({ queryKey: orderQuery(order.id).queryKey });
        throw error;
      });
      client.setQueryData(orderQuery(order.id).queryKey, cancelled);
    }
    return orderSame(order, wish, attempt);
  });
}
