import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Metrics } from '../metrics.ts';
import type { Env } from './router.ts';

/** Counts each answer and how long it took to begin, by the route's pattern: never by the address itself. */
export function measure(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const labels = { method: c.req.method, route: routePath(c) };
    metrics.requests.inc({ ...labels, status: String(c.res.status) });
    metrics.latency.observe(labels, (performance.now() - started) / 1000);
  };
}
