import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { pageQuery, readCursor, writeCursor } from '../http/paging.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, refusals, Uuid } from '../http/schemas.ts';
import { asRole, signedIn, userOf } from '../http/who-may.ts';
import { createSlots, type Slots } from '../usage/index.ts';
import { createDocumentLine, type DocumentLine } from './document-line.ts';
import { type Document, receiptDocument, statementDocument } from './documents.ts';
import { languageOf } from './language.ts';
import { isMonth, Month } from './month.ts';
import { LanguageQuery, MonthList, StatementBody, StatementQuery } from './schemas.ts';
import { statementCsv } from './statement-csv.ts';
import { statementPage } from './statement-page.ts';
import { monthsOf } from './store.ts';

/** The part of the pool's connections that statements on their way may hold. */
const EXPORTS_OF_POOL = 1 / 5;

const binary = { schema: { type: 'string' as const, format: 'binary' } };
const statementAnswers = {
  200: {
    description: 'The statement; a file with format=csv or pdf.',
    content: {
      ...jsonAnswer(StatementBody, '').content,
      'text/csv': { schema: { type: 'string' as const } },
      'application/pdf': binary,
    },
  },
  ...refusals(400, 401, 404, 500, 503),
};

const list = createRoute({
  method: 'get',
  path: '/api/statements',
  operationId: 'listStatements',
  tags: ['Statements'],
  summary: 'The months in which my credits moved, newest first',
  middleware: [signedIn] as const,
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(MonthList, 'One page.'), ...refusals(400, 401) },
});

const read = createRoute({
  method: 'get',
  path: '/api/statements/{month}',
  operationId: 'getStatement',
  tags: ['Statements'],
  summary: 'A month: opening, what came in, what went out, closing; as JSON, CSV or PDF',
  middleware: [signedIn] as const,
  request: { params: z.object({ month: Month }), query: StatementQuery },
  responses: statementAnswers,
});

const readOf = createRoute({
  method: 'get',
  path: '/api/admin/users/{userId}/statements/{month}',
  operationId: 'getStatementOfUser',
  tags: ['Statements'],
  summary: 'A month of somebody’s account',
  middleware: [asRole('admin')] as const,
  request: { params: z.object({ userId: Uuid, month: Month }), query: StatementQuery },
  responses: statementAnswers,
});

const receipt = createRoute({
  method: 'get',
  path: '/api/orders/{id}/receipt.pdf',
  operationId: 'getOrderReceipt',
  tags: ['Statements'],
  summary: 'The receipt of one of my orders',
  middleware: [signedIn] as const,
  request: { params: z.object({ id: Uuid }), query: LanguageQuery },
  responses: {
    200: { description: 'The receipt.', content: { 'application/pdf': binary } },
    ...refusals(400, 401, 404, 409, 503),
  },
});

/** Receipts and statements of the signed-in person, and statements of anybody for the operator. */
export function statementsRoutes(deps: Deps): OpenAPIHono<Env> {
  const slots = createSlots(Math.max(1, Math.floor(deps.config.database.poolSize * EXPORTS_OF_POOL)));
  const line = createDocumentLine();
  const show = showStatement(deps, slots, line);
  const app = router();
  app.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const before = readCursor(cursor, (value) => (isMonth(value) ? value : null));
    const months = await monthsOf(deps.db, userOf(c).userId, limit + 1, before);
    const data = months.slice(0, limit);
    const last = months.length > limit ? data.at(-1) : undefined;
    return c.json({ data, nextCursor: last ? writeCursor(last.month) : null }, 200);
  });
  app.openapi(read, (c) => show(c, userOf(c).userId, c.req.valid('param').month, c.req.valid('query')));
  app.openapi(readOf, (c) => {
    const { userId, month } = c.req.valid('param');
    return show(c, userId, month, c.req.valid('query'));
  });
  app.openapi(receipt, async (c) => {
    const language = languageOf(c.req.valid('query').lang, c.req.header('accept-language'));
    return sendPdf(c, await receiptDocument(deps, line, userOf(c).userId, c.req.valid('param').id, language));
  });
  return app;
}

function showStatement(deps: Deps, slots: Slots, line: DocumentLine) {
  return async (c: Context<Env>, accountId: string, month: string, query: z.infer<typeof StatementQuery>) => {
    if (query.format === 'pdf') {
      const language = languageOf(query.lang, c.req.header('accept-language'));
      return sendPdf(c, await statementDocument(deps, line, accountId, month, language));
    }
    if (query.format === 'csv') return sendCsv(c, await statementCsv(deps, slots, accountId, month));
    return c.json(await statementPage(deps, accountId, month, query), 200);
  };
}

function sendPdf(c: Context<Env>, { bytes, fileName }: Document) {
  return c.body(new Uint8Array(bytes), 200, fileHeaders('application/pdf', fileName));
}

async function sendCsv(c: Context<Env>, { stream, fileName }: Awaited<ReturnType<typeof statementCsv>>) {
  const headers = fileHeaders('text/csv; charset=utf-8', fileName);
  if (c.req.method !== 'HEAD') return c.body(stream, 200, headers);
  // Hono answers HEAD by GET and drops the body unread: the cursor would stay open.
  await stream.cancel();
  return c.body(null, 200, headers);
}

function fileHeaders(type: string, fileName: string) {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'private, no-store',
  };
}
