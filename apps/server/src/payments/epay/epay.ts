import type { Provider } from '../provider.ts';
import { readCallback, readEvent } from './callback.ts';
import { createCheckout } from './checkout.ts';
import { testConnection } from './connection.ts';
import { findNews, listPayments } from './queries.ts';
import { refund } from './refunds.ts';
import type { Site } from './site.ts';

/** Alipay, WeChat Pay and whatever else an EPay site offers, by either of its interfaces (MD5 or RSA). */
export function epay(site: Site): Provider {
  const { settings } = site;
  return {
    name: 'epay',
    currencies: ['CNY'],
    methods: settings.types.map(({ type, label, colour }) => ({ id: type, label, colour })),
    recurring: false,
    keptHeaders: [],
    createCheckout: async (request) => createCheckout(site, request),
    readCallback: (callback, now) => readCallback(settings, callback, now),
    readEvent: async (raw) => readEvent(settings, raw),
    findNews: (order) => findNews(site, order),
    listPayments: (since, cursor) => listPayments(site, since, cursor),
    refund: (request) => refund(site, request),
    testConnection: () => testConnection(site),
  };
}
