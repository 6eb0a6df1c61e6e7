import { FareboxError } from '@farebox/kit';
import { z } from 'zod';
import { edgeErrors } from '../http/errors.ts';
import { errors } from './errors.ts';

/** better-auth's codes in our words. What is not here cannot be reached through the routes that we mount. */
const words: Record<string, () => FareboxError> = {
  INVALID_EMAIL_OR_PASSWORD: errors.invalid_credentials,
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: errors.email_taken,
  FAILED_TO_CREATE_USER: edgeErrors.internal,
  INVALID_PASSWORD: errors.wrong_password,
  CREDENTIAL_ACCOUNT_NOT_FOUND: errors.wrong_password,
  UNAUTHORIZED: edgeErrors.unauthenticated,
  INVALID_ORIGIN: edgeErrors.cross_origin,
  MISSING_OR_NULL_ORIGIN: edgeErrors.cross_origin,
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: edgeErrors.cross_origin,
};

const Refused = z.object({ code: z.string().default(''), message: z.string().default('') });

/** What better-auth answered, as a refusal of ours. */
export function refusalOf(status: number, body: unknown): FareboxError {
  const { code, message } = Refused.parse(body ?? {});
  const known = words[code];
  if (known) return known();
  return status < 500 ? new FareboxError('invalid_request', status, message) : edgeErrors.internal({}, message);
}

/** What the database threw through better-auth: a refusal of ours where a constraint says it, else as it is. */
export function thrownBy(error: unknown): unknown {
  const constraint = typeof error === 'object' && error !== null && 'constraint' in error && error.constraint;
  return constraint === 'sessions_user_enabled' ? errors.user_disabled() : error;
}
