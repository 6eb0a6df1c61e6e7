import { type Attempt, attemptHeader } from './attempt.ts';
import { answerOf, type Http } from './transport.ts';
import type { DiscountQuestion, PageQuery, PlanWish } from './wire.ts';

/** What a signed-in person buys besides plain credits, and the papers of it. */
export function purchaseCalls(http: Http) {
  return {
    plans: { list: () => answerOf(http.GET('/api/plans')) },
    subscription: subscriptionCalls(http),
    discounts: {
      /** What a code would make of a purchase. */
      check: (body: DiscountQuestion) => answerOf(http.POST('/api/discounts/check', { body })),
    },
    redemptionCodes: {
      redeem: (code: string, attempt?: Attempt) =>
        answerOf(http.POST('/api/redemption-codes/redeem', { body: { code }, headers: attemptHeader(attempt) })),
    },
    statements: {
      /** The months in which credits moved, newest first. */
      list: (query: PageQuery = {}) => answerOf(http.GET('/api/statements', { params: { query } })),
      /** The path of a month's statement as a file, for a link. */
      path: (month: string, format: 'csv' | 'pdf', lang?: 'en' | 'zh') =>
        `/api/statements/${month}?${new URLSearchParams({ format, ...(lang && { lang }) })}`,
    },
  };
}

function subscriptionCalls(http: Http) {
  return {
    get: () => answerOf(http.GET('/api/subscription')),
    /** Orders a plan, or its next period; the person pays at `checkoutUrl`. */
    checkout: (body: PlanWish, attempt?: Attempt) =>
      answerOf(http.POST('/api/subscription/checkout', { body, headers: attemptHeader(attempt) })),
    /** What changing to a plan would cost and bring now. */
    preview: (body: { planId: string; currency?: string }) =>
      answerOf(http.POST('/api/subscription/preview', { body })),
    change: (body: Omit<PlanWish, 'currency' | 'discountCode'>, attempt?: Attempt) =>
      answerOf(http.POST('/api/subscription/change', { body, headers: attemptHeader(attempt) })),
    /** At the end of what is paid. */
    cancel: () => answerOf(http.POST('/api/subscription/cancel')),
    resume: () => answerOf(http.POST('/api/subscription/resume')),
    /** Where the provider lets one change the card. */
    portal: () => answerOf(http.POST('/api/subscription/portal')),
  };
}
