import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerJson, beginEvents } from '../testing/upstream.ts';
import { type Wire, wires } from './answers.ts';
import { halfOf } from './plan.ts';
import { type Order, orderIn, words } from './words.ts';

// The models' server, in a process of its own: every call says in its prompt how it is to be answered. Writes its
// address to stdout, and ends when its parent does.

const PIECES = 8;
const PIECE_MS = 15;

/** How often each call has been asked for, here or under another channel's address. */
const tries = new Map<number, number>();

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wire = request.url?.endsWith('/responses') ? wires.responses : wires.chat;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { input, messages, stream } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const order = orderIn(input ?? messages[0].content);
  const times = (tries.get(order.n) ?? 0) + 1;
  tries.set(order.n, times);
  if (refuses(order, times, response)) return;
  if (order.leaving === 'before') return;
  if (stream) return streamTo(response, wire, order);
  await pause(PIECE_MS * 2);
  const text = JSON.stringify(wire.whole(order));
  if (order.fault === 'cut') return cutOff(response, text);
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

/** One call in two is refused by the first two that are asked, the other by the first. */
function refuses({ n, fault }: Order, times: number, response: ServerResponse): boolean {
  const tired = times <= 1 + (n % 2);
  const status = fault === 'busy' && tired ? 429 : fault === 'all broken' || (fault === 'broken' && tired) ? 500 : null;
  if (status !== null) answerJson(response, status, { error: { message: 'Not now.' } });
  return status !== null;
}

function cutOff(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

async function streamTo(response: ServerResponse, wire: Wire, order: Order): Promise<void> {
  const { leaving, fault, output } = order;
  const breaks = fault === 'cut' || fault === 'error event';
  beginEvents(response);
  response.write(wire.begin(order));
  for (const text of piecesOf(leaving === 'middle' || breaks ? halfOf(order) : output)) {
    await pause(PIECE_MS);
    response.write(wire.delta(text));
  }
  // The client has heard what it waits for, and leaves.
  if (leaving === 'middle' || leaving === 'end') return;
  await pause(PIECE_MS);
  if (fault === 'cut') response.destroy();
  else response.end(fault === 'error event' ? wire.error : wire.end(order));
}

function* piecesOf(count: number): Generator<string> {
  const most = Math.ceil(count / PIECES);
  for (let left = count; left > 0; left -= most) yield words(Math.min(left, most));
}
