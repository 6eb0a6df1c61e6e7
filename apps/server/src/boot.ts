import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '@farebox/kit';
import { createLedger } from '@farebox/ledger';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Deps } from './context.ts';
import { connectServer, SEARCH_PATH, SERVER_ROLE, typed } from './database/index.ts';
import { closeGateway, type Gateway, openGateway } from './gateway/index.ts';
import type { Env } from './http/router.ts';
import { createKeyring, type Keyring, prepareIdentity } from './identity/index.ts';
import { measuredLedger } from './measured-ledger.ts';
import { createMetrics } from './metrics.ts';
import { PriceBook } from './pricing/index.ts';
import type { ServerState } from './state.ts';
import { createWork } from './work.ts';

/** The console as `npm run build` leaves it. */
const builtWeb = fileURLToPath(new URL('../../web/dist/', import.meta.url));

export interface BootOptions {
  config: Config;
  /** A migrated database, as its login role. */
  url: string;
  log: Logger;
  clock?: Clock;
  webRoot?: string;
}

/** Everything that answers requests; not listening yet, and no background work running. */
export interface Booted {
  deps: Deps;
  app: OpenAPIHono<Env>;
  state: ServerState;
  gateway: Gateway;
  /** Takes no new metered calls, and lets the running ones and their settlements finish for at most so long. */
  drain(withinMs: number): Promise<void>;
  /** Hangs up; after `drain`. */
  close(): Promise<void>;
}

/** Connects the parts, each made once, and hands them to the app. */
export async function boot({
  config,
  url,
  log,
  clock = systemClock,
  webRoot = builtWeb,
}: BootOptions): Promise<Booted> {
  const deps = await connectDeps({ config, url, log, clock });
  const keyring = createKeyring(deps);
  let prices: PriceBook | null = null;
  try {
    await prepareIdentity(deps);
    prices = await PriceBook.open(deps, config.gateway.models);
    const gateway = openGateway(deps, keyring.find, prices);
    const state: ServerState = { phase: 'starting' };
    const app = createApp(deps, state, webRoot, gateway);
    const close = () => hangUp(deps, keyring, prices);
    return { deps, app, state, gateway, drain: (ms) => closeGateway(gateway, ms), close };
  } catch (error) {
    await hangUp(deps, keyring, prices);
    throw error;
  }
}

async function connectDeps({ config, url, log, clock }: Required<Omit<BootOptions, 'webRoot'>>): Promise<Deps> {
  const statementTimeoutMs = config.database.statementTimeoutSeconds * 1000;
  const pool = connectServer({ url, size: config.database.poolSize, statementTimeoutMs });
  const db = typed(pool);
  const metrics = createMetrics();
  const ledger = await createLedger({
    connection: { url, role: SERVER_ROLE, searchPath: SEARCH_PATH },
    pool,
    ...config.ledger,
    onBatch: ({ size }) => metrics.batchSize.observe(size),
  });
  return { config, pool, db, ledger: measuredLedger(ledger, metrics), clock, log, metrics, work: createWork(db, log) };
}

async function hangUp({ ledger, pool }: Deps, keyring: Keyring, prices: PriceBook | null): Promise<void> {
  prices?.close();
  await keyring.close();
  await ledger.close();
  await pool.end();
}
