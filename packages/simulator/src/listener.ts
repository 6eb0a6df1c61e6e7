import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const BODY_BYTES_MAX = 1024 * 1024;

export interface Asked {
  method: string;
  /** Decoded by nobody: as it was asked for, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Place {
  /** Any free one when not given. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

export interface Listener {
  /** `http://127.0.0.1:4242`, without a slash at its end. */
  url: string;
  port: number;
  close(): Promise<void>;
}

export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function html(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

export function redirect(location: string): Answer {
  return { status: 303, headers: { location }, body: '' };
}

function text(body: string, status: number): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** Null when it is larger than 1 MiB; the rest is then read and thrown away, so that the answer is heard. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  return bytes > BODY_BYTES_MAX ? null : Buffer.concat(chunks).toString();
}

/** Null breaks the connection: the caller never hears what became of its call. */
type Handler = (asked: Asked) => Answer | null | Promise<Answer | null>;

async function answerTo(request: IncomingMessage, handler: Handler): Promise<Answer | null> {
  const body = await bodyOf(request);
  if (body === null) return text('The body is larger than 1 MiB.', 413);
  const url = new URL(request.url ?? '/', 'http://simulator');
  const { method = 'GET', headers } = request;
  return handler({ method, path: url.pathname, query: url.searchParams, headers, body });
}

function reply(response: ServerResponse, answer: Answer | null): void {
  if (!answer) {
    response.destroy();
    return;
  }
  const { status, headers, body } = answer;
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body);
}

/**
 * Serves a simulator. Throws in production: what answers here takes any payment for paid.
 */
export async function listen(handler: Handler, { port = 0, host = '127.0.0.1' }: Place): Promise<Listener> {
  if (process.env.NODE_ENV === 'production') throw new Error('A payment simulator does not run in production.');
  const server = createServer((request, response) => {
    answerTo(request, handler)
      .catch((error: Error) => text(`The simulator failed: ${error.stack}`, 500))
      .then((answer) => reply(response, answer))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
