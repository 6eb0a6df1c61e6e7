import { FareboxError } from '@farebox/kit';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isDatabaseLost } from '../http/database-lost.ts';
import { edgeErrors } from '../http/errors.ts';
import type { Env } from '../http/router.ts';
import { tellRetry } from './retry-headers.ts';

/** Details that a client can act on; anything else stays with us. */
const shown = [
  'required',
  'available',
  'subject',
  'period',
  'limit',
  'used',
  'remaining',
  'resetsAt',
  'address',
] as const;

/** The last resort for what nobody foresaw: logged, and answered without its text. */
const unexpected = new FareboxError('internal', 500, 'Something went wrong on our side.');

/**
 * Renders whatever a call threw in OpenAI's error shape, which its clients turn into their own exceptions. A refusal
 * for want of credits says what was needed, what was there, and where to top up; one by a limit says which, how far it is
 * used up, and until when.
 */
export function renderOpenAiError(thrown: unknown, c: Context<Env>, topUpUrl: string): Response {
  const { error, facts } = toldBy(thrown, c, topUpUrl);
  const { param = null } = error.details;
  const body = { message: error.message, type: typeOf(error), param, code: error.code, ...facts };
  return c.json({ error: body }, error.status as ContentfulStatusCode);
}

/** What a client is told, in whatever shape: the error, and the facts that it can act on. Sets `Retry-After`. */
export function toldBy(thrown: unknown, c: Context<Env>, topUpUrl: string) {
  const foreseen = thrown instanceof FareboxError;
  const error = foreseen ? thrown : isDatabaseLost(thrown) ? edgeErrors.database_unavailable() : unexpected;
  if (!foreseen) c.get('log').error({ requestId: c.get('requestId'), err: thrown }, 'request failed');
  tellRetry(c, error);
  const extra = shown.filter((name) => name in error.details).map((name) => [name, error.details[name]]);
  const facts: Record<string, unknown> = Object.fromEntries(extra);
  // More credits do not help against a spend limit.
  return { error, facts: error.code === 'insufficient_credits' ? { ...facts, topup_url: topUpUrl } : facts };
}

/** OpenAI's clients do not retry a 402, and a wallet does not fill by asking again. */
function typeOf({ status }: FareboxError): string {
  if (status === 402) return 'insufficient_quota';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
