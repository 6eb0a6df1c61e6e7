import { FareboxError } from '@farebox/kit';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Env } from '../http/router.ts';

/** Details that a client can act on; anything else stays with us. */
const shown = ['required', 'available', 'period', 'limit', 'remaining', 'subject'] as const;

/** The last resort for what nobody foresaw: logged, and answered without its text. */
const unexpected = new FareboxError('internal', 500, 'Something went wrong on our side.');

/**
 * Renders whatever a call threw in OpenAI's error shape, which its clients turn into their own exceptions. A refusal
 * for want of credits says what was needed, what was there, and where to top up.
 */
export function renderOpenAiError(thrown: unknown, c: Context<Env>, topUpUrl: string): Response {
  const error = thrown instanceof FareboxError ? thrown : unexpected;
  if (error === unexpected) c.get('log').error({ err: thrown }, 'request failed');
  const { retryAfter, param = null } = error.details;
  if (error.status === 503) c.header('retry-after', String(typeof retryAfter === 'number' ? retryAfter : 1));
  const extra = Object.fromEntries(
    shown.filter((name) => name in error.details).map((name) => [name, error.details[name]]),
  );
  const where = error.status === 402 ? { topup_url: topUpUrl } : {};
  const body = { message: error.message, type: typeOf(error), param, code: error.code, ...extra, ...where };
  return c.json({ error: body }, error.status as ContentfulStatusCode);
}

/** OpenAI's clients do not retry a 402, and a wallet does not fill by asking again. */
function typeOf({ status }: FareboxError): string {
  if (status === 402) return 'insufficient_quota';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
