import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from '../context.ts';
import { type Env, router } from '../http/router.ts';
import { userOf } from '../http/who-may.ts';
import * as declared from './declarations.ts';
import { usageErrors } from './errors.ts';
import { type Exported, exportRecords, exportReport } from './export.ts';
import { operatorReport } from './operator-report.ts';
import { listRecords } from './records.ts';
import { usageReport } from './report.ts';
import { createSlots } from './slots.ts';
import { statsOf } from './stats.ts';

/** The part of the pool's connections that exports may hold: the rest of the server needs the others. */
const EXPORTS_OF_POOL = 1 / 3;

/** What a signed-in person sees of their own use, and the operator's people of everybody's. */
export function usageRoutes(deps: Deps): OpenAPIHono<Env> {
  const { db, ledger, config } = deps;
  const slots = createSlots(Math.max(1, Math.floor(config.database.poolSize * EXPORTS_OF_POOL)));
  const exporting = { ...deps, slots };
  const app = router();
  app.openapi(declared.report, async (c) => {
    const { from, to, groupBy, format, detail } = c.req.valid('query');
    const { userId } = userOf(c);
    if (format === 'csv' && (detail === '1' || groupBy.length === 0)) {
      return fileAnswer(c, await exportRecords(exporting, userId, { from, to }));
    }
    if (format === 'csv') return fileAnswer(c, await exportReport(exporting, userId, { from, to, groupBy }));
    if (detail === '1') throw usageErrors.detail_needs_csv();
    return c.json(await usageReport(db, userId, { from, to }, groupBy), 200);
  });
  app.openapi(declared.records, async (c) => {
    const { format, ...wish } = c.req.valid('query');
    const { userId } = userOf(c);
    if (format === 'csv') return fileAnswer(c, await exportRecords(exporting, userId, wish));
    return c.json(await listRecords(db, userId, wish), 200);
  });
  app.openapi(declared.stats, async (c) => c.json(await statsOf(db, ledger, userOf(c).userId), 200));
  app.openapi(declared.operatorReport, async (c) => {
    const { from, to, groupBy, userId = null } = c.req.valid('query');
    return c.json(await operatorReport(db, userId, { from, to }, groupBy), 200);
  });
  return app;
}

async function fileAnswer(c: Context<Env>, { stream, fileName }: Exported) {
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  };
  if (c.req.method !== 'HEAD') return c.body(stream, 200, headers);
  // Hono answers HEAD by GET and drops the body unread: the cursor would stay open.
  await stream.cancel();
  return c.body(null, 200, headers);
}
