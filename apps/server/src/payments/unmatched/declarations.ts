import { createRoute, z } from '@hono/zod-openapi';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../../http/schemas.ts';
import { asRole } from '../../http/who-may.ts';
import {
  AliasBody,
  AliasList,
  AliasMade,
  AliasQuery,
  AssignBody,
  DismissBody,
  EmailAddress,
  UnmatchedBody,
  UnmatchedList,
  UnmatchedQuery,
} from './schemas.ts';

const tags = ['Payments (admin)'];
const params = z.object({ id: Uuid });

export const list = createRoute({
  method: 'get',
  path: '/api/admin/unmatched-payments',
  operationId: 'listUnmatchedPayments',
  tags,
  summary: 'Payments that came without an order, newest first',
  middleware: [asRole('admin')] as const,
  request: { query: UnmatchedQuery },
  responses: { 200: jsonAnswer(UnmatchedList, 'One page.'), ...refusals(400, 401, 404) },
});

export const assign = createRoute({
  method: 'post',
  path: '/api/admin/unmatched-payments/{id}/assign',
  operationId: 'assignUnmatchedPayment',
  tags,
  summary: 'Credit a payment to a person',
  middleware: [asRole('admin')] as const,
  request: { params, body: jsonBody(AssignBody) },
  responses: { 200: jsonAnswer(UnmatchedBody, 'The payment.'), ...refusals(400, 401, 404, 409) },
});

export const dismiss = createRoute({
  method: 'post',
  path: '/api/admin/unmatched-payments/{id}/dismiss',
  operationId: 'dismissUnmatchedPayment',
  tags,
  summary: 'It is not for us',
  middleware: [asRole('admin')] as const,
  request: { params, body: jsonBody(DismissBody) },
  responses: { 200: jsonAnswer(UnmatchedBody, 'The payment.'), ...refusals(400, 401, 404, 409) },
});

export const listAliases = createRoute({
  method: 'get',
  path: '/api/admin/email-aliases',
  operationId: 'listEmailAliases',
  tags,
  summary: 'Other addresses by which people pay',
  middleware: [asRole('admin')] as const,
  request: { query: AliasQuery },
  responses: { 200: jsonAnswer(AliasList, 'One page, by address.'), ...refusals(400, 401, 404) },
});

export const createAlias = createRoute({
  method: 'post',
  path: '/api/admin/email-aliases',
  operationId: 'createEmailAlias',
  tags,
  summary: 'Add an address by which a person pays; what waits under it is credited',
  middleware: [asRole('admin')] as const,
  request: { body: jsonBody(AliasBody) },
  responses: { 201: jsonAnswer(AliasMade, 'The alias.'), ...refusals(400, 401, 404, 409) },
});

export const deleteAlias = createRoute({
  method: 'delete',
  path: '/api/admin/email-aliases/{email}',
  operationId: 'deleteEmailAlias',
  tags,
  summary: 'Remove an address by which a person pays',
  middleware: [asRole('admin')] as const,
  request: { params: z.object({ email: EmailAddress }) },
  responses: { 204: { description: 'It is gone.' }, ...refusals(400, 401, 404) },
});
