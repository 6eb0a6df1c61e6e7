import { newId } from '@farebox/kit';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { Env } from './router.ts';

const requestIdShape = /^[\w.:-]{8,128}$/;

/**
 * Gives each request its id (the caller's own `x-request-id` when it has a sane shape), the log and its
 * address, and writes one line when it is done: never a query string, a header or a body.
 */
export function requestContext(log: Logger, trustedProxies: number): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && requestIdShape.test(given) ? given : newId();
    const started = performance.now();
    c.set('requestId', requestId);
    c.set('log', log);
    c.set('address', addressOf(c, trustedProxies));
    c.set('principal', null);
    c.header('x-request-id', requestId);
    await next();
    const ms = Math.round((performance.now() - started) * 10) / 10;
    log.info({ requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request');
  };
}

/** Where a request came from, for the audit log. */
export interface RequestOrigin {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
}

export function requestOrigin(c: Context<Env>): RequestOrigin {
  const userAgent = c.req.header('user-agent')?.slice(0, 512) ?? null;
  return { ip: c.get('address'), userAgent, requestId: c.get('requestId') };
}

/**
 * Each proxy appends the address it saw to X-Forwarded-For, so with n trusted proxies the n-th from the right is
 * the caller; anything further left was written by the caller and may be a lie.
 */
function addressOf(c: Context<Env>, trustedProxies: number): string | null {
  const bindings = c.env as unknown as Partial<HttpBindings> | undefined;
  const socket = bindings?.incoming?.socket.remoteAddress ?? null;
  if (trustedProxies < 1) return plain(socket);
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  return plain(hops.at(-trustedProxies) || socket);
}

/** IPv4 in IPv6 dress, as a dual-stack socket reports it, is written plainly. */
function plain(address: string | null): string | null {
  return address?.replace(/^::ffff:(?=\d+\.)/, '') ?? null;
}
