import { createRoute, z } from '@hono/zod-openapi';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../http/schemas.ts';
import { asService } from '../http/who-may.ts';
import { Account } from './journal-schemas.ts';
import * as shapes from './schemas.ts';

/** What all routes of the operator's own app share: they need its token. */
const service = { middleware: asService, security: [{ internalToken: [] }] };

const headers = shapes.IdempotencyHeader;
const holdParam = z.object({ id: Uuid });

export const deduct = createRoute({
  ...service,
  method: 'post',
  path: '/api/billing/deduct',
  operationId: 'deduct',
  tags: ['Service'],
  summary: 'Take credits at once, all or nothing',
  request: { headers, body: jsonBody(shapes.DeductBody) },
  responses: { 200: jsonAnswer(shapes.DeductAnswer, 'Taken.'), ...refusals(400, 401, 402, 403, 404, 409, 503) },
});

export const hold = createRoute({
  ...service,
  method: 'post',
  path: '/api/holds',
  operationId: 'placeHold',
  tags: ['Service'],
  summary: 'Set credits aside before the work',
  request: { headers, body: jsonBody(shapes.HoldBody) },
  responses: { 201: jsonAnswer(shapes.HoldAnswer, 'Set aside.'), ...refusals(400, 401, 402, 403, 404, 409, 503) },
});

export const capture = createRoute({
  ...service,
  method: 'post',
  path: '/api/holds/{id}/capture',
  operationId: 'captureHold',
  tags: ['Service'],
  summary: 'Charge what the work really cost and give the rest back',
  request: { params: holdParam, headers, body: jsonBody(shapes.CaptureBody) },
  responses: { 200: jsonAnswer(shapes.CaptureAnswer, 'Charged.'), ...refusals(400, 401, 403, 404, 409, 503) },
});

export const release = createRoute({
  ...service,
  method: 'post',
  path: '/api/holds/{id}/release',
  operationId: 'releaseHold',
  tags: ['Service'],
  summary: 'Give the whole hold back',
  request: { params: holdParam, headers },
  responses: { 200: jsonAnswer(shapes.ReleaseAnswer, 'Given back.'), ...refusals(400, 401, 403, 404, 409, 503) },
});

export const grant = createRoute({
  ...service,
  method: 'post',
  path: '/api/grants',
  operationId: 'createGrant',
  tags: ['Service'],
  summary: 'Give credits, up to the balance cap',
  request: { headers, body: jsonBody(shapes.GrantBody) },
  responses: { 201: jsonAnswer(shapes.GrantAnswer, 'Given.'), ...refusals(400, 401, 403, 404, 409, 503) },
});

export const refund = createRoute({
  ...service,
  method: 'post',
  path: '/api/refunds',
  operationId: 'createRefund',
  tags: ['Service'],
  summary: 'Give a charge back, whole or in part, to the grants it came from',
  request: { headers, body: jsonBody(shapes.RefundBody) },
  responses: { 200: jsonAnswer(shapes.RefundAnswer, 'Given back.'), ...refusals(400, 401, 403, 404, 409, 503) },
});

export const account = createRoute({
  ...service,
  method: 'get',
  path: '/api/accounts/{userId}',
  operationId: 'getAccount',
  tags: ['Service'],
  summary: 'Figures and grants of an account',
  request: { params: z.object({ userId: Uuid }) },
  responses: { 200: jsonAnswer(Account, 'The figures now.'), ...refusals(400, 401, 404) },
});
