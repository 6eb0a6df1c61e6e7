import { type Attempt, attemptHeader } from './attempt.ts';
import { purchaseCalls } from './purchases.ts';
import { answerOf, type Http } from './transport.ts';
import type {
  KeyLimits,
  OrdersQuery,
  PageQuery,
  TopUpWish,
  TransactionQuery,
  UsageQuery,
  UsageRecordList,
  UsageRecordsQuery,
  UsageReport,
} from './wire.ts';

export type MockpayAct = 'pay' | 'fail' | 'cancel';

const path = <Parts extends Record<string, string>>(parts: Parts) => ({ params: { path: parts } });
const usageQuery = ({ from, to, groupBy }: UsageQuery) => ({ from, to, groupBy: groupBy.join(',') });

/** What a signed-in person may ask, as the session in the cookie, and what anybody may. */
export function customerCalls(http: Http) {
  return {
    config: () => answerOf(http.GET('/api/config')),
    stats: () => answerOf(http.GET('/api/stats')),
    /** Makes the first operator, with the one-time token printed at start. */
    setup: (body: { token: string; name: string; email: string; password: string }) =>
      answerOf(http.POST('/api/setup', { body })),
    auth: authCalls(http),
    me: {
      get: () => answerOf(http.GET('/api/me')),
      update: (body: { name?: string; timeZone?: string }) => answerOf(http.PATCH('/api/me', { body })),
    },
    keys: {
      list: (query: PageQuery = {}) => answerOf(http.GET('/api/keys', { params: { query } })),
      create: (body: { name: string; expiresAt?: string } & KeyLimits) => answerOf(http.POST('/api/keys', { body })),
      /** What `body` does not name stays. Counts everywhere within a second. */
      change: (id: string, body: { name?: string } & KeyLimits) =>
        answerOf(http.PATCH('/api/keys/{id}', { ...path({ id }), body })),
      /** Refused everywhere within a second; again is no error. */
      revoke: (id: string) => answerOf(http.DELETE('/api/keys/{id}', path({ id }))),
    },
    ...moneyCalls(http),
  };
}

function authCalls(http: Http) {
  return {
    signUp: (body: { name: string; email: string; password: string }) =>
      answerOf(http.POST('/api/auth/sign-up/email', { body })),
    signIn: (body: { email: string; password: string }) => answerOf(http.POST('/api/auth/sign-in/email', { body })),
    /** Who is signed in; null for nobody. */
    session: () => answerOf(http.GET('/api/auth/get-session')),
    signOut: () => answerOf(http.POST('/api/auth/sign-out')),
  };
}

/** Where credits come from and go to. */
function moneyCalls(http: Http) {
  return {
    billing: {
      summary: () => answerOf(http.GET('/api/billing/summary')),
      /** Newest first. */
      transactions: ({ kind, ...page }: TransactionQuery = {}) => {
        const query = { ...page, ...(kind?.length && { kind: kind.join(',') }) };
        return answerOf(http.GET('/api/billing/transactions', { params: { query } }));
      },
      transaction: (id: string) => answerOf(http.GET('/api/billing/transactions/{id}', path({ id }))),
    },
    usage: {
      report: (query: UsageQuery) =>
        answerOf(http.GET('/api/usage/report', { params: { query: usageQuery(query) } })) as Promise<UsageReport>,
      /** The path of the same report as a CSV file, for a link. */
      csvPath: (query: UsageQuery) =>
        `/api/usage/report?${new URLSearchParams({ ...usageQuery(query), format: 'csv' })}`,
      /** Newest first. */
      records: (query: UsageRecordsQuery = {}) =>
        answerOf(http.GET('/api/usage/records', { params: { query } })) as Promise<UsageRecordList>,
      /** The path of all these calls as a CSV file, oldest first, for a link. */
      recordsCsvPath: ({ limit: _limit, cursor: _cursor, ...query }: UsageRecordsQuery) =>
        `/api/usage/records?${new URLSearchParams({ ...query, format: 'csv' })}`,
    },
    receipts: { get: (id: string) => answerOf(http.GET('/api/receipts/{id}', path({ id }))) },
    models: { list: () => answerOf(http.GET('/api/models')) },
    payments: {
      /** Orders credits; the person pays at `checkoutUrl`. */
      create: (body: TopUpWish, attempt?: Attempt) =>
        answerOf(http.POST('/api/payments/create', { body, headers: attemptHeader(attempt) })),
    },
    orders: orderCalls(http),
    mockpay: mockpayCalls(http),
    ...purchaseCalls(http),
  };
}

function orderCalls(http: Http) {
  return {
    /** Newest first. */
    list: ({ status, ...page }: OrdersQuery = {}) => {
      const query = { ...page, ...(status?.length && { status: status.join(',') }) };
      return answerOf(http.GET('/api/orders', { params: { query } }));
    },
    get: (id: string) => answerOf(http.GET('/api/orders/{id}', path({ id }))),
    /** Gives up an unpaid order. */
    cancel: (id: string) => answerOf(http.POST('/api/orders/{id}/cancel', path({ id }))),
    /** Asks the provider what became of it, at most every ten seconds; gives the order as it then stands. */
    check: (id: string) => answerOf(http.POST('/api/orders/{id}/check', path({ id }))),
    /** The path of a paid order's receipt as a PDF, for a link. */
    receiptPath: (id: string, lang?: 'en' | 'zh') => `/api/orders/${id}/receipt.pdf${lang ? `?lang=${lang}` : ''}`,
  };
}

/** The built-in test provider's own page; `token` is the one in the checkout address. */
function mockpayCalls(http: Http) {
  return {
    get: (orderId: string, token: string) =>
      answerOf(http.GET('/api/mockpay/{orderId}', { params: { path: { orderId }, query: { t: token } } })),
    act: (orderId: string, token: string, action: MockpayAct) => {
      const params = { path: { orderId, action }, query: { t: token } };
      return answerOf(http.POST('/api/mockpay/{orderId}/{action}', { params }));
    },
  };
}
