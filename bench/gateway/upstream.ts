import { createServer, type ServerResponse } from 'node:http';
import { firstEvent, lastEvents, wholeAnswer, wordEvents } from './answers.ts';
import { tellPort } from './child.ts';
import { PACED, PACED_CHUNKS, PACED_MS } from './request.ts';

// The upstream, in a process of its own: as little work as an answer can be.

const whole = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(wholeAnswer) };
const events = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    if (!body.includes('"stream":true')) response.writeHead(200, whole).end(wholeAnswer);
    else if (body.includes(PACED)) paced(response);
    else streamed(response);
  });
});
server.keepAliveTimeout = 60_000;
tellPort(server);

/** Event by event, each in a turn and a packet of its own. */
function streamed(response: ServerResponse): void {
  response.writeHead(200, events);
  response.write(firstEvent);
  let at = 0;
  setImmediate(next);
  function next(): void {
    if (at === wordEvents.length) {
      response.end(lastEvents);
      return;
    }
    response.write(wordEvents[at++] as string);
    setImmediate(next);
  }
}

/** As a model speaks: a word every so often. */
function paced(response: ServerResponse): void {
  response.writeHead(200, events);
  response.write(firstEvent);
  let at = 0;
  const timer = setInterval(() => {
    if (at === PACED_CHUNKS) response.end(lastEvents);
    else response.write(wordEvents[at++ % wordEvents.length] as string);
  }, PACED_MS);
  response.on('close', () => clearInterval(timer));
}
