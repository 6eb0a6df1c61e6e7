import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../context.ts';
import { requestOrigin } from '../../http/request-context.ts';
import { type Env, router } from '../../http/router.ts';
import { jsonAnswer, jsonBody, refusals } from '../../http/schemas.ts';
import { asRole, userOf } from '../../http/who-may.ts';
import { repair } from './repair.ts';
import { reconcile } from './report.ts';
import {
  ReconcileBody,
  ReconcileQuery,
  RepairedBody,
  ReportBody,
  repairedBody,
  reportBody,
  sinceOr,
} from './schemas.ts';

const tags = ['Payments (admin)'];

const read = createRoute({
  method: 'get',
  path: '/api/admin/reconcile',
  operationId: 'getReconcileReport',
  tags,
  summary: 'What differs between the providers, the orders and the ledger',
  middleware: [asRole('admin')] as const,
  request: { query: ReconcileQuery },
  responses: { 200: jsonAnswer(ReportBody, 'The report.'), ...refusals(400, 401, 404) },
});

const putRight = createRoute({
  method: 'post',
  path: '/api/admin/reconcile/repair',
  operationId: 'repairDifferences',
  tags,
  summary: 'Put right what can be put right without a person (root)',
  middleware: [asRole('root')] as const,
  request: { body: jsonBody(ReconcileBody) },
  responses: { 200: jsonAnswer(RepairedBody, 'What was done, and how things stand.'), ...refusals(400, 401, 404) },
});

/** Comparing with the providers. */
export function reconcileRoutes(deps: Deps): OpenAPIHono<Env> {
  const routes = router();
  routes.openapi(read, async (c) => {
    const { since, provider = null } = c.req.valid('query');
    return c.json(reportBody(await reconcile(deps, sinceOr(deps.clock.now(), since), provider)), 200);
  });
  routes.openapi(putRight, async (c) => {
    const { since, provider = null } = c.req.valid('json');
    const from = sinceOr(deps.clock.now(), since);
    const done = await repair(deps, from, provider);
    await writeAudit(deps.db, {
      ...requestOrigin(c),
      actor: { kind: 'user', id: userOf(c).userId },
      action: 'payments.reconciled',
      target: { kind: 'payments', id: provider ?? 'all' },
      after: { since: from.toISOString(), tried: done.tried, failed: done.failed.length },
    });
    return c.json(repairedBody(done), 200);
  });
  return routes;
}
