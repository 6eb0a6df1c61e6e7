import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from './stage.ts';

/** Where in the file the server's memory is looked at. */
const MARKS = [0.1, 0.5, 1];

/** A slow reader rests so long after each piece of this size: some 8 MB a second. */
const PIECE = 1_048_576;
const REST_MS = 120;

const NEW_LINE = 10;

export interface Downloaded {
  rows: number;
  bytes: number;
  rowsPerSecond: number;
  /** The server's resident memory in MB: before, at 10 %, 50 % and 100 % of the rows, and at its highest. */
  memory: { start: number; marks: number[]; peak: number };
}

/** The heavy account's calls as a file, read as fast as it comes, or slowly. */
export async function download({ server, heavy }: Stage, expected: number, slowly: boolean): Promise<Downloaded> {
  const pid = server.child.pid as number;
  forgetPeak(pid);
  const start = resident(pid).now;
  const marks: number[] = [];
  let lines = 0;
  let bytes = 0;
  let sinceRest = 0;
  const started = performance.now();
  for await (const chunk of await body(server.url, heavy.cookie)) {
    bytes += chunk.length;
    sinceRest += chunk.length;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) lines += 1;
    while (marks.length < MARKS.length && lines - 1 >= expected * (MARKS[marks.length] as number)) {
      marks.push(resident(pid).now);
    }
    if (slowly && sinceRest >= PIECE) {
      sinceRest = 0;
      await pause(REST_MS);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  if (lines - 1 !== expected) throw new Error(`the file has ${lines - 1} rows, not ${expected}`);
  const memory = { start, marks, peak: resident(pid).peak };
  return { rows: expected, bytes, rowsPerSecond: Math.round(expected / seconds), memory };
}

async function body(url: string, cookie: string): Promise<AsyncIterable<Uint8Array>> {
  const to = new Date().toISOString().slice(0, 10);
  const from = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);
  const path = `/api/usage/records?format=csv&from=${from}&to=${to}`;
  const response = await fetch(url + path, { headers: { cookie } });
  if (!response.ok || !response.body) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.body;
}

/** From here on the highest is counted anew. */
function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function resident(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
