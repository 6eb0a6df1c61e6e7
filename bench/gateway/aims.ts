import type { Figure } from './measure.ts';
import type { Name } from './rivals.ts';
import { rounded } from './shares.ts';
import type { Streamed } from './streams.ts';

type Streams = Record<string, Streamed>;

/** Every ratio, by what it says. Milliseconds where it says so. */
export function ratiosOf(figures: readonly Figure[], streams: Streams): Record<string, number> {
  const find = (rival: Name, stream: boolean, clients: number) =>
    figures.find((one) => one.rival === rival && one.stream === stream && one.clients === clients);
  const ratios: Record<string, number> = {};
  for (const { stream, clients, answersPerSecond, nodeCpu, postgresCpu, medianMs } of ofFarebox(figures)) {
    const label = labelOf(stream, clients);
    for (const name of ['portkey', 'proxy'] as const) {
      const other = find(name, stream, clients) as Figure;
      ratios[`${label}: speed over ${name}`] = rounded(answersPerSecond / other.answersPerSecond, 2);
      ratios[`${label}: processor time over ${name}`] = rounded((nodeCpu + postgresCpu) / other.nodeCpu, 2);
      ratios[`${label}: median above ${name}, ms`] = rounded(medianMs - other.medianMs, 2);
    }
  }
  const pause = (name: Name, field: 'medianMs' | 'p99Ms' | 'maxMs') => (streams[name] as Streamed)[field];
  ratios['streams: p99 pause above proxy, ms'] = rounded(pause('farebox', 'p99Ms') - pause('proxy', 'p99Ms'), 2);
  ratios['streams: longest pause above proxy, ms'] = rounded(pause('farebox', 'maxMs') - pause('proxy', 'maxMs'), 2);
  return ratios;
}

/** A pause between chunks that nobody sees: a frame of a screen. */
const FRAME_MS = 16;

const aims: [ratio: string, atLeast: number, atMost: number][] = [
  ['whole, 32 clients: speed over portkey', 3, Number.POSITIVE_INFINITY],
  ['whole, 256 clients: speed over portkey', 6, Number.POSITIVE_INFINITY],
  ['whole, 256 clients: speed over proxy', 0.5, Number.POSITIVE_INFINITY],
  ['whole, 1 clients: median above proxy, ms', Number.NEGATIVE_INFINITY, 1],
  ['streams: p99 pause above proxy, ms', Number.NEGATIVE_INFINITY, FRAME_MS],
];

/** The aims that this run could judge. */
export function aimsOf(ratios: Record<string, number>): Record<string, { found: number; met: boolean }> {
  const judged = aims.flatMap(([name, atLeast, atMost]) => {
    const found = ratios[name];
    if (found === undefined) return [];
    const aim = Number.isFinite(atLeast) ? `at least ${atLeast}` : `at most ${atMost}`;
    return [[`${name}, ${aim}`, { found, met: found >= atLeast && found <= atMost }] as const];
  });
  return Object.fromEntries(judged);
}

function ofFarebox(figures: readonly Figure[]): Figure[] {
  return figures.filter(({ rival }) => rival === 'farebox');
}

function labelOf(stream: boolean, clients: number): string {
  return `${stream ? 'stream' : 'whole'}, ${clients} clients`;
}
