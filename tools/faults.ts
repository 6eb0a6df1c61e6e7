import { parseArgs } from 'node:util';
import { type Fault, faultsApart, faultsWhole } from './faults/faults.ts';
import { playMoney } from './faults/money.ts';
import { reportLines } from './faults/report.ts';
import { type Play, playAll, type Result } from './faults/run.ts';
import { type Sabotage, sabotages, settingsFor } from './faults/sabotage.ts';
import { type Stage, stageApart, stageWhole } from './faults/stage.ts';

// `npm run test:faults`: faults under load, see faults/README.md. Ends with 1 when anything was found.

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '240' },
    callers: { type: 'string', default: '48' },
    servers: { type: 'string', default: '2' },
    sabotage: { type: 'string' },
    only: { type: 'string' },
  },
});
const sabotage = (values.sabotage ?? null) as Sabotage | null;
if (sabotage && !sabotages.includes(sabotage)) throw new Error(`--sabotage is one of ${sabotages.join(', ')}.`);

const known = new Set([...faultsApart, ...faultsWhole].map(({ name }) => name));
if (values.only && values.only !== 'money' && !known.has(values.only)) {
  throw new Error(`--only is one of: money, ${[...known].join(', ')}.`);
}
const seconds = Number(values.seconds);
if (values.only === 'money') process.exit(playMoney(seconds));

/** Of the time, on a stage with its parts apart; the rest goes to the server with its own database. */
const APART = 0.7;

function chosen(faults: Fault[]): Fault[] {
  return values.only ? faults.filter(({ name }) => name === values.only) : faults;
}

async function on(stage: Stage, faults: Fault[], seconds: number): Promise<Result> {
  process.stdout.write(`── ${stage.name}\n`);
  const play: Play = {
    callers: Number(values.callers),
    customers: 10,
    pace: { before: [1_500, 4_000], after: 1_500 },
    faults,
    seconds,
    sabotage,
    tell: (line) => process.stdout.write(`${line}\n`),
  };
  try {
    return await playAll(stage, play);
  } finally {
    await stage.close();
  }
}

// However this ends, no server stays behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const results: Result[] = [];
const [apart, whole] = [chosen(faultsApart), sabotage ? [] : chosen(faultsWhole)];
const share = whole.length > 0 ? APART : 1;
if (apart.length > 0) {
  const stage = await stageApart(Number(values.servers), settingsFor(sabotage));
  results.push(await on(stage, apart, seconds * share));
}
if (whole.length > 0) results.push(await on(await stageWhole(), whole, seconds * (1 - APART)));

const all: Result = {
  rounds: results.flatMap(({ rounds }) => rounds),
  findings: results.flatMap(({ findings }) => findings),
};
const lines = reportLines(all);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = lines.length === 1 ? 0 : 1;
