import type { Clock } from '@farebox/kit';
import { type Booted, boot } from '../../apps/server/src/boot.ts';
import { type Config, loadConfig } from '../../apps/server/src/config.ts';
import { createLog } from '../../apps/server/src/log.ts';
import { freePort, listen } from '../../apps/server/src/serve.ts';
import { testDatabase } from './database.ts';
import { leakWatch } from './leaks.ts';
import { scratchFolder } from './scratch.ts';

/** What of the configuration a test wants otherwise: the same shape, any part of it. */
export type Overrides = { [Key in keyof Config]?: Config[Key] extends object ? DeepPartial<Config[Key]> : Config[Key] };
type DeepPartial<T> = { [Key in keyof T]?: T[Key] extends unknown[] ? T[Key] : DeepPartial<T[Key]> };

export interface TestServerOptions {
  config?: Overrides;
  clock?: Clock;
  /** Where it logs; by default into what is searched for secrets, or as LOG_LEVEL says. */
  log?: ReturnType<typeof createLog>;
  webRoot?: string;
  /** True: it listens on a port of its own, and `url` is its address. */
  listen?: boolean;
  /** An existing database, for a second server on the same one; it is not dropped. */
  databaseUrl?: string;
}

export interface TestServer extends Pick<Booted, 'app' | 'deps' | 'gateway'> {
  url: string;
  /** Of the database, as its owner. */
  databaseUrl: string;
  /** Closes, proves the ledger, drops the database, and throws when a secret of the server was found in clear. */
  close(): Promise<void>;
}

/** A whole server on a database of its own, without background work; `app.request()` asks it. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const scratch = scratchFolder();
  const database = options.databaseUrl ? null : await testDatabase();
  const databaseUrl = options.databaseUrl ?? (database?.url as string);
  const config = await testConfig(scratch.path, databaseUrl, options);
  const watch = leakWatch();
  const log = options.log ?? (process.env.LOG_LEVEL ? createLog(process.env.LOG_LEVEL) : watch.log);
  const booted = await boot({ config, url: databaseUrl, log, clock: options.clock, webRoot: options.webRoot });
  booted.state.phase = 'ready';
  watch.follow(booted.app);
  const listening = options.listen ? await listen(booted.app, config.server) : null;
  return {
    app: booted.app,
    deps: booted.deps,
    gateway: booted.gateway,
    url: config.server.publicUrl,
    databaseUrl,
    async close() {
      await Promise.all([listening?.close(1000), booted.drain(5000)]);
      await booted.close();
      scratch.remove();
      const leaked = await watch.search(config, databaseUrl).catch((error: Error) => error);
      await database?.drop();
      if (leaked) throw leaked;
    },
  };
}

async function testConfig(dataDir: string, url: string, options: TestServerOptions): Promise<Config> {
  const port = options.listen ? await freePort('127.0.0.1') : 3000;
  const env = { FAREBOX_DATA_DIR: dataDir, DATABASE_URL: url, HOST: '127.0.0.1', PORT: String(port) };
  const config = merged(loadConfig({ ...env, NODE_ENV: 'test' }, dataDir), { database: { poolSize: 5 } });
  return merged(config, options.config ?? {});
}

/** Objects are merged key by key, everything else is replaced. */
function merged<T>(base: T, changes: object): T {
  const result: Record<string, unknown> = { ...(base as object) };
  for (const [key, value] of Object.entries(changes)) {
    result[key] = isPlain(value) && isPlain(result[key]) ? merged(result[key], value) : value;
  }
  return result as T;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
