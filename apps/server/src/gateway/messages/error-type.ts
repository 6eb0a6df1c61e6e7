/** Anthropic's names for what a status says; a `503` is its `529`. */
export function errorTypeFor(status: number): string {
  const named: Record<number, string> = {
    401: 'authentication_error',
    402: 'billing_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    503: 'overloaded_error',
    504: 'timeout_error',
    529: 'overloaded_error',
  };
  return named[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}

/** The same for the code with which a stream ends. */
export function errorTypeOf(code: string): string {
  if (code === 'upstream_timeout') return 'timeout_error';
  return code === 'stopping' || code === 'upstream_unavailable' ? 'overloaded_error' : 'api_error';
}
