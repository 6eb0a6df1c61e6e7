import { formatCredits } from '@farebox/kit';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Deps } from '../context.ts';
import { operationId } from '../http/idempotency.ts';
import { pageById, pageQuery, readIdCursor } from '../http/paging.ts';
import { requestOrigin } from '../http/request-context.ts';
import type { Env } from '../http/router.ts';
import { jsonAnswer, jsonBody, refusals, Uuid } from '../http/schemas.ts';
import { asRole, userOf } from '../http/who-may.ts';
import {
  BatchBody,
  BatchList,
  batchBody,
  CodeList,
  CreatedBatch,
  codeBody,
  DisableBody,
  NewBatchBody,
} from './batch-schemas.ts';
import { type Batch, listBatches } from './batch-store.ts';
import { type Admin, codesOf, createBatch, disableBatch } from './batches.ts';

/** What all of these share: to anybody but an admin they are not there. */
const admin = { middleware: asRole('admin'), tags: ['Redemption codes'] };
const formats: Parameters<typeof accepts>[1] = {
  header: 'Accept',
  supports: ['application/json', 'text/csv'],
  default: 'application/json',
};
const batchParam = z.object({ batchId: Uuid });

const create = createRoute({
  ...admin,
  method: 'post',
  path: '/api/admin/redemption-codes',
  operationId: 'createRedemptionCodes',
  summary: 'Make a batch of codes; with `Accept: text/csv` they come as a file',
  request: { body: jsonBody(NewBatchBody) },
  responses: {
    201: {
      description: 'Made. Keep the codes: they are not shown again.',
      content: { ...jsonAnswer(CreatedBatch, '').content, 'text/csv': { schema: { type: 'string' as const } } },
    },
    ...refusals(400, 401, 404, 409),
  },
});

const list = createRoute({
  ...admin,
  method: 'get',
  path: '/api/admin/redemption-codes',
  operationId: 'listRedemptionBatches',
  summary: 'Batches of codes with what became of them, newest first',
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(BatchList, 'One page.'), ...refusals(400, 401, 404) },
});

const read = createRoute({
  ...admin,
  method: 'get',
  path: '/api/admin/redemption-codes/{batchId}',
  operationId: 'listRedemptionCodes',
  summary: 'A batch and its codes: who redeemed them and when',
  request: { params: batchParam, query: pageQuery },
  responses: { 200: jsonAnswer(CodeList, 'One page.'), ...refusals(400, 401, 404) },
});

const disable = createRoute({
  ...admin,
  method: 'post',
  path: '/api/admin/redemption-codes/{batchId}/disable',
  operationId: 'disableRedemptionBatch',
  summary: 'Make the codes of a batch worthless; what was redeemed stays',
  request: { params: batchParam, body: { ...jsonBody(DisableBody), required: false as const } },
  responses: { 200: jsonAnswer(BatchBody, 'Disabled.'), ...refusals(400, 401, 404) },
});

export function addBatchRoutes(routes: OpenAPIHono<Env>, deps: Deps): void {
  const shown = (batch: Batch) => batchBody(batch, deps.clock.now());
  routes.openapi(create, async (c) => {
    const asker = adminOf(c);
    const key = operationId(c, asker.userId, 'redemption-codes.create');
    const { batch, codes } = await createBatch(deps, key, c.req.valid('json'), asker);
    c.header('cache-control', 'no-store');
    if (accepts(c, formats) === 'text/csv') return asFile(c, batch, codes);
    return c.json({ batch: shown(batch), codes }, 201);
  });
  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { page, nextCursor } = pageById(await listBatches(deps.db, limit + 1, readIdCursor(cursor)), limit);
    return c.json({ data: page.map(shown), nextCursor }, 200);
  });
  routes.openapi(read, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { batch, codes } = await codesOf(deps, c.req.valid('param').batchId, limit + 1, readIdCursor(cursor));
    const { page, nextCursor } = pageById(codes, limit);
    const now = deps.clock.now();
    const data = page.map((code) => codeBody(code, batch, now));
    return c.json({ batch: shown(batch), data, nextCursor }, 200);
  });
  routes.openapi(disable, async (c) => {
    const { reason } = c.req.valid('json') ?? {};
    return c.json(shown(await disableBatch(deps, c.req.valid('param').batchId, reason, adminOf(c))), 200);
  });
}

function asFile(c: Context<Env>, { id, credits, expiresAt }: Batch, codes: string[]) {
  const shared = [formatCredits(credits), expiresAt?.toISOString() ?? ''];
  const rows = codes.map((code) => [code, ...shared]);
  return c.body(stringify([['code', 'credits', 'expires_at'], ...rows]), 201, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="redemption-codes-${id}.csv"`,
  });
}

export function adminOf(c: Context<Env>): Admin {
  return { userId: userOf(c).userId, ...requestOrigin(c) };
}
