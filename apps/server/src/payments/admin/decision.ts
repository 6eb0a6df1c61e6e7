import type { Context } from 'hono';
import type { Actor } from '../../audit/index.ts';
import { type RequestOrigin, requestOrigin } from '../../http/request-context.ts';
import type { Env } from '../../http/router.ts';
import { userOf } from '../../http/who-may.ts';

/** A person who decides, why, and from where. */
export interface Decision {
  actor: Actor;
  reason: string;
  origin: RequestOrigin;
}

/** What the signed-in person decides with this request. */
export function decisionOf(c: Context<Env>, reason: string): Decision {
  return { actor: { kind: 'user', id: userOf(c).userId }, reason, origin: requestOrigin(c) };
}
