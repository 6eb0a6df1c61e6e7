import { setClock } from '@farebox/ledger';
import type { Finding } from '../faults/book.ts';
import { until } from '../faults/chance.ts';
import { summary } from '../faults/report.ts';
import { checkCalls } from './check-calls.ts';
import { type Books, checkBooks, checkLedger, readBooks } from './check-sums.ts';
import { type Journal, type Pace, playCrowd } from './crowd.ts';
import { makePeople } from './people.ts';
import { plansFor } from './plan.ts';
import { type Receipt, readReceipts } from './receipts.ts';
import { figures } from './report.ts';
import type { Sabotage } from './sabotage.ts';
import { openStage, type Stage } from './stage.ts';
import { readTrace } from './trace.ts';

export interface Replay extends Pace {
  /** Of an empty or a migrated database, as its owner. */
  databaseUrl: string;
  /** Requests, from the first of the trace. */
  rows: number;
  users: number;
  seed: number;
  sabotage: Sabotage | null;
  tell(line: string): void;
}

export interface Result {
  journal: Journal;
  receipts: Receipt[];
  books: Books;
  findings: Finding[];
  /** For a person; the last line says whether all is well. */
  lines: string[];
}

const HOUR_MS = 3_600_000;
/** Several turns of the sweeper. */
const SWEPT_WITHIN_MS = 60_000;

/** Plays the trace on a stage of its own, and compares everything that was told with everything that was written. */
export async function playReplay(replay: Replay): Promise<Result> {
  const { tell } = replay;
  const stage = await openStage(replay.databaseUrl, replay.sabotage);
  try {
    await stage.server.start();
    const people = await makePeople(stage, replay.users);
    tell(`${people.length} people; the calls begin`);
    const plans = plansFor(readTrace().slice(0, replay.rows), replay.users, replay.seed);
    const journal = await playCrowd(stage, people, plans, replay);
    tell('the calls are over; the sweeper has its turn');
    const unswept = await waitForSweeper(stage);
    tell('everything is compared');
    const receipts = await readReceipts(stage);
    const books = await readBooks(stage, people, receipts);
    const findings = [
      ...unswept,
      ...(await checkCalls(journal, receipts)),
      ...checkBooks(books, people),
      ...(await checkLedger(stage)),
      ...stage.server.findings,
    ];
    const lines = [...figures(journal, receipts, books), ...summary(findings)];
    const verdict = findings.length === 0 ? 'all is well' : `RED: ${findings.length} findings`;
    return { journal, receipts, books, findings, lines: [...lines, verdict] };
  } finally {
    await stage.close();
  }
}

/** The killed server's holds come back when their time is over: an hour later, by the ledger's clock. */
async function waitForSweeper({ pool }: Stage): Promise<Finding[]> {
  const open = "select id from ledger.hold where status = 'open'";
  await setClock(pool, new Date(Date.now() + HOUR_MS));
  const swept = await until(SWEPT_WITHIN_MS, async () => ((await pool.query(open)).rowCount === 0 ? true : null));
  await setClock(pool, null);
  if (swept) return [];
  const { rows } = await pool.query<{ id: string }>(open);
  return rows.map(({ id }) => ({ check: 'a hold was not given back after its time', example: id }));
}
