import type { FareboxError } from '@farebox/kit';
import type { Context } from 'hono';
import type { Env } from '../http/router.ts';

/** Clients of OpenAI and Anthropic wait no longer than this before they ask again by themselves. */
const CLIENTS_WAIT_MS = 60_000;

/** Says when to ask again, and that asking again by itself is of no use where that is too long from now. */
export function tellRetry(c: Context<Env>, { status, details }: FareboxError): void {
  const { retryAfter, retryAfterMs } = details;
  if (typeof retryAfterMs === 'number') {
    c.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
    c.header('retry-after-ms', String(retryAfterMs));
    if (retryAfterMs > CLIENTS_WAIT_MS) c.header('x-should-retry', 'false');
  } else if (status === 503 || retryAfter !== undefined) {
    c.header('retry-after', String(typeof retryAfter === 'number' ? retryAfter : 1));
  }
}
