import { newId } from '@farebox/kit';
import type { TestServer } from './index.ts';

/** An answer with its body read as JSON; the type is the test's word. */
export interface Answer<Body> {
  status: number;
  body: Body;
}

export interface Caller {
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body?: object, idempotencyKey?: string): Promise<Answer<Body>>;
}

/** Calls as the operator's own app. `token`: the right one by default, null = none. */
export function operatorOf(server: TestServer, token: string | null = server.deps.config.secrets.internalApiKey) {
  const caller = callerOf(server, token === null ? {} : { 'x-internal-token': token });
  /** Paid credits, as a payment would bring them. */
  const fund = (userId: string, amount: string) =>
    caller.post('/api/grants', { userId, amount, category: 'paid', reason: 'purchase' }, newId());
  return { ...caller, fund };
}

/** Calls as a person with a session. */
export function personOf(server: TestServer, cookie: string): Caller {
  return callerOf(server, { cookie, 'sec-fetch-site': 'same-origin' });
}

function callerOf({ app }: TestServer, headers: Record<string, string>): Caller {
  const call = async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
    const response = await app.request(path, init);
    return { status: response.status, body: (await response.json()) as Body };
  };
  return {
    get: (path) => call(path, { headers }),
    post: (path, body, idempotencyKey) =>
      call(path, {
        method: 'POST',
        headers: {
          ...headers,
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      }),
  };
}
