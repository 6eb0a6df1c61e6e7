import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Deps } from './context.ts';
import { edgeErrors } from './http/errors.ts';
import { type Env, router } from './http/router.ts';
import type { ServerState } from './state.ts';

/** How long `/readyz` waits for the database. */
const READY_MS = 2_000;

const loopback = new Set(['127.0.0.1', '::1']);

/** What the operator's machines ask: is it alive, may it get traffic, how is it doing. */
export function operationsRoutes(deps: Deps, state: ServerState): OpenAPIHono<Env> {
  const routes = router();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }));
  routes.get('/readyz', async (c) => {
    const problem = await whatIsNotReady(deps, state);
    return problem ? c.json({ status: problem }, 503) : c.json({ status: 'ready' });
  });
  routes.get('/metrics', async (c) => {
    if (!mayReadMetrics(c)) throw edgeErrors.not_found();
    const { registry } = deps.metrics;
    await measureLedger(deps);
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return routes;
}

/** With the internal token, or from this very machine when no proxy stands between. */
function mayReadMetrics(c: Context<Env>): boolean {
  if (c.get('principal')?.kind === 'service') return true;
  return loopback.has(c.get('address') ?? '') && c.req.header('x-forwarded-for') === undefined;
}

/** What is not counted as it happens. Without a database the other figures are still worth having. */
async function measureLedger({ pool, ledger, metrics }: Deps): Promise<void> {
  metrics.queueDepth.set(ledger.health().queued);
  const open = await countOpenHolds(pool).catch(() => null);
  if (open !== null) metrics.holdsOpen.set(open);
}

async function countOpenHolds(pool: Deps['pool']): Promise<number> {
  const { rows } = await pool.query<{ open: bigint }>("select count(*) as open from ledger.hold where status = 'open'");
  return Number(rows[0]?.open);
}

async function whatIsNotReady({ pool, ledger }: Deps, { phase }: ServerState): Promise<string | null> {
  if (phase !== 'ready') return phase;
  if (ledger.health().lanesConnected === 0) return 'ledger not connected';
  const timeout = AbortSignal.timeout(READY_MS);
  const late = new Promise<string>((resolve) => timeout.addEventListener('abort', () => resolve('database too slow')));
  const asked = pool.query('select 1').then(
    () => null,
    () => 'database not reachable',
  );
  return Promise.race([asked, late]);
}
