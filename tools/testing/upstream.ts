import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the scripted upstream got it. */
export interface UpstreamRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** Of JSON; empty for anything else. */
  body: Record<string, unknown>;
  /** As it came. */
  raw: Buffer;
  /** Resolves when the gateway hangs up before the answer was complete. */
  hungUp: Promise<void>;
}

/** What the upstream does with the next requests. */
export type Script = (response: ServerResponse, request: UpstreamRequest) => void | Promise<void>;

export interface ScriptedUpstream {
  url: string;
  requests: UpstreamRequest[];
  /** From now on every request is answered so. */
  plays(script: Script): void;
  close(): Promise<void>;
}

/** A real HTTP server that stands for a model's server and does what the test tells it, faults included. */
export async function scriptedUpstream(): Promise<ScriptedUpstream> {
  const requests: UpstreamRequest[] = [];
  let script: Script = (response) => void response.writeHead(500).end();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const isForm = (incoming.headers['content-type'] ?? '').startsWith('multipart/');
    const body = (raw.length === 0 || isForm ? {} : JSON.parse(raw.toString('utf8'))) as Record<string, unknown>;
    const hungUp = new Promise<void>((resolve) => {
      response.on('close', () => !response.writableFinished && resolve());
    });
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body,
      raw,
      hungUp,
    };
    requests.push(request);
    await script(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    plays(next) {
      script = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Begins a stream of server-sent events. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

/** One event of a chat stream: some text, or whatever else of a chunk. */
export function chatChunk(delta: string | Record<string, unknown>, more: Record<string, unknown> = {}): string {
  const choice = { index: 0, delta: typeof delta === 'string' ? { content: delta } : delta, finish_reason: null };
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'up-1', choices: [choice] };
  return `data: ${JSON.stringify({ ...chunk, ...more })}\n\n`;
}

/** The extra chunk of a chat stream. */
export function chatUsageChunk(usage: unknown): string {
  return chatChunk('', { choices: [], usage });
}

/** One event of a responses stream. */
export function responsesEvent(type: string, sequence_number: number, fields: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...fields })}\n\n`;
}

/** One event of a stream of Anthropic's messages. */
export function messagesEvent(type: string, fields: Record<string, unknown> = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
