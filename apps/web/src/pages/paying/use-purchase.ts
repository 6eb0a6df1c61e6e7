import { attemptId, type Checkout, FareboxApiError } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import { keepCode } from './kept-code.ts';

/** Outcomes after which nothing is known to have happened: the same attempt is sent again. */
const isUnknown = (error: unknown) => error instanceof FareboxApiError && (error.status === 0 || error.status >= 500);

/** One key for each thing that is asked, until its outcome is known. */
export function useAttempt() {
  const attempt = useRef({ about: '', key: '' });
  return {
    keyFor: (asked: unknown) => {
      const about = JSON.stringify(asked);
      if (attempt.current.about !== about) attempt.current = { about, key: attemptId() };
      return attempt.current.key;
    },
    /** After an answer. */
    done: (error: unknown) => {
      if (!isUnknown(error)) attempt.current = { about: '', key: '' };
    },
  };
}

/**
 * Opens the order's page, and from there goes on to where its provider takes the money: coming back by the browser's
 * own button leads to the order.
 */
export function useGoPay() {
  const router = useRouter();
  return async ({ order, checkoutUrl }: Checkout) => {
    await router.navigate({ to: '/pay/$orderId', params: { orderId: order.id } });
    const url = new URL(checkoutUrl, window.location.href);
    if (url.pathname === `/pay/${order.id}` || order.status !== 'pending') return;
    if (url.pathname.startsWith('/mockpay/')) await router.navigate({ href: `${url.pathname}${url.search}` });
    else window.location.assign(url);
  };
}

/** Orders what is wished for, once however often it is sent, and goes on to pay it. */
export function usePurchase<Wish extends { discountCode?: string }>(
  send: (wish: Wish, attempt: { idempotencyKey: string }) => Promise<Checkout>,
) {
  const client = useQueryClient();
  const goPay = useGoPay();
  const attempt = useAttempt();
  return useMutation({
    mutationFn: (wish: Wish) => send(wish, { idempotencyKey: attempt.keyFor(wish) }),
    onSettled: (_made, error) => {
      attempt.done(error);
      return client.invalidateQueries({ queryKey: ['orders'] });
    },
    onSuccess: async (made, { discountCode }) => {
      if (discountCode) keepCode(made.order.id, discountCode);
      await goPay(made);
    },
  });
}
