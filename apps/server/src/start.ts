import { startSweeper } from '@farebox/ledger';
import type { Logger } from 'pino';
import { type Booted, boot } from './boot.ts';
import type { Config } from './config.ts';
import { migrate } from './database/index.ts';
import { type OpenDatabase, openDatabase } from './databases.ts';
import { gatewayTasks, resumeBackground } from './gateway/index.ts';
import { identityTasks } from './identity/index.ts';
import { paymentsTasks } from './payments/index.ts';
import { freePort, type Listening, listen } from './serve.ts';
import { subscriptionsTasks } from './subscriptions/index.ts';

/** How often expired holds are given back and grants expire for accounts that nobody touches. */
const SWEEP_MS = 5_000;

export interface Running extends Booted {
  port: number;
  /** Finishes running requests and streams within the configured time, settles, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the whole server in order: database, migrations, parts, listening, background work. What was started is
 * stopped again when a later step fails; `opening` is a database already on its way. Throws `ConfigError`, `PostgresError` or `DatabaseError` with a sentence.
 */
export async function start(
  wanted: Config,
  log: Logger,
  opening: Promise<OpenDatabase> = openDatabase(wanted, log),
): Promise<Running> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const database = await opening;
    undo.push(database.stop);
    const config = await withPort(wanted);
    const applied = await migrate(database.url);
    if (applied.length > 0) log.info({ applied }, 'migrated');
    const booted = await boot({ config, url: database.url, log });
    undo.push(booted.close, () => booted.drain(0));
    const listening = await listen(booted.app, config.server);
    undo.push(() => listening.close(0));
    const stopWork = await startWork(booted, database.url, log);
    undo.push(stopWork);
    booted.state.phase = 'ready';
    return { ...booted, port: listening.port, stop: () => stop(booted, listening, stopWork, database.stop) };
  } catch (error) {
    for (const step of undo.reverse()) await step().catch((failed) => log.error({ err: failed }, 'while stopping'));
    throw error;
  }
}

/** With `PORT=0` the address is known before anything is told of it. */
async function withPort(config: Config): Promise<Config> {
  if (config.server.port !== 0) return config;
  const port = await freePort(config.server.host);
  const publicUrl = config.server.publicUrl.replace(/:0$/, `:${port}`);
  return { ...config, server: { ...config.server, port, publicUrl } };
}

async function startWork({ deps, gateway }: Booted, url: string, log: Logger): Promise<() => Promise<void>> {
  const sweeper = startSweeper(deps.ledger, SWEEP_MS, (error) => log.warn({ err: error }, 'sweep failed'));
  await deps.work.run(url, [identityTasks(deps), subscriptionsTasks(deps), paymentsTasks(deps), gatewayTasks(gateway)]);
  await resumeBackground(gateway);
  return async () => {
    await sweeper.stop();
    await deps.work.stop();
  };
}

async function stop(
  booted: Booted,
  listening: Listening,
  stopWork: () => Promise<void>,
  stopDatabase: () => Promise<void>,
): Promise<void> {
  const withinMs = booted.deps.config.server.stopAfterSeconds * 1000;
  booted.state.phase = 'stopping';
  await Promise.all([listening.close(withinMs), booted.drain(withinMs)]);
  await stopWork();
  await booted.close();
  await stopDatabase();
}
