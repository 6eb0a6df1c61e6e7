import type { Figure } from './measure.ts';
import { rounded } from './shares.ts';
import type { Streamed } from './streams.ts';

/** The round in the middle by speed; of two, the slower. */
export function medianOf(rounds: readonly Figure[]): Figure {
  const sorted = [...rounds].sort((a, b) => a.answersPerSecond - b.answersPerSecond);
  return sorted[(sorted.length - 1) >> 1] as Figure;
}

/** `direct`: the upstream asked without anybody between. */
export function tableLine(figure: Figure, direct: Figure): string {
  const { stream, clients, rival, answersPerSecond, medianMs, p99Ms, nodeCpu, postgresCpu } = figure;
  const added = (ms: number, of: number) => `+${rounded(ms - of, 2)} ms`;
  return [
    (stream ? 'stream' : 'whole').padEnd(7),
    `${String(clients).padStart(4)} clients  ${rival.padEnd(9)}`,
    `${String(answersPerSecond).padStart(6)} answers/s`,
    `  median ${medianMs} ms (${added(medianMs, direct.medianMs)})`,
    `  p99 ${p99Ms} ms (${added(p99Ms, direct.p99Ms)})`,
    `  ${nodeCpu}${postgresCpu > 0 ? ` + ${postgresCpu}` : ''} µs cpu`,
  ].join(' ');
}

export function streamLine(name: string, { pauses, medianMs, p99Ms, p999Ms, maxMs }: Streamed): string {
  const figures = `median ${medianMs} ms  p99 ${p99Ms} ms  p99.9 ${p999Ms} ms  longest ${maxMs} ms`;
  return `pauses between ${pauses} chunks  ${name.padEnd(9)} ${figures}`;
}
