/**
 * Every failure of a call. `code` is stable and safe to switch on; `requestId` is what support asks for.
 * `status` is 0 when no answer arrived: then `code` is `network_error`, and whether the server acted is unknown
 * (send the same call again with the same idempotency key to find out).
 */
export class FareboxApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly requestId: string | null;

  constructor(input: {
    code: string;
    status: number;
    message: string;
    details?: Record<string, unknown>;
    requestId?: string | null;
    cause?: unknown;
  }) {
    super(input.message, { cause: input.cause });
    this.name = 'FareboxApiError';
    this.code = input.code;
    this.status = input.status;
    this.details = input.details ?? {};
    this.requestId = input.requestId ?? null;
  }
}

/** What a refusal's answer says: ours (`{error:{…}}`), or whatever a proxy in between has answered. */
export function apiError(response: Response, answer: unknown): FareboxApiError {
  const body = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  return new FareboxApiError({
    code: typeof body.code === 'string' ? body.code : codeOf(response.status),
    status: response.status,
    message: typeof body.message === 'string' ? body.message : `The server answered ${response.status}.`,
    details: isRecord(body.details) ? body.details : {},
    requestId: typeof body.requestId === 'string' ? body.requestId : response.headers.get('x-request-id'),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(status: number): string {
  if (status === 401) return 'unauthenticated';
  if (status === 404) return 'not_found';
  if (status === 429) return 'too_many_requests';
  return status >= 500 ? 'internal' : 'invalid_request';
}
