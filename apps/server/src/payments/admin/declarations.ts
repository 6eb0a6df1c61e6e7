import { createRoute, z } from '@hono/zod-openapi';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../../http/schemas.ts';
import { asRole } from '../../http/who-may.ts';
import { AdminOrderList, AdminOrderStory, InboxList, InboxQuery, InboxWhole, OrderQuery, Reason } from './schemas.ts';

const params = z.object({ id: Uuid });
const tags = ['Payments (admin)'];
const story = jsonAnswer(AdminOrderStory, 'The order and its payments.');
const whole = jsonAnswer(InboxWhole, 'The callback.');

export const listOrders = createRoute({
  method: 'get',
  path: '/api/admin/orders',
  operationId: 'listAllOrders',
  tags,
  summary: 'Everybody’s orders, newest first',
  middleware: [asRole('admin')] as const,
  request: { query: OrderQuery },
  responses: { 200: jsonAnswer(AdminOrderList, 'One page.'), ...refusals(400, 401, 404) },
});

export const readOrder = createRoute({
  method: 'get',
  path: '/api/admin/orders/{id}',
  operationId: 'getAnyOrder',
  tags,
  summary: 'One order with its payments',
  middleware: [asRole('admin')] as const,
  request: { params },
  responses: { 200: story, ...refusals(400, 401, 404) },
});

export const completeOrder = createRoute({
  method: 'post',
  path: '/api/admin/orders/{id}/complete',
  operationId: 'completeOrderByHand',
  tags,
  summary: 'Take an order as paid because you say so (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(Reason) },
  responses: { 200: story, ...refusals(400, 401, 404, 409) },
});

export const cancelOrder = createRoute({
  method: 'post',
  path: '/api/admin/orders/{id}/cancel',
  operationId: 'cancelOrderByHand',
  tags,
  summary: 'Give up an unpaid order (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(Reason) },
  responses: { 200: story, ...refusals(400, 401, 404, 409) },
});

export const settleReview = createRoute({
  method: 'post',
  path: '/api/admin/orders/{id}/reviewed',
  operationId: 'settleOrderReview',
  tags,
  summary: 'Mark an order as looked at (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(Reason) },
  responses: { 200: story, ...refusals(400, 401, 404) },
});

export const listInbox = createRoute({
  method: 'get',
  path: '/api/admin/provider-events',
  operationId: 'listProviderEvents',
  tags,
  summary: 'Callbacks of the providers, newest first',
  middleware: [asRole('admin')] as const,
  request: { query: InboxQuery },
  responses: { 200: jsonAnswer(InboxList, 'One page.'), ...refusals(400, 401, 404) },
});

export const readInbox = createRoute({
  method: 'get',
  path: '/api/admin/provider-events/{id}',
  operationId: 'getProviderEvent',
  tags,
  summary: 'One callback as it arrived',
  middleware: [asRole('admin')] as const,
  request: { params },
  responses: { 200: whole, ...refusals(400, 401, 404) },
});

export const replayEvent = createRoute({
  method: 'post',
  path: '/api/admin/provider-events/{id}/replay',
  operationId: 'replayProviderEvent',
  tags,
  summary: 'Take up a callback again (root)',
  middleware: [asRole('root')] as const,
  request: { params, body: jsonBody(Reason) },
  responses: { 200: whole, ...refusals(400, 401, 404, 409) },
});
