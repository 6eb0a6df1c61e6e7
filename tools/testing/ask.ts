import type { TestServer } from './server.ts';

export interface Question {
  cookie?: string;
  /** Sent as JSON; makes the method POST when none is said. */
  body?: unknown;
  method?: string;
  origin?: string;
}

/** An answer whose body is whatever the test takes it for. */
export interface AskedAnswer {
  status: number;
  headers: Headers;
  body: never;
}

/** Asks a test server as a browser on its own page would. */
export async function ask({ app, url }: TestServer, path: string, question: Question = {}): Promise<AskedAnswer> {
  const { cookie, body, method = body === undefined ? 'GET' : 'POST', origin = new URL(url).origin } = question;
  const answer = await app.request(path, {
    method,
    headers: { origin, ...(body !== undefined && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as never };
}

/** What a browser would send back after this answer. */
export function cookieOf({ headers }: AskedAnswer): string {
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
