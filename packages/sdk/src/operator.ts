import { type Attempt, attemptHeader } from './attempt.ts';
import { meteringCalls } from './metering.ts';
import { answerOf, type Http } from './transport.ts';
import type { BodyOf, CreatedRedemptionBatch, OrderStatus, PageQuery, ProviderEvent } from './wire.ts';

export interface AdminOrdersQuery extends PageQuery {
  userId?: string;
  status?: OrderStatus;
  provider?: string;
  needsReview?: 'true' | 'false';
  /** An order's id, or what its provider calls the order or its payment. */
  reference?: string;
}

export interface EventsQuery extends PageQuery {
  provider?: string;
  state?: ProviderEvent['state'];
  orderId?: string;
}

const path = <Parts extends Record<string, string>>(parts: Parts) => ({ params: { path: parts } });
const decide = (id: string, reason: string) => ({ ...path({ id }), body: { reason } });

/** What the operator's people ask, as the session in the cookie; to everybody else these answer 404. */
export function operatorCalls(http: Http) {
  return {
    orders: orderCalls(http),
    events: {
      list: (query: EventsQuery = {}) => answerOf(http.GET('/api/admin/provider-events', { params: { query } })),
      get: (id: string) => answerOf(http.GET('/api/admin/provider-events/{id}', path({ id }))),
      replay: (id: string, reason: string) =>
        answerOf(http.POST('/api/admin/provider-events/{id}/replay', decide(id, reason))),
    },
    usage: {
      /** Charged, refunded, cost and margin, of everybody or one person. */
      report: (query: { from?: string; to?: string; groupBy?: string; userId?: string } = {}) =>
        answerOf(http.GET('/api/admin/usage/report', { params: { query } })),
    },
    unmatched: unmatchedCalls(http),
    reconcile: {
      report: (query: { since?: string; provider?: string } = {}) =>
        answerOf(http.GET('/api/admin/reconcile', { params: { query } })),
      repair: (body: { since?: string; provider?: string } = {}) =>
        answerOf(http.POST('/api/admin/reconcile/repair', { body })),
    },
    providers: providerCalls(http),
    ...catalogueCalls(http),
    ...meteringCalls(http),
  };
}

function orderCalls(http: Http) {
  return {
    list: (query: AdminOrdersQuery = {}) => answerOf(http.GET('/api/admin/orders', { params: { query } })),
    get: (id: string) => answerOf(http.GET('/api/admin/orders/{id}', path({ id }))),
    complete: (id: string, reason: string) =>
      answerOf(http.POST('/api/admin/orders/{id}/complete', decide(id, reason))),
    cancel: (id: string, reason: string) => answerOf(http.POST('/api/admin/orders/{id}/cancel', decide(id, reason))),
    reviewed: (id: string, reason: string) =>
      answerOf(http.POST('/api/admin/orders/{id}/reviewed', decide(id, reason))),
    moneyBack: (id: string) => answerOf(http.GET('/api/admin/orders/{id}/refunds', path({ id }))),
    /** Gives money back through the provider; all that remains when no amount is said. */
    refund: (id: string, body: BodyOf<'refundOrder'>, attempt?: Attempt) =>
      answerOf(http.POST('/api/admin/orders/{id}/refunds', { ...path({ id }), body, headers: attemptHeader(attempt) })),
    settleRefund: (id: string, body: BodyOf<'settleRefund'>) =>
      answerOf(http.POST('/api/admin/refunds/{id}/settle', { ...path({ id }), body })),
    clawback: (id: string, body: BodyOf<'decideClawback'>) =>
      answerOf(http.POST('/api/admin/orders/{id}/clawback', { ...path({ id }), body })),
  };
}

function unmatchedCalls(http: Http) {
  return {
    list: (query: PageQuery & { status?: 'waiting' | 'assigned' | 'dismissed' } = {}) =>
      answerOf(http.GET('/api/admin/unmatched-payments', { params: { query } })),
    assign: (id: string, body: BodyOf<'assignUnmatchedPayment'>) =>
      answerOf(http.POST('/api/admin/unmatched-payments/{id}/assign', { ...path({ id }), body })),
    dismiss: (id: string, reason: string) =>
      answerOf(http.POST('/api/admin/unmatched-payments/{id}/dismiss', decide(id, reason))),
    aliases: (query: PageQuery = {}) => answerOf(http.GET('/api/admin/email-aliases', { params: { query } })),
    addAlias: (body: BodyOf<'createEmailAlias'>) => answerOf(http.POST('/api/admin/email-aliases', { body })),
    removeAlias: (email: string) => answerOf(http.DELETE('/api/admin/email-aliases/{email}', path({ email }))),
  };
}

type ProviderName = 'stripe' | 'epay' | 'creem' | 'mockpay';

function providerCalls(http: Http) {
  return {
    list: () => answerOf(http.GET('/api/admin/payments/settings')),
    change: (provider: ProviderName, body: BodyOf<'changeProviderSettings'>) =>
      answerOf(http.PUT('/api/admin/payments/settings/{provider}', { ...path({ provider }), body })),
    /** Tries the values, over what is kept, without keeping them. */
    test: (provider: ProviderName, values: Record<string, unknown>) =>
      answerOf(http.POST('/api/admin/payments/settings/{provider}/test', { ...path({ provider }), body: { values } })),
  };
}

/** The document does not tell that these may be null. */
type Nullable<Body, Name extends keyof Body> = Omit<Body, Name> & { [Key in Name]?: Body[Key] | null };

function catalogueCalls(http: Http) {
  return {
    plans: {
      list: () => answerOf(http.GET('/api/admin/plans')),
      create: (body: Nullable<BodyOf<'createPlan'>, 'dailyLimit'>) =>
        answerOf(http.POST('/api/admin/plans', { body: body as BodyOf<'createPlan'> })),
      change: (id: string, body: Nullable<BodyOf<'changePlan'>, 'dailyLimit'>) =>
        answerOf(http.PATCH('/api/admin/plans/{id}', { ...path({ id }), body: body as BodyOf<'changePlan'> })),
    },
    codes: {
      list: (query: PageQuery = {}) => answerOf(http.GET('/api/admin/redemption-codes', { params: { query } })),
      /** The only answer that ever holds the codes. */
      create: (body: Nullable<BodyOf<'createRedemptionCodes'>, 'expiresAt'>, attempt?: Attempt) => {
        const sent = { body: body as BodyOf<'createRedemptionCodes'>, headers: attemptHeader(attempt) };
        return answerOf(http.POST('/api/admin/redemption-codes', sent)) as Promise<CreatedRedemptionBatch>;
      },
      disable: (batchId: string, reason: string) =>
        answerOf(
          http.POST('/api/admin/redemption-codes/{batchId}/disable', { ...path({ batchId }), body: { reason } }),
        ),
    },
    discounts: {
      list: (query: PageQuery = {}) => answerOf(http.GET('/api/admin/discounts', { params: { query } })),
      create: (body: BodyOf<'createDiscount'>) => answerOf(http.POST('/api/admin/discounts', { body })),
      change: (id: string, body: BodyOf<'changeDiscount'>) =>
        answerOf(http.PATCH('/api/admin/discounts/{id}', { ...path({ id }), body })),
    },
  };
}
