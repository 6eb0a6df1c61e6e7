import type { Context } from 'hono';
import { getSignedCookie } from 'hono/cookie';
import type { Deps } from '../context.ts';
import type { Env } from '../http/router.ts';
import type { UserPrincipal } from '../http/who-may.ts';
import { authOf, SESSION_DAYS } from './auth.ts';
import { findSession } from './store.ts';

/**
 * Who a request's cookie stands for: its signature is checked before the database is asked, once; a session that
 * was ended or whose owner was disabled counts for nothing from that moment. Extends a session that is in use.
 */
export function readPrincipal(deps: Deps): (c: Context<Env>) => Promise<UserPrincipal | null> {
  const auth = authOf(deps);
  return async (c) => {
    const token = await getSignedCookie(c, auth.secret, auth.cookieName);
    if (!token) return null;
    const session = await findSession(deps.db, token, SESSION_DAYS);
    if (!session) return null;
    if (session.due) {
      for (const cookie of await auth.extend(c.req.raw.headers)) c.header('set-cookie', cookie, { append: true });
    }
    return { kind: 'user', userId: session.userId, role: session.role, sessionId: session.id };
  };
}
