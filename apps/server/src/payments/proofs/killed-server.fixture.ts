import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCourier } from '@farebox/simulator';
import {
  freePort,
  type ServerProcess,
  scratchFolder,
  startServerProcess,
  type TestServer,
  testServer,
} from '../../../../../tools/testing/index.ts';
import type { Overrides } from '../../../../../tools/testing/server.ts';
import { asOwner } from '../callback.fixture.ts';
import { dropWaiting, type StandStill } from './gates.fixture.ts';
import { startVendors, type Vendors } from './vendors.fixture.ts';

/** A server that is killed, its providers, and an office on the same database that lives on and asks the questions. */
export interface KilledServer {
  vendors: Vendors;
  office: TestServer;
  url: string;
  rows<Row>(query: string, values?: unknown[]): Promise<Row[]>;
  /** Where none is running. */
  start(): Promise<void>;
  /** SIGKILL while all that is standing still stands still; then the ways are opened. */
  killAt(stood: readonly StandStill[]): Promise<void>;
  /** Everything that was to be tried later is due now, and the minute's work is done. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** `retryMs: []`: a callback that a dead server did not answer is not sent again by itself. */
export async function killedServer(): Promise<KilledServer> {
  const port = await freePort('127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const vendors = await startVendors(url, createCourier({ parallel: 32, retryMs: [] }));
  const { payments } = vendors;
  const shared = { payments, limits: { signIn: { count: 10_000 } } };
  const config = { ...shared, server: { publicUrl: url }, database: { poolSize: 10 } } as Overrides;
  const office = await testServer({ config });
  const scratch = scratchFolder();
  const file = join(scratch.path, 'config.yaml');
  writeFileSync(file, JSON.stringify({ ...shared, database: { poolSize: 40 } }));
  let running: ServerProcess | null = null;
  const rows = <Row>(query: string, values: unknown[] = []) => asOwner<Row>(office.databaseUrl, query, values);
  return {
    ...{ vendors, office, url, rows },
    async start() {
      running ??= await startServerProcess(environmentOf(office, { port, file, dataDir: scratch.path }));
    },
    async killAt(stood) {
      await running?.end('SIGKILL');
      running = null;
      await dropWaiting(office.databaseUrl, stood);
      await Promise.all(stood.map(({ open }) => open()));
    },
    async sweep() {
      for (const statement of overdue) await rows(statement);
      await rows(`select farebox.add_job('payments.sweep', '{}'::json, now(), null)`);
    },
    async close() {
      await running?.end('SIGKILL');
      await vendors.close();
      await office.close();
      scratch.remove();
    },
  };
}

interface Place {
  port: number;
  file: string;
  dataDir: string;
}

function environmentOf({ deps, databaseUrl }: TestServer, { port, file, dataDir }: Place): Record<string, string> {
  const { farebox, internalApiKey } = deps.config.secrets;
  return {
    ...{ PORT: String(port), FAREBOX_PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: databaseUrl },
    ...{ FAREBOX_CONFIG: file, FAREBOX_DATA_DIR: dataDir, FAREBOX_SECRET: farebox, INTERNAL_API_KEY: internalApiKey },
    LOG_LEVEL: 'warn',
  };
}

const overdue = [
  'update farebox.provider_events set retry_at = now()',
  'update farebox.orders set retry_at = now()',
  `update farebox.clawbacks set created_at = created_at - interval '1 hour', retry_at = now() where done_at is null`,
  `update farebox.refunds set updated_at = updated_at - interval '1 hour' where status = 'requested'`,
  `update farebox.unmatched_payments set updated_at = updated_at - interval '1 hour'`,
];
