import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { readCursor, writeCursor } from '../http/paging.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, MomentIn, refusals, Uuid } from '../http/schemas.ts';
import { signedIn, userOf } from '../http/who-may.ts';
import { explainTransaction } from './explanation.ts';
import { balanceAt, summaryOf } from './figures.ts';
import { BalanceAt, Summary, TransactionExplained, TransactionList, TransactionQuery } from './journal-schemas.ts';
import { serviceRoutes } from './service-routes.ts';
import { listTransactions } from './transactions.ts';

const summary = createRoute({
  method: 'get',
  path: '/api/billing/summary',
  operationId: 'getBillingSummary',
  tags: ['Billing'],
  summary: 'Balance, grants and what was spent',
  middleware: signedIn,
  responses: { 200: jsonAnswer(Summary, 'The figures now.'), ...refusals(401, 404) },
});

const transactions = createRoute({
  method: 'get',
  path: '/api/billing/transactions',
  operationId: 'listTransactions',
  tags: ['Billing'],
  summary: 'Every movement of credits, newest first',
  middleware: signedIn,
  request: { query: TransactionQuery },
  responses: { 200: jsonAnswer(TransactionList, 'A page of transactions.'), ...refusals(400, 401) },
});

const transaction = createRoute({
  method: 'get',
  path: '/api/billing/transactions/{id}',
  operationId: 'getTransaction',
  tags: ['Billing'],
  summary: 'One movement with every grant it touched and what it was for',
  middleware: signedIn,
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: jsonAnswer(TransactionExplained, 'The transaction.'), ...refusals(400, 401, 404) },
});

const balance = createRoute({
  method: 'get',
  path: '/api/billing/balance',
  operationId: 'getBalanceAt',
  tags: ['Billing'],
  summary: 'The balance at a moment',
  middleware: signedIn,
  request: { query: z.object({ at: MomentIn }) },
  responses: { 200: jsonAnswer(BalanceAt, 'The balance then.'), ...refusals(400, 401) },
});

/** What a signed-in person sees of their own account, and what the operator's own app does to any. */
export function accountsRoutes(deps: Deps): OpenAPIHono<Env> {
  const { db, ledger } = deps;
  const app = router();
  app.openapi(summary, async (c) => c.json(await summaryOf(db, ledger, userOf(c).userId), 200));
  app.openapi(transactions, async (c) => {
    const { limit, cursor, kind } = c.req.valid('query');
    const before = readCursor(cursor, seqIn) ?? undefined;
    const page = await listTransactions(db, ledger, userOf(c).userId, { before, limit, kinds: kind });
    const nextCursor = page.next === null ? null : writeCursor(page.next);
    return c.json({ data: page.transactions, nextCursor }, 200);
  });
  app.openapi(transaction, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await explainTransaction(db, ledger, userOf(c).userId, id), 200);
  });
  app.openapi(balance, async (c) => {
    const { at } = c.req.valid('query');
    return c.json(await balanceAt(ledger, userOf(c).userId, at), 200);
  });
  app.route('/', serviceRoutes(deps));
  return app;
}

const MAX_SEQ = 2n ** 63n - 1n;

/** A place in the journal; null for what we never wrote. */
function seqIn(value: string): bigint | null {
  const seq = /^\d{1,19}$/.test(value) ? BigInt(value) : null;
  return seq !== null && seq <= MAX_SEQ ? seq : null;
}
