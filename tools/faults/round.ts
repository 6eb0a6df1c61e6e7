import type { Finding } from './book.ts';
import { between, pause } from './chance.ts';
import { checkBook } from './check-book.ts';
import { checkCalls, checkPromised } from './check-calls.ts';
import { checkLedger } from './check-ledger.ts';
import type { Fault } from './faults.ts';
import { journalEnd, readJournal } from './journal.ts';
import type { Load } from './load.ts';
import type { Stage } from './stage.ts';

/** How long the load runs before and after a fault, milliseconds. */
export interface Pace {
  before: [from: number, to: number];
  after: number;
}

export interface Round {
  fault: string;
  operations: number;
  /** Sent more than once, because the first outcome was not known or to see the answer again. */
  resent: number;
  calls: number;
  seconds: number;
  findings: Finding[];
}

/** How long what the database kept waiting may take to be settled once it is back. */
const SETTLED_WITHIN_MS = 10_000;

/** One fault under load: strike, put everything up again, let every caller learn its outcomes, compare. */
export async function playRound(stage: Stage, load: Load, fault: Fault, pace: Pace): Promise<Round> {
  const started = performance.now();
  const before = { seq: await journalEnd(stage.pool), lines: load.book.lines.length, calls: load.calls.length };
  load.begin();
  await pause(between(...pace.before));
  const running = load.calls.filter(({ end }) => end === 'running');
  await fault.strike(stage);
  await stage.mend();
  await pause(pace.after);
  await load.end();
  const lines = load.book.lines.slice(before.lines);
  const calls = load.calls.slice(before.calls);
  const findings = [
    ...checkBook(lines, await readJournal(stage.pool, before.seq)),
    ...(await checkCalls(stage.pool, calls, fault.servers === 'killed' ? 0 : SETTLED_WITHIN_MS)),
    ...(fault.servers === 'killed' ? [] : checkPromised(running, fault)),
    ...(await checkLedger(stage.pool)),
  ];
  const resent = lines.filter(({ attempts }) => attempts > 1).length;
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { fault: fault.name, operations: lines.length, resent, calls: calls.length, seconds, findings };
}
