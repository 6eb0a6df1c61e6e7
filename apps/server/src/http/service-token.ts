import type { MiddlewareHandler } from 'hono';
import type { Env } from './router.ts';
import { sameSecret } from './who-may.ts';

/** Makes the operator's own app the principal when `x-internal-token` is right; a wrong one is as good as none. */
export function serviceToken(internalApiKey: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header('x-internal-token');
    if (given !== undefined && sameSecret(given, internalApiKey)) c.set('principal', { kind: 'service' });
    await next();
  };
}
