import createClient, { type Client } from 'openapi-fetch';
import { apiError, FareboxApiError } from './error.ts';
import type { paths } from './schema.gen.ts';

export interface FareboxOptions {
  /** Where the server is, such as `https://pay.example.com`; in a browser, empty means the page's own origin. */
  baseUrl: string;
  /** `INTERNAL_API_KEY` of the server, for the service calls. Never in a browser. */
  internalToken?: string;
  /** Sent with every call, such as a session's cookie. */
  headers?: Record<string, string>;
  /** How often a call that may safely be sent again is sent again; 2 by default. */
  retries?: number;
  fetch?: (request: Request) => Promise<Response>;
}

export type Http = Client<paths>;

/** Statuses after which the same attempt may succeed: the server was busy or not there. */
const passing = new Set([502, 503, 504]);
const RETRY_WAIT_MS = 250;
const RETRY_WAIT_MAX_MS = 5_000;

/** Every route of the server, typed by its own document. */
export function transport(options: FareboxOptions): Http {
  const { baseUrl, internalToken, headers, retries = 2, fetch: send = (request) => fetch(request) } = options;
  return createClient<paths>({
    baseUrl,
    headers: { ...headers, ...(internalToken && { 'x-internal-token': internalToken }) },
    credentials: 'same-origin',
    fetch: (request) => persistently(send, request, retries),
  });
}

/** Reads, and calls that name their attempt, may be sent again: the server acts once. */
function isSafe(request: Request): boolean {
  return request.method === 'GET' || request.headers.has('idempotency-key');
}

/** Sends again what got lost or met a busy server, when that is safe. Fails with a `FareboxApiError` of status 0. */
async function persistently(
  send: (request: Request) => Promise<Response>,
  request: Request,
  retries: number,
): Promise<Response> {
  const left = isSafe(request) ? retries : 0;
  for (let tries = 0; ; tries += 1) {
    const answer = await send(request.clone()).catch((cause: unknown) => lost(request, cause));
    const again = answer instanceof FareboxApiError || passing.has(answer.status);
    if (again && tries < left) await wait(pause(answer, tries), request.signal);
    else if (answer instanceof FareboxApiError) throw answer;
    else return answer;
  }
}

/** No answer came. A caller that gave up itself gets its own reason. */
function lost(request: Request, cause: unknown): FareboxApiError {
  if (request.signal.aborted) throw request.signal.reason;
  return new FareboxApiError({ code: 'network_error', status: 0, message: 'The server could not be reached.', cause });
}

function pause(answer: Response | FareboxApiError, tries: number): number {
  const asked = answer instanceof FareboxApiError ? null : answer.headers.get('retry-after');
  const ms = asked && /^\d+$/.test(asked) ? Number(asked) * 1000 : RETRY_WAIT_MS * 2 ** tries;
  return Math.min(ms, RETRY_WAIT_MAX_MS);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** What the server answered; throws a `FareboxApiError` where it refused. */
export async function answerOf<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw apiError(response, error);
  return data as Data;
}
