import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../context.ts';
import { type Env, router } from '../http/router.ts';
import { jsonAnswer, refusals } from '../http/schemas.ts';
import { signedIn, userOf } from '../http/who-may.ts';
import { usageErrors } from './errors.ts';
import { exportUsage } from './export.ts';
import { usageReport } from './report.ts';
import { Report, ReportQuery, Stats } from './schemas.ts';
import { createSlots } from './slots.ts';
import { statsOf } from './stats.ts';

/** The part of the pool's connections that exports may hold: the rest of the server needs the others. */
const EXPORTS_OF_POOL = 1 / 3;

const report = createRoute({
  method: 'get',
  path: '/api/usage/report',
  operationId: 'getUsageReport',
  tags: ['Usage'],
  summary: 'Use by day, model, feature and key, as JSON or CSV',
  middleware: signedIn,
  request: { query: ReportQuery },
  responses: {
    200: {
      description: 'The report; a file with format=csv.',
      content: { ...jsonAnswer(Report, '').content, 'text/csv': { schema: { type: 'string' as const } } },
    },
    ...refusals(400, 401, 404, 503),
  },
});

const stats = createRoute({
  method: 'get',
  path: '/api/stats',
  operationId: 'getStats',
  tags: ['Usage'],
  summary: 'Balance and headline figures',
  middleware: signedIn,
  responses: { 200: jsonAnswer(Stats, 'The figures now.'), ...refusals(401, 404) },
});

/** What a signed-in person sees of their own use. */
export function usageRoutes(deps: Deps): OpenAPIHono<Env> {
  const { db, ledger, config } = deps;
  const slots = createSlots(Math.max(1, Math.floor(config.database.poolSize * EXPORTS_OF_POOL)));
  const app = router();
  app.openapi(report, async (c) => {
    const { from, to, groupBy, format, detail } = c.req.valid('query');
    const { userId } = userOf(c);
    if (format === 'json') {
      if (detail === '1') throw usageErrors.detail_needs_csv();
      return c.json(await usageReport(db, userId, { from, to }, groupBy), 200);
    }
    const request = { range: { from, to }, groupBy: detail === '1' ? [] : groupBy };
    const { stream, fileName } = await exportUsage(deps, slots, userId, request);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    };
    if (c.req.method !== 'HEAD') return c.body(stream, 200, headers);
    // Hono answers HEAD by GET and drops the body unread: the cursor would stay open.
    await stream.cancel();
    return c.body(null, 200, headers);
  });
  app.openapi(stats, async (c) => c.json(await statsOf(db, ledger, userOf(c).userId), 200));
  return app;
}
