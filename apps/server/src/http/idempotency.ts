import { derivedId, newId } from '@farebox/kit';
import type { Context } from 'hono';
import { edgeErrors } from './errors.ts';
import type { Env } from './router.ts';

const visibleAscii = /^[\x21-\x7e]{1,255}$/;

/**
 * The id of the operation that this request asks for. With an `Idempotency-Key` the same key in the same scope
 * (whose account, which route) always gives the same id, so that a retry finds the first answer; without one
 * every request is an operation of its own. Throws `invalid_idempotency_key` (400).
 */
export function operationId(c: Context<Env>, ...scope: string[]): string {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return newId();
  if (!visibleAscii.test(key)) throw edgeErrors.invalid_idempotency_key();
  return derivedId('idempotency-key', ...scope, key);
}
