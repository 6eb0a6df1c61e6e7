import { defineErrors } from '@farebox/kit';

export const quotaErrors = defineErrors({
  rate_limit_exceeded: { status: 429, message: 'A rate limit does not allow this call now.' },
  too_many_wrong_keys: { status: 429, message: 'Too many wrong API keys came from your address; wait a moment.' },
  user_not_found: { status: 404, message: 'No such person.' },
});
