import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@farebox/kit/postgres';
import { playReplay } from './replay/run.ts';
import { type Sabotage, sabotages } from './replay/sabotage.ts';
import { scratchFolder } from './testing/scratch.ts';

// `npm run test:replay`: a recorded hour of calls, played fast; see replay/README.md. Ends with 1 when anything was found.

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    users: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '30' },
    'at-once': { type: 'string', default: '200' },
    sabotage: { type: 'string' },
  },
});
const sabotage = (values.sabotage ?? null) as Sabotage | null;
if (sabotage && !sabotages.includes(sabotage)) throw new Error(`--sabotage is one of ${sabotages.join(', ')}.`);

// However this ends, no server stays behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const scratch = scratchFolder();
const postgres = await startPostgres({ dataDir: join(scratch.path, 'postgres') });
const started = performance.now();
const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`.padStart(6);
try {
  const { lines, findings } = await playReplay({
    databaseUrl: postgres.url,
    rows: Number(values.rows),
    users: Number(values.users),
    seed: Number(values.seed),
    speed: Number(values.speed),
    atOnce: Number(values['at-once']),
    sabotage,
    tell: (line) => process.stdout.write(`${seconds()}  ${line}\n`),
  });
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await postgres.stop();
  scratch.remove();
}
