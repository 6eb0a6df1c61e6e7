import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, transaction } from '@farebox/kit';
import { startPostgres } from '@farebox/kit/postgres';
import { installLedger } from '@farebox/ledger';

export interface BenchDatabase {
  url: string;
  /** Of the main process. */
  pid: number;
  stop(): Promise<void>;
}

const roles = `do $$ begin
  create role anon nologin; create role authenticated nologin; create role service_role nologin;
end $$`;

/** An embedded PostgreSQL of its own with a fresh ledger in it: durability on, as in production. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'farebox-bench-'));
  const postgres = await startPostgres({ dataDir });
  const pool = connect({ url: postgres.url, max: 1 });
  await pool.query(roles);
  await transaction(pool, (client) => installLedger(client, { schema: 'ledger', reader: 'null::uuid' }));
  await pool.end();
  return {
    url: postgres.url,
    pid: postgres.pid,
    stop: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
