import { type Clock, systemClock } from '@farebox/kit';
import type { MinorUnits } from '../amounts.ts';
import type { Provider } from '../provider.ts';
import type { StripeSettings } from '../provider-settings/types.ts';
import { stripeAccount } from './account.ts';
import { readCallback } from './callback.ts';
import { cardCalls } from './cards.ts';
import { createCheckout } from './checkout.ts';
import { testConnection } from './connection.ts';
import { readEvent } from './events.ts';
import { notTaken, usualDigits } from './money.ts';
import { explainPayment, findNews, listPayments } from './questions.ts';
import { refund } from './refunds.ts';
import { subscriptionCalls } from './subscription-calls.ts';

export interface StripeOptions {
  settings: StripeSettings;
  publicUrl: string;
  /** The configured currencies and their digits after the point. */
  currencies: Readonly<Record<string, { minorUnits: MinorUnits }>>;
  clock?: Clock;
}

/** Stripe: Checkout for single payments and subscriptions, the billing portal, saved cards. */
export function stripe({ settings, publicUrl, currencies, clock = systemClock }: StripeOptions): Provider {
  const digitsOf = (currency: string) => currencies[currency]?.minorUnits ?? usualDigits(currency);
  const account = stripeAccount({ settings, publicUrl, clock, digitsOf });
  const taken = settings.currencies ?? Object.keys(currencies);
  return {
    name: 'stripe',
    currencies: taken.filter((currency) => !notTaken.includes(currency)),
    methods: [],
    recurring: true,
    keptHeaders: [],
    createCheckout: (request) => createCheckout(account, request),
    readCallback: (callback, now) => readCallback(settings, callback, now),
    readEvent: (raw) => readEvent(account, raw),
    findNews: (order) => findNews(account, order),
    listPayments: (since, cursor) => listPayments(account, since, cursor),
    explainPayment: (payment) => explainPayment(account, payment),
    refund: (request) => refund(account, request),
    subscriptions: subscriptionCalls(account),
    cards: cardCalls(account),
    testConnection: () => testConnection(account),
  };
}
