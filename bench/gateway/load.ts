import { readFileSync } from 'node:fs';
import { Connection } from './connection.ts';
import { bodyFor, QUICK, requestText } from './request.ts';
import { shareOf } from './shares.ts';

// The client, in a process of its own: so many connections, each asking again as soon as it is answered.

export interface Load {
  port: number;
  headers: Record<string, string>;
  /** A file with a key in each line; they take turns. */
  keys: string;
  stream: boolean;
  clients: number;
  seconds: number;
  /** It goes on until so many were answered. */
  atLeast: number;
}

export interface Loaded {
  answers: number;
  seconds: number;
  medianMs: number;
  p99Ms: number;
}

const load = JSON.parse(process.argv[2] as string) as Load;
const body = bodyFor(QUICK, load.stream);
const requests = readFileSync(load.keys, 'utf8')
  .trim()
  .split('\n')
  .map((key) => requestText('/v1/chat/completions', { ...load.headers, authorization: `Bearer ${key}` }, body));
// Somewhere else each time, so that every account has its turn.
let turn = Math.floor(Math.random() * requests.length);
const times: number[] = [];

const started = performance.now();
const end = started + load.seconds * 1000;
await Promise.all(Array.from({ length: load.clients }, client));
const seconds = (performance.now() - started) / 1000;
times.sort((a, b) => a - b);
const loaded: Loaded = {
  answers: times.length,
  seconds,
  medianMs: shareOf(times, 0.5),
  p99Ms: shareOf(times, 0.99),
};
process.stdout.write(JSON.stringify(loaded), () => process.exit());

async function client(): Promise<void> {
  const connection = new Connection(load.port);
  while (performance.now() < end || times.length < load.atLeast) {
    const { status, ms } = await connection.ask(requests[turn++ % requests.length] as string);
    if (status !== 200) throw new Error(`answered with ${status}`);
    times.push(ms);
  }
  connection.close();
}
