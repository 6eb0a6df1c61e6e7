import type { Provider } from '../provider.ts';
import type { Shop } from './api.ts';
import { readCallback } from './callback.ts';
import { createCheckout, findNews } from './checkout.ts';
import { testConnection } from './connection.ts';
import { readEvent } from './events.ts';
import { explainPayment } from './periods.ts';
import { refund } from './refunds.ts';
import { subscriptionCalls } from './subscription-calls.ts';
import { listPayments } from './transactions.ts';

/** Creem, which sells in our stead and adds the tax by itself. */
export function creem(shop: Shop): Provider {
  return {
    name: 'creem',
    currencies: ['USD', 'EUR'],
    methods: [],
    recurring: true,
    keptHeaders: ['webhook-id', 'webhook-timestamp'],
    createCheckout: (request) => createCheckout(shop, request),
    readCallback: (callback, now) => readCallback(shop.settings, callback, now),
    readEvent: (raw) => readEvent(shop, raw),
    findNews: (order) => findNews(shop, order),
    listPayments: (since, cursor) => listPayments(shop, since, cursor),
    explainPayment: (payment) => explainPayment(shop, payment),
    refund: (request) => refund(shop, request),
    subscriptions: subscriptionCalls(shop),
    testConnection: () => testConnection(shop),
  };
}
