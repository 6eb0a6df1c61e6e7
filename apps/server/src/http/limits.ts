import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { edgeErrors } from './errors.ts';
import type { Env } from './router.ts';

/** Refuses bodies above `bytes` (`body_too_large`, 413), also when they come without a length. */
export function maxBody(bytes: number): MiddlewareHandler<Env> {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw edgeErrors.body_too_large({ maxBytes: bytes });
    },
  });
}

/** Addresses remembered at once by one limiter; beyond it the oldest are forgotten. */
const MAX_ADDRESSES = 10_000;

/**
 * At most `count` requests in `windowMs` from one address to the routes it guards (`too_many_requests`, 429 with
 * Retry-After). Kept in this process: a wall against guessing passwords, not a quota.
 */
export function rateLimit(options: { count: number; windowMs: number }): MiddlewareHandler<Env> {
  const seen = new Map<string, { count: number; endsAt: number }>();
  return async (c, next) => {
    const waitMs = take(seen, c.get('address') ?? 'unknown', options);
    if (waitMs > 0) throw edgeErrors.too_many_requests({ retryAfter: Math.ceil(waitMs / 1000) });
    await next();
  };
}

/** Milliseconds to wait; 0 = go. */
function take(
  seen: Map<string, { count: number; endsAt: number }>,
  address: string,
  { count, windowMs }: { count: number; windowMs: number },
): number {
  const now = performance.now();
  const current = seen.get(address);
  if (current && current.endsAt > now) {
    current.count += 1;
    return current.count > count ? current.endsAt - now : 0;
  }
  seen.delete(address);
  if (seen.size >= MAX_ADDRESSES) seen.delete(seen.keys().next().value as string);
  seen.set(address, { count: 1, endsAt: now + windowMs });
  return 0;
}
