import { parseArgs } from 'node:util';
import { scratchFolder } from '../tools/testing/scratch.ts';
import { aimsOf, ratiosOf } from './gateway/aims.ts';
import { type Case, type Figure, measure, measureStreams } from './gateway/measure.ts';
import { type Rival, startField } from './gateway/rivals.ts';
import type { Streamed } from './gateway/streams.ts';
import { medianOf, streamLine, tableLine } from './gateway/table.ts';

// `npm run bench:gateway`: the gateway beside one that meters nothing and beside a bare proxy, all before one upstream.

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const SECONDS = Number(process.env.SECONDS ?? (flags.quick ? 2 : 4));
const ROUNDS = Number(process.env.ROUNDS ?? (flags.quick ? 1 : 3));
const ACCOUNTS = Number(process.env.ACCOUNTS ?? 2_000);
const STREAMS = Number(process.env.STREAMS ?? 500);
const clientCounts = (process.env.CLIENTS ?? '1,32,256').split(',').map(Number);
const cases: Case[] = [false, true].flatMap((stream) => clientCounts.map((clients) => ({ stream, clients })));

const scratch = scratchFolder();
const { rivals, farebox, stop } = await startField(scratch.path, ACCOUNTS);
/** Answers that Farebox gave and must have charged for. */
let answered = 0;

const result = await compareAll().finally(async () => {
  await stop();
  scratch.remove();
});
process.stdout.write(`${JSON.stringify(result)}\n`);

async function compareAll() {
  // As servers that have run for a while: every account has been there.
  for (const stream of [false, true]) await round({ stream, clients: 32 }, ACCOUNTS);
  const figures: Figure[] = [];
  for (const what of cases) figures.push(...(await compare(what)));
  const streams = await compareStreams();
  const [captures, finding] = [await farebox.captures(), await farebox.findings()];
  if (finding) throw new Error(`the ledger does not add up: ${finding}`);
  if (captures !== answered) throw new Error(`${answered} answers were charged ${captures} times`);
  const ratios = ratiosOf(figures, streams);
  return { name: 'gateway', figures, streams, captures, ratios, aims: aimsOf(ratios) };
}

/** Everybody in turn, so that a noisy neighbour meets all of them. */
async function round(what: Case, atLeast = 0): Promise<Figure[]> {
  const round: Figure[] = [];
  for (const rival of rivals) {
    const { figure, answers } = await measure(rival, what, { keys: farebox.keys, seconds: SECONDS, atLeast });
    count(rival, answers);
    round.push(figure);
  }
  return round;
}

async function compare(what: Case): Promise<Figure[]> {
  const rounds: Figure[][] = [];
  for (let at = 0; at < ROUNDS; at++) rounds.push(await round(what));
  const chosen = rivals.map((_, at) => medianOf(rounds.map((one) => one[at] as Figure)));
  for (const figure of chosen) process.stdout.write(`${tableLine(figure, chosen[0] as Figure)}\n`);
  return chosen;
}

/** The quieter of two runs counts: what another program of this machine does to a pause is nobody's merit. */
async function compareStreams(): Promise<Record<string, Streamed>> {
  const best: Record<string, Streamed> = {};
  for (let at = 0; at < Math.min(ROUNDS, 2); at++) {
    for (const rival of rivals) {
      const streamed = await measureStreams(rival, STREAMS, farebox.keys);
      count(rival, streamed.answers);
      const before = best[rival.name];
      if (!before || streamed.p99Ms < before.p99Ms) best[rival.name] = streamed;
    }
  }
  for (const [name, streamed] of Object.entries(best)) process.stdout.write(`${streamLine(name, streamed)}\n`);
  return best;
}

function count({ name }: Rival, answers: number): void {
  if (name === 'farebox') answered += answers;
}
