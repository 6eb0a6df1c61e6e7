import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Env } from '../../http/router.ts';
import { toldBy } from '../openai-error.ts';
import { errorTypeFor } from './error-type.ts';

/** Anthropic's status for "not now". */
const OVERLOADED = 529;

/**
 * Renders whatever a call threw in Anthropic's error shape, which its clients turn into their own exceptions. Our code
 * is in `error.code` (and is the exception's `errorCode`); beside it are the figures, and where to top up.
 */
export function renderAnthropicError(thrown: unknown, c: Context<Env>, topUpUrl: string): Response {
  const { error, facts } = toldBy(thrown, c, topUpUrl);
  const { status, code, message } = error;
  const requestId = c.get('requestId');
  c.header('request-id', requestId);
  const body = { type: errorTypeFor(status), message, code, ...facts, details: { error_code: code } };
  const answered = status === 503 ? OVERLOADED : status;
  return c.json({ type: 'error', error: body, request_id: requestId }, answered as ContentfulStatusCode);
}

/** Whether who asks is Anthropic's client, by the address or, at those that both have, by its header. */
export function isAnthropics(c: Context<Env>): boolean {
  const path = c.req.path.replace(/^\/v1/, '');
  if (/^\/messages(\/|$)/.test(path)) return true;
  return c.req.header('anthropic-version') !== undefined && /^\/(models|files|skills|complete)(\/|$)/.test(path);
}
