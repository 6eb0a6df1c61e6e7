import { attemptId, FareboxApiError, toMicro } from '@farebox/sdk';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { readMoney } from '../../format/money.ts';

/** Outcomes after which nothing is known to have happened: the same attempt is sent again. */
const isUnknown = (error: unknown) => error instanceof FareboxApiError && (error.status === 0 || error.status >= 500);

/** Goes to where the provider lets one pay: within these pages when that is ours. */
function useCheckout() {
  const router = useRouter();
  return (address: string) => {
    const url = new URL(address, window.location.href);
    const own = url.pathname.startsWith('/mockpay/');
    if (own) return router.navigate({ href: `${url.pathname}${url.search}` });
    window.location.assign(url);
  };
}

/** The choice of an amount and a provider, and the order that comes of it. */
export function useTopUp() {
  const client = useQueryClient();
  const checkout = useCheckout();
  const { data: config } = useSuspenseQuery(configQuery);
  const [typed, setTyped] = useState(config.quickAmounts[0] ?? '');
  const [provider, setProvider] = useState(config.providers[0] ?? '');
  const attempt = useRef({ about: '', key: '' });

  const amount = readMoney(typed, config.currency);
  const inRange =
    amount !== null && toMicro(amount) >= toMicro(config.minTopUp) && toMicro(amount) <= toMicro(config.maxTopUp);
  const keyFor = (about: string) => {
    if (attempt.current.about !== about) attempt.current = { about, key: attemptId() };
    return attempt.current.key;
  };
  const ordering = useMutation({
    mutationFn: () => {
      const order = { amount: amount ?? '', currency: config.currency, provider };
      return farebox.payments.create(order, { idempotencyKey: keyFor(JSON.stringify(order)) });
    },
    onSettled: (_made, error) => {
      if (!isUnknown(error)) attempt.current = { about: '', key: '' };
      return client.invalidateQueries({ queryKey: ['orders'] });
    },
    onSuccess: ({ checkoutUrl }) => checkout(checkoutUrl),
  });
  return { config, typed, setTyped, provider, setProvider, amount: inRange ? amount : null, ordering };
}

export type TopUp = ReturnType<typeof useTopUp>;
