import type { MiddlewareHandler } from 'hono';
import { edgeErrors } from './errors.ts';
import type { Env } from './router.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changing requests that a browser sends with the session cookie from another site (`cross_origin`, 403).
 * Requests without a cookie carry no authority a browser would add, so they pass.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const asks = !safeMethods.has(c.req.method) && c.req.header('cookie') !== undefined;
    if (
      asks &&
      !isOwn(c.req.header('origin'), c.req.header('sec-fetch-site'), hostsOf(publicUrl, c.req.header('host')))
    ) {
      throw edgeErrors.cross_origin();
    }
    await next();
  };
}

/** With an Origin it must be ours; without one only a browser's own word that it is the same site counts. */
function isOwn(origin: string | undefined, fetchSite: string | undefined, hosts: string[]): boolean {
  if (origin !== undefined) return URL.canParse(origin) && hosts.includes(new URL(origin).host);
  return fetchSite === 'same-origin';
}

/** The host of the public address, and the one the request was sent to (a port-forward, a LAN name). */
function hostsOf(publicUrl: string, host: string | undefined): string[] {
  return [new URL(publicUrl).host, ...(host ? [host] : [])];
}
