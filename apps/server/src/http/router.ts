import { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { invalidRequest } from './problem.ts';
import type { Principal } from './who-may.ts';

/** What every request carries; set by `requestContext` and by the reader of the session. */
export interface Env {
  Variables: {
    /** Who asks; null = nobody signed in. */
    principal: Principal | null;
    requestId: string;
    /** The server's log; a line about a request says its `requestId`. */
    log: Logger;
    /** The caller's address as far as the trusted proxies tell it; null when there is no socket (tests). */
    address: string | null;
  };
}

/** A router whose validation failures are answered as `invalid_request` (400) with `details.issues`. */
export function router(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error, result.target);
    },
  });
}
