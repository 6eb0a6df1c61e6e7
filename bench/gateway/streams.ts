import { readFileSync } from 'node:fs';
import { Connection } from './connection.ts';
import { bodyFor, PACED, PACED_MS, requestText } from './request.ts';
import { shareOf } from './shares.ts';

// Many paced streams at once, in a process of its own: how long after the one before did each chunk come?

export interface Streams {
  port: number;
  headers: Record<string, string>;
  keys: string;
  streams: number;
}

export interface Streamed {
  answers: number;
  /** Pauses between chunks while all streams were open. */
  pauses: number;
  medianMs: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

/** All streams are begun within so long, evenly, as people come. */
const BEGIN_MS = 10 * PACED_MS;

const setting = JSON.parse(process.argv[2] as string) as Streams;
const keys = readFileSync(setting.keys, 'utf8').trim().split('\n');
const body = bodyFor(PACED, true);
const pauses: number[] = [];
let open = 0;

await Promise.all(Array.from({ length: setting.streams }, (_, at) => stream(at)));
pauses.sort((a, b) => a - b);
const streamed: Streamed = {
  answers: setting.streams,
  pauses: pauses.length,
  medianMs: shareOf(pauses, 0.5),
  p99Ms: shareOf(pauses, 0.99),
  p999Ms: shareOf(pauses, 0.999),
  maxMs: shareOf(pauses, 1),
};
process.stdout.write(JSON.stringify(streamed), () => process.exit());

async function stream(at: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, (at * BEGIN_MS) / setting.streams));
  let last = 0;
  const connection = new Connection(setting.port, () => {
    const now = performance.now();
    if (last === 0) open += 1;
    else if (open === setting.streams) pauses.push(now - last);
    last = now;
  });
  const headers = { ...setting.headers, authorization: `Bearer ${keys[at % keys.length]}` };
  const { status } = await connection.ask(requestText('/v1/chat/completions', headers, body));
  open = -1;
  if (status !== 200) throw new Error(`answered with ${status}`);
  connection.close();
}
