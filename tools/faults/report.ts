import type { Finding } from './book.ts';
import type { Result } from './run.ts';

/** A line for each check that went red: how often, and the first example. */
export function summary(findings: readonly Finding[]): string[] {
  const sums = new Map<string, { times: number; example: string }>();
  for (const { check, example } of findings) {
    const seen = sums.get(check);
    if (seen) seen.times += 1;
    else sums.set(check, { times: 1, example });
  }
  return [...sums].map(([check, { times, example }]) => `RED ${check}: ${times} times; first: ${example}`);
}

/** What was seen, the rounds and the end together, in lines for a person; the last line says whether all is well. */
export function reportLines({ rounds, findings }: Result): string[] {
  const lines = summary([...rounds.flatMap((round) => round.findings), ...findings]);
  const sum = (read: (round: Result['rounds'][number]) => number) =>
    rounds.reduce((total, round) => total + read(round), 0);
  const figures = [
    `${rounds.length} rounds`,
    `${sum((round) => round.operations)} operations`,
    `${sum((round) => round.resent)} sent again`,
    `${sum((round) => round.calls)} model calls`,
  ].join(', ');
  return [...lines, `${lines.length === 0 ? 'all is well' : 'RED'}: ${figures}`];
}
