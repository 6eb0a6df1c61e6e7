import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect } from '@farebox/kit';
import { attachPostgres } from '@farebox/kit/postgres';
import { verify } from '@farebox/ledger';
import type pg from 'pg';
import { fundKeys } from './accounts.ts';
import { end, type Listener } from './child.ts';
import { PACED, QUICK } from './request.ts';

const script = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));

/** As long as a build takes on a busy machine. */
const READY_MS = 600_000;

export interface Farebox extends Listener {
  /** A file with a key in each line, each of another account with credits. */
  keys: string;
  /** Captures so far. */
  captures(): Promise<number>;
  /** What does not add up, as a sentence; null when everything does. */
  findings(): Promise<string | null>;
}

/** Farebox as `npm start` runs it: built, with its own durable PostgreSQL and its log on, before a given upstream. */
export async function startFarebox(folder: string, upstream: number, accounts: number): Promise<Farebox> {
  const dataDir = join(folder, 'data');
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(configFor(upstream)));
  const env = {
    ...process.env,
    PORT: '0',
    FAREBOX_DATA_DIR: dataDir,
    FAREBOX_CONFIG: join(folder, 'config.yaml'),
  };
  const output = join(folder, 'output.log');
  const written = openSync(output, 'w');
  const child = spawn(process.execPath, [...profiling(), script], { env, stdio: ['ignore', written, written] });
  closeSync(written);
  const port = await portIn(output, child);
  const database = await attachPostgres(join(dataDir, 'postgres'));
  if (!database) throw new Error('Farebox runs, but not its database.');
  const pool = connect({ url: database.url, max: 2 });
  const keys = join(folder, 'keys');
  writeFileSync(keys, (await fundKeys(pool, accounts)).join('\n'));
  return {
    port,
    pid: child.pid as number,
    keys,
    captures: () => captures(pool),
    findings: async () => (await verify(pool)).map((one) => JSON.stringify(one))[0] ?? null,
    async stop() {
      await pool.end();
      await end(child);
    },
  };
}

/** `PROFILE=folder`: the server writes a profile of its processor time there when it ends. */
function profiling(): string[] {
  const folder = process.env.PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

/** YAML reads JSON. */
function configFor(upstream: number): object {
  const served = { channel: 'upstream', maxOutputTokens: 1_024, contextTokens: 32_768 };
  const price = { input: '10', cachedInput: '2.5', output: '40' };
  return {
    gateway: {
      channels: [{ name: 'upstream', type: 'openai', baseUrl: `http://127.0.0.1:${upstream}/v1`, apiKey: 'sk-bench' }],
      models: [QUICK, PACED].map((id) => ({ id, price, ...served })),
    },
  };
}

async function portIn(file: string, child: ChildProcess): Promise<number> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const port = /^ {2}address +\S+:(\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
    if (port) return Number(port);
    await pause(100);
  }
  child.kill();
  throw new Error(`Farebox did not start:\n${readFileSync(file, 'utf8')}`);
}

async function captures(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query("select count(*)::int as count from ledger.transaction where kind = 'capture'");
  return rows[0].count;
}
