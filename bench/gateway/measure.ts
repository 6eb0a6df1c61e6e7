import { once } from 'node:events';
import { spawnScript } from './child.ts';
import { clocksOf, cpuBetween } from './cpu.ts';
import type { Load, Loaded } from './load.ts';
import type { Name, Rival } from './rivals.ts';
import { rounded } from './shares.ts';
import type { Streamed, Streams } from './streams.ts';

export interface Figure extends Case {
  rival: Name;
  answersPerSecond: number;
  medianMs: number;
  p99Ms: number;
  /** Processor microseconds per answer of the gateway's Node processes, and of its PostgreSQL. */
  nodeCpu: number;
  postgresCpu: number;
}

/** What is asked, and by how many at once. */
export interface Case {
  stream: boolean;
  clients: number;
}

/** What came of one round. */
export interface Measured {
  figure: Figure;
  answers: number;
}

/** What is asked, by whom, and for how long. */
export interface Span {
  /** A file with a key in each line. */
  keys: string;
  seconds: number;
  /** However slow it is, so many answers. */
  atLeast?: number;
}

/** One rival under one load for a while. */
export async function measure(rival: Rival, what: Case, { keys, seconds, atLeast = 0 }: Span): Promise<Measured> {
  const { name, listener, headers } = rival;
  const before = clocksOf(listener.pid);
  const load: Load = { port: listener.port, headers, keys, seconds, atLeast, ...what };
  const loaded = await run<Loaded>(new URL('./load.ts', import.meta.url), load);
  const { node, postgres } = cpuBetween(before, clocksOf(listener.pid));
  const figure: Figure = {
    rival: name,
    ...what,
    answersPerSecond: Math.round(loaded.answers / loaded.seconds),
    medianMs: loaded.medianMs,
    p99Ms: loaded.p99Ms,
    nodeCpu: Math.round(node / loaded.answers),
    postgresCpu: Math.round(postgres / loaded.answers),
  };
  return { figure, answers: loaded.answers };
}

/** Many paced streams at once through one rival. */
export async function measureStreams({ listener, headers }: Rival, streams: number, keys: string): Promise<Streamed> {
  const wanted: Streams = { port: listener.port, headers, keys, streams };
  const streamed = await run<Streamed>(new URL('./streams.ts', import.meta.url), wanted);
  return { ...streamed, medianMs: rounded(streamed.medianMs, 2) };
}

async function run<T>(script: URL, setting: object): Promise<T> {
  const child = spawnScript(script, [JSON.stringify(setting)]);
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The client ended before it had measured.');
  return JSON.parse(told) as T;
}
