import { readFileSync } from 'node:fs';
import { connect } from '@farebox/kit';
import { verify } from '@farebox/ledger';
import { fillAccounts } from './ledger/accounts.ts';
import { copyLimit } from './ledger/copy-limit.ts';
import { benchDatabase } from './ledger/database.ts';
import { type Figure, measure } from './ledger/measure.ts';
import { batchedRival, singleRival } from './ledger/ours.ts';
import { plainRival } from './ledger/plain.ts';
import type { Rival } from './ledger/rival.ts';

const SECONDS = Number(process.env.SECONDS ?? 4);
const ACCOUNTS = Number(process.env.ACCOUNTS ?? 10_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const loads = ['spread', 'hot'] as const;
const callerCounts = [1, 64, 1000];

const database = await benchDatabase();
const pool = connect({ url: database.url, max: 1 });
await pool.query(readFileSync(new URL('./ledger/plain.sql', import.meta.url), 'utf8'));
const setting = { accounts: await fillAccounts(pool, ACCOUNTS), postmaster: database.pid, seconds: SECONDS };
const rivals = [
  await batchedRival(database.url, pool),
  singleRival(connect({ url: database.url, max: 32, waitMs: 120_000 })),
  plainRival(connect({ url: database.url, max: 32, waitMs: 120_000 })),
];

// As a server that has run for a while: caches warm, and statistics of tables that are not empty.
for (const rival of rivals) await measure({ ...setting, seconds: 1 }, rival, 'spread', 32);
await pool.query('vacuum analyze');
const figures: Figure[] = [];
for (const load of loads) {
  for (const callers of callerCounts) figures.push(...(await compare(rivals, load, callers)));
}
const copied = await copyLimit(pool, 20_000);
const findings = await verify(pool);
for (const rival of rivals) await rival.close();
await pool.end();
await database.stop();

if (findings.length > 0) throw new Error(`the ledger does not add up: ${JSON.stringify(findings[0])}`);
process.stdout.write(`${JSON.stringify({ name: 'ledger', figures, copyPairsPerSecond: copied, ratios: ratios() })}\n`);

/** The rivals in turn, several times over, so that a noisy neighbour meets all of them; the median round counts. */
async function compare(all: Rival[], load: Figure['load'], callers: number): Promise<Figure[]> {
  const rounds: Figure[][] = all.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, rival] of all.entries()) {
      (rounds[at] as Figure[]).push(await measure(setting, rival, load, callers));
    }
  }
  const chosen = rounds.map((list) => list.sort((a, b) => a.pairsPerSecond - b.pairsPerSecond)[ROUNDS >> 1] as Figure);
  for (const figure of chosen) process.stdout.write(`${line(figure)}\n`);
  return chosen;
}

function line(figure: Figure): string {
  const { rival, load, callers, pairsPerSecond, medianMs, p99Ms, cpuMicrosecondsPerPair } = figure;
  const name = `${load.padEnd(6)} ${String(callers).padStart(4)} callers  ${rival.padEnd(23)}`;
  return `${name} ${String(pairsPerSecond).padStart(7)} pairs/s  median ${medianMs} ms  p99 ${p99Ms} ms  ${cpuMicrosecondsPerPair} µs cpu`;
}

function find(rival: Rival | undefined, load: Figure['load'], callers: number): Figure {
  return figures.find((f) => f.rival === rival?.name && f.load === load && f.callers === callers) as Figure;
}

function ratios(): Record<string, number> {
  const [ours, single, plain] = rivals;
  const speed = (rival: Rival | undefined, load: Figure['load'], callers: number) =>
    find(rival, load, callers).pairsPerSecond;
  const cpu = (rival: Rival | undefined) => find(rival, 'spread', 1000).cpuMicrosecondsPerPair;
  const all = {
    'farebox over plain, 1000 callers, spread': speed(ours, 'spread', 1000) / speed(plain, 'spread', 1000),
    'farebox over plain, 1000 callers, hot': speed(ours, 'hot', 1000) / speed(plain, 'hot', 1000),
    'farebox over plain, 64 callers, spread': speed(ours, 'spread', 64) / speed(plain, 'spread', 64),
    'farebox over one call per operation, 1000 callers, spread':
      speed(ours, 'spread', 1000) / speed(single, 'spread', 1000),
    'hot over spread, 1000 callers': speed(ours, 'hot', 1000) / speed(ours, 'spread', 1000),
    "a lone caller's median over one call per operation":
      find(ours, 'spread', 1).medianMs / find(single, 'spread', 1).medianMs,
    'processor time of plain over farebox, 1000 callers, spread': cpu(plain) / cpu(ours),
    'farebox over the copy limit': speed(ours, 'spread', 1000) / copied,
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, Number(value.toFixed(2))]));
}
