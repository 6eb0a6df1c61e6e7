import { FareboxError } from '@farebox/kit';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodError } from 'zod';
import { isDatabaseLost } from './database-lost.ts';
import { edgeErrors } from './errors.ts';
import type { Env } from './router.ts';

/** The wire shape of a refusal on every path but `/v1/*`. */
export interface Problem {
  error: { code: string; message: string; details: Record<string, unknown>; requestId: string };
}

/** A failed validation as a refusal: `details.issues` lists path and message of each. */
export function invalidRequest(error: ZodError, target?: string): FareboxError {
  const issues = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const first = issues[0];
  const where = first?.path || target || 'request';
  return edgeErrors.invalid_request(
    { issues, param: first?.path || null },
    first ? `Invalid ${where}: ${first.message}` : undefined,
  );
}

/** Renders whatever was thrown. What we did not expect is logged and answered as `internal`, without its text. */
export function renderProblem(error: unknown, c: Context<Env>): Response {
  const problem = asRefusal(error);
  const log = c.get('log');
  if (problem.status >= 500)
    log?.error({ requestId: c.get('requestId'), err: error, code: problem.code }, 'request failed');
  const retryAfter = problem.details.retryAfter;
  if (typeof retryAfter === 'number') c.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  if (problem.status === 503 && retryAfter === undefined) c.header('retry-after', '1');
  const status = problem.status as ContentfulStatusCode;
  return c.json(c.req.path.startsWith('/v1/') ? openAiProblem(problem) : ourProblem(problem, c), status);
}

function ourProblem(problem: FareboxError, c: Context<Env>): Problem {
  const { code, message, details } = problem;
  return { error: { code, message, details: wireSafe(details), requestId: c.get('requestId') ?? '' } };
}

/** OpenAI's error body (its clients read message, type, param and code); our details ride along. */
function openAiProblem(problem: FareboxError) {
  const { param, ...details } = wireSafe(problem.details);
  const error = { message: problem.message, type: openAiType(problem), param: param ?? null, code: problem.code };
  return { error: Object.keys(details).length ? { ...error, details } : error };
}

function openAiType({ status }: FareboxError): string {
  if (status === 402) return 'insufficient_quota';
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

function asRefusal(error: unknown): FareboxError {
  if (error instanceof FareboxError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new FareboxError(codeOf(error.status), error.status, error.message || 'The request was refused.');
  }
  if (isDatabaseLost(error)) return edgeErrors.database_unavailable();
  if (isUnwritable(error)) return edgeErrors.invalid_request({}, 'A text holds a zero byte.');
  return edgeErrors.internal();
}

/** PostgreSQL has no zero bytes in text or JSON, wherever a request brought one in. */
function isUnwritable(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '22021' || code === '22P05';
}

function codeOf(status: number): string {
  if (status === 401) return 'unauthenticated';
  if (status === 404) return 'not_found';
  if (status === 413) return 'body_too_large';
  return 'invalid_request';
}

/** JSON has no bigint: evidence of the ledger's refusals goes out as text. */
function wireSafe(details: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(details, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
}
