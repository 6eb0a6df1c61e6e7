import { createRoute, z } from '@hono/zod-openapi';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../../http/schemas.ts';
import { asRole, signedIn } from '../../http/who-may.ts';
import { SubscriptionOverview } from '../../subscriptions/index.ts';
import { CheckoutBody } from '../schemas.ts';
import {
  AskChange,
  BuyPlan,
  CancelByHand,
  CancelledByHand,
  ChangedBody,
  ChangePlan,
  ChangePreviewBody,
  PortalBody,
} from './schemas.ts';

const tags = ['Subscriptions'];
const overview = jsonAnswer(SubscriptionOverview, 'As it is then.');

export const buy = createRoute({
  method: 'post',
  path: '/api/subscription/checkout',
  operationId: 'buyPlan',
  tags,
  summary: 'Order a plan and get the address at which to pay',
  middleware: [signedIn] as const,
  request: { body: jsonBody(BuyPlan) },
  responses: {
    201: jsonAnswer(CheckoutBody, 'The order and its checkout.'),
    ...refusals(400, 401, 402, 403, 404, 409, 429, 502),
  },
});

export const preview = createRoute({
  method: 'post',
  path: '/api/subscription/preview',
  operationId: 'previewPlanChange',
  tags,
  summary: 'What a change of plan costs and brings',
  middleware: [signedIn] as const,
  request: { body: jsonBody(AskChange) },
  responses: { 200: jsonAnswer(ChangePreviewBody, 'Now.'), ...refusals(400, 401, 404, 409, 502) },
});

export const change = createRoute({
  method: 'post',
  path: '/api/subscription/change',
  operationId: 'changeMyPlan',
  tags,
  summary: 'Change the plan of my subscription, or take a change back',
  middleware: [signedIn] as const,
  request: { body: jsonBody(ChangePlan) },
  responses: {
    200: jsonAnswer(ChangedBody, 'What becomes of it.'),
    ...refusals(400, 401, 402, 403, 404, 409, 502),
  },
});

export const cancel = createRoute({
  method: 'post',
  path: '/api/subscription/cancel',
  operationId: 'cancelMySubscription',
  tags,
  summary: 'No further period of my subscription',
  middleware: [signedIn] as const,
  responses: { 200: overview, ...refusals(401, 404, 409, 502) },
});

export const resume = createRoute({
  method: 'post',
  path: '/api/subscription/resume',
  operationId: 'resumeMySubscription',
  tags,
  summary: 'Take the cancellation back',
  middleware: [signedIn] as const,
  responses: { 200: overview, ...refusals(401, 404, 409, 502) },
});

export const portal = createRoute({
  method: 'post',
  path: '/api/subscription/portal',
  operationId: 'openPortal',
  tags,
  summary: 'A page of the provider’s with my invoices and cards',
  middleware: [signedIn] as const,
  responses: { 200: jsonAnswer(PortalBody, 'Its address, good for a short time.'), ...refusals(401, 409, 502) },
});

export const cancelAny = createRoute({
  method: 'post',
  path: '/api/admin/subscriptions/{id}/cancel',
  operationId: 'cancelSubscriptionByHand',
  tags,
  summary: 'End anybody’s subscription, at the period’s end or now (admin)',
  middleware: [asRole('admin')] as const,
  request: { params: z.object({ id: Uuid }), body: jsonBody(CancelByHand) },
  responses: { 200: jsonAnswer(CancelledByHand, 'As it is then.'), ...refusals(400, 401, 404, 409, 502) },
});

export const checkoutSession = createRoute({
  method: 'post',
  path: '/functions/v1/create-checkout-session',
  operationId: 'createCheckoutSession',
  tags,
  summary: 'Order a plan with Stripe, under the name of an older design',
  middleware: [signedIn] as const,
  request: { body: jsonBody(z.object({ plan_id: z.string().min(1).max(64) })) },
  responses: {
    200: jsonAnswer(z.object({ url: z.string(), sessionId: z.string().nullable() }), 'Where to pay.'),
    ...refusals(400, 401, 403, 404, 409, 502),
  },
});
