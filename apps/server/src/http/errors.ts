import { defineErrors } from '@farebox/kit';

/** The refusals of the edge itself; each domain has its own table. */
export const edgeErrors = defineErrors({
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_idempotency_key: {
    status: 400,
    message: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
  },
  unauthenticated: { status: 401, message: 'Sign in first.' },
  cross_origin: { status: 403, message: 'This request came from another site.' },
  not_found: { status: 404, message: 'Not found.' },
  method_not_allowed: { status: 405, message: 'This address does not take that method.' },
  body_too_large: { status: 413, message: 'The request body is too large.' },
  too_many_requests: { status: 429, message: 'Too many attempts; wait a moment.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
  database_unavailable: { status: 503, message: 'The database cannot be reached; ask again in a moment.' },
  stopping: { status: 503, message: 'The server is stopping; ask again.' },
});
