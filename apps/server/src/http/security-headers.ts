import type { MiddlewareHandler } from 'hono';
import type { Env } from './router.ts';

/**
 * Scripts and styles only from our own files, none inline; nothing may frame us. Forms may go to another site: a
 * person's browser posts them to the payment site, whose address the operator sets while the server runs, and which
 * sends it on. A payment site on this machine, to rehearse with, has no https.
 */
const policyOf = (https: boolean) => [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  `form-action 'self' https:${https ? '' : ' http://localhost:* http://127.0.0.1:*'}`,
  "frame-ancestors 'none'",
];

/** On every answer; HSTS only where the public address is https. A route may have set its own policy. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<Env> {
  const https = publicUrl.startsWith('https://');
  const policy = policyOf(https).join('; ');
  return async (c, next) => {
    await next();
    const headers = c.res.headers;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    headers.set('referrer-policy', 'strict-origin-when-cross-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    if (https) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
    if (c.req.path.startsWith('/api/') && !headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
}
