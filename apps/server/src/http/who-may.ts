import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { edgeErrors } from './errors.ts';
import type { Env } from './router.ts';

export type Role = 'user' | 'admin' | 'root';

/** Who asks: a signed-in person, or the operator's own app with the internal token. */
export type Principal = { kind: 'user'; userId: string; role: Role; sessionId: string } | { kind: 'service' };

export type UserPrincipal = Extract<Principal, { kind: 'user' }>;

const rank: Record<Role, number> = { user: 0, admin: 1, root: 2 };

/** Lets signed-in people through; anybody else gets 401 `unauthenticated`. */
export const signedIn: MiddlewareHandler<Env> = async (c, next) => {
  userOf(c);
  await next();
};

/** Lets only callers with the right `x-internal-token` through; anybody else gets 401 `unauthenticated`. */
export const asService: MiddlewareHandler<Env> = async (c, next) => {
  if (c.get('principal')?.kind !== 'service') throw edgeErrors.unauthenticated();
  await next();
};

/** Lets people of this role or a higher one through; to others the place does not exist (404 `not_found`). */
export function asRole(role: 'admin' | 'root'): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (rank[userOf(c).role] < rank[role]) throw edgeErrors.not_found();
    await next();
  };
}

/** The signed-in person; throws `unauthenticated` (401) when there is none. */
export function userOf(c: Context<Env>): UserPrincipal {
  const principal = c.get('principal');
  if (principal?.kind !== 'user') throw edgeErrors.unauthenticated();
  return principal;
}

/** Compares two secrets in a time that tells nothing about where they differ, nor how long they are. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
