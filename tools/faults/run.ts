import { setClock } from '@farebox/ledger';
import type { Finding } from './book.ts';
import { until } from './chance.ts';
import { checkBook } from './check-book.ts';
import { checkCalls } from './check-calls.ts';
import { checkBalances, checkLedger } from './check-ledger.ts';
import { type Customer, makeCustomers } from './customers.ts';
import type { Fault } from './faults.ts';
import { readJournal } from './journal.ts';
import { type Load, prepareLoad } from './load.ts';
import { summary } from './report.ts';
import { type Pace, playRound, type Round } from './round.ts';
import { removeLock, type Sabotage } from './sabotage.ts';
import type { Stage } from './stage.ts';

export interface Play {
  callers: number;
  customers: number;
  pace: Pace;
  faults: Fault[];
  /** The faults come in turn, each once at least, until so many seconds are over. */
  seconds: number;
  sabotage: Sabotage | null;
  tell(line: string): void;
}

export interface Result {
  rounds: Round[];
  /** Of the end, when everything is compared once more. */
  findings: Finding[];
}

/** Twice the time between two turns of the sweeper, and some. */
const SWEPT_WITHIN_MS = 20_000;
const HOUR_MS = 3_600_000;

/** Plays one fault after the other on a stage, and at the end compares everything. */
export async function playAll(stage: Stage, play: Play): Promise<Result> {
  await stage.mend();
  if (play.sabotage === 'no-lock') await removeLock(stage.pool);
  const customers = await makeCustomers(stage, play.customers);
  // What is lost from here on was acknowledged to a caller, whatever was taken away.
  await stage.pool.query('checkpoint');
  const load = prepareLoad(stage, customers, play.callers);
  const rounds: Round[] = [];
  const end = performance.now() + play.seconds * 1000;
  for (let at = 0; at < play.faults.length || performance.now() < end; at++) {
    const fault = play.faults[at % play.faults.length] as Fault;
    const round = await playRound(stage, load, fault, play.pace);
    rounds.push(round);
    for (const line of [told(round), ...summary(round.findings)]) play.tell(line);
  }
  return { rounds, findings: await checkEverything(stage, load, customers) };
}

async function checkEverything(stage: Stage, load: Load, customers: Customer[]): Promise<Finding[]> {
  const { pool, servers } = stage;
  const unswept = await waitForSweeper(stage);
  const openings = new Map(customers.slice(0, -1).map(({ accountId, opening }) => [accountId, opening]));
  return [
    ...unswept,
    ...checkBook(load.book.lines, await readJournal(pool, 0n)),
    ...(await checkCalls(pool, load.calls, 0)),
    ...(await checkBalances(pool, load.book, openings)),
    ...(await checkLedger(pool)),
    ...load.book.findings,
    ...servers.flatMap((server) => server.findings),
  ];
}

/** Holds that nobody settled come back: the short ones by now, and an hour later those of killed model calls too. */
async function waitForSweeper({ pool }: Stage): Promise<Finding[]> {
  const short = await sweptOrNot(pool, 'a hold was not given back after its time');
  await setClock(pool, new Date(Date.now() + HOUR_MS));
  const long = await sweptOrNot(pool, 'a hold of a broken call was not given back after its time');
  await setClock(pool, null);
  return [...short, ...long];
}

async function sweptOrNot(pool: Stage['pool'], check: string): Promise<Finding[]> {
  const open = "select id from ledger.hold where status = 'open' and expires_at < ledger.clock()";
  const swept = await until(SWEPT_WITHIN_MS, async () => ((await pool.query(open)).rowCount === 0 ? true : null));
  if (swept) return [];
  const { rows } = await pool.query<{ id: string }>(open);
  return rows.map(({ id }) => ({ check, example: id }));
}

function told({ fault, operations, resent, calls, seconds, findings }: Round): string {
  const figures = `${operations} operations, ${resent} sent again, ${calls} model calls, ${seconds} s`;
  return `${findings.length === 0 ? 'ok ' : 'RED'} ${fault.padEnd(28)} ${figures}`;
}
