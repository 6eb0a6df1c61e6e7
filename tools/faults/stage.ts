import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@farebox/kit';
import { attachPostgres, type RunningPostgres, startPostgres } from '@farebox/kit/postgres';
import type pg from 'pg';
import { scratchFolder } from '../testing/scratch.ts';
import { until } from './chance.ts';
import { type FaultyWire, startProxy } from './proxy.ts';
import { FaultyServer } from './server.ts';

/** How long PostgreSQL may take until it answers again, the repair of a crashed one included. */
const BACK_WITHIN_MS = 60_000;

/** The servers and their database, and what can be done to them. */
export interface Stage {
  /** How the parts are put together. */
  name: 'servers beside their database' | 'one server with its own database';
  servers: FaultyServer[];
  /** Past every fault, as the database's owner. */
  pool: pg.Pool;
  /** Between the servers and the database; null where nothing is. */
  proxy: FaultyWire | null;
  token: string;
  /** Of the test provider. */
  paymentSecret: string;
  /** SIGKILL of PostgreSQL's main process; those of its children that wait for it end with it. */
  killPostgres(): void;
  /** Waits until the database answers, and starts the servers that are down. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Short calls, so that nothing waits long for a hold; sign-ups are no subject here. */
const config = `
limits: { signIn: { count: 10000 } }
payments: { maxPendingOrders: 100 }
gateway:
  channels: [{ name: demo, type: demo, timeouts: { totalMs: 20000 } }]
  models:
    - { id: demo-small, channel: demo, price: { input: "10", cachedInput: "2.5", output: "40" }, maxOutputTokens: 200 }
`;

interface Common {
  dir: string;
  env: Record<string, string>;
  token: string;
  paymentSecret: string;
  remove(): void;
}

function prepare(): Common {
  const { path: dir, remove } = scratchFolder();
  const token = randomBytes(24).toString('hex');
  const paymentSecret = randomBytes(24).toString('hex');
  const file = join(dir, 'config.yaml');
  writeFileSync(file, config);
  const env = {
    FAREBOX_CONFIG: file,
    FAREBOX_DATA_DIR: join(dir, 'data'),
    INTERNAL_API_KEY: token,
    FAREBOX_SECRET: randomBytes(32).toString('hex'),
    PAYMENT_WEBHOOK_SECRET: paymentSecret,
    LOG_LEVEL: 'warn',
  };
  return { dir, env, token, paymentSecret, remove };
}

/** Servers on a PostgreSQL of the suite's own, which can be killed apart from them, behind a proxy. */
export async function stageApart(count: number, settings: Record<string, string>): Promise<Stage> {
  const { dir, env, token, paymentSecret, remove } = prepare();
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres'), settings, onCrash: () => undefined });
  const socket = new URL(postgres.url).searchParams.get('host') as string;
  const proxy = await startProxy(join(socket, '.s.PGSQL.5432'));
  const url = postgres.url.replace(/@localhost\/(\w+)\?.*$/, `@127.0.0.1:${proxy.port}/$1`);
  const servers = Array.from({ length: count }, () => new FaultyServer({ ...env, DATABASE_URL: url }));
  const pool = connect({ url: postgres.url, applicationName: 'faults', max: 4 });
  const stage: Stage = {
    name: 'servers beside their database',
    servers,
    pool,
    proxy,
    token,
    paymentSecret,
    killPostgres: () => process.kill(postgres.pid, 'SIGKILL'),
    async mend() {
      await answersAgain(pool);
      await Promise.all(servers.map((server) => server.start()));
    },
    close: () => closeApart(stage, postgres, remove),
  };
  return stage;
}

async function closeApart(
  { servers, pool, proxy }: Stage,
  postgres: RunningPostgres,
  remove: () => void,
): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
  await pool.end();
  await proxy?.close();
  await postgres.stop();
  remove();
}

/** As `npm start` makes it: one server that runs its own PostgreSQL. */
export async function stageWhole(): Promise<Stage> {
  const { env, token, paymentSecret, remove } = prepare();
  const server = new FaultyServer(env);
  await server.start();
  const folder = join(env.FAREBOX_DATA_DIR as string, 'postgres');
  const running = await attachPostgres(folder);
  if (!running) throw new Error('The server runs no PostgreSQL.');
  const pool = connect({ url: running.url, applicationName: 'faults', max: 4 });
  return {
    name: 'one server with its own database',
    servers: [server],
    pool,
    proxy: null,
    token,
    paymentSecret,
    killPostgres: () => process.kill(postmasterOf(folder), 'SIGKILL'),
    async mend() {
      await server.start();
      await answersAgain(pool);
    },
    async close() {
      await pool.end();
      await server.stop();
      remove();
    },
  };
}

function postmasterOf(folder: string): number {
  return Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Throws when PostgreSQL stays away. */
export async function answersAgain(pool: pg.Pool): Promise<void> {
  const back = await until(BACK_WITHIN_MS, async () => (await pool.query('select 1')).rowCount);
  if (back === null) throw new Error('PostgreSQL did not come back.');
}
