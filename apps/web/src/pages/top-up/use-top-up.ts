import { type PaymentMethod, type ServerConfig, toMicro } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { readMoney } from '../../format/money.ts';
import { methodKey, methodsIn, payableCurrencies } from '../paying/methods.ts';
import { useDiscount } from '../paying/use-discount.ts';
import { usePurchase } from '../paying/use-purchase.ts';

export type Offer = ServerConfig['currencies'][string];

/** Before the configuration names one, and when no way of paying takes any. */
const nothing: Offer = { minorUnits: 2, creditsPerUnit: '0', minTopUp: '0', maxTopUp: '0', quickAmounts: [] };

function useOffer() {
  const { data: config } = useSuspenseQuery(configQuery);
  const currencies = payableCurrencies(config);
  const [wanted, setCurrency] = useState(config.currency);
  const currency = currencies.includes(wanted) ? wanted : (currencies[0] ?? config.currency);
  return { currencies, currency, setCurrency, offer: config.currencies[currency] ?? nothing, config };
}

function inRange(amount: string | null, { minTopUp, maxTopUp }: Offer): amount is string {
  return amount !== null && toMicro(amount) >= toMicro(minTopUp) && toMicro(amount) <= toMicro(maxTopUp);
}

/** The choice of an amount, a currency and a way of paying, and the order that comes of it. */
export function useTopUp() {
  const { config, currencies, currency, setCurrency, offer } = useOffer();
  const [typed, setTyped] = useState(offer.quickAmounts[0] ?? '');
  const [wanted, setMethod] = useState<PaymentMethod | null>(null);
  const methods = methodsIn(config, currency);
  const method = methods.find((one) => wanted && methodKey(one) === methodKey(wanted)) ?? methods[0];
  const read = readMoney(typed, currency);
  const amount = inRange(read, offer) ? read : null;
  const discount = useDiscount(amount === null ? null : { kind: 'topup', amount, currency });
  const ordering = usePurchase(farebox.payments.create);
  return {
    currencies,
    currency,
    chooseCurrency: (next: string) => {
      setCurrency(next);
      setTyped(config.currencies[next]?.quickAmounts[0] ?? '');
    },
    offer,
    typed,
    setTyped,
    methods,
    method,
    setMethod,
    amount,
    discount,
    ordering,
    pay: () => {
      if (amount === null || !method || discount.waiting) return;
      ordering.mutate({
        amount,
        currency,
        provider: method.provider,
        ...(method.method && { method: method.method }),
        ...(discount.terms && { discountCode: discount.terms.code }),
      });
    },
  };
}

export type TopUp = ReturnType<typeof useTopUp>;
