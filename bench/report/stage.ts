import { join } from 'node:path';
import { connect } from '@farebox/kit';
import { startPostgres } from '@farebox/kit/postgres';
import type pg from 'pg';
import { type ServerProcess, scratchFolder, signUp, startServerProcess } from '../../tools/testing/index.ts';
import { serverMicroseconds } from '../ledger/cpu.ts';

/** Somebody with a session. */
export interface Person {
  userId: string;
  cookie: string;
}

export interface Stage {
  server: ServerProcess;
  /** As the database's owner. */
  pool: pg.Pool;
  /** Processor time that server and database have used, in milliseconds: the clock tells less on a shared machine. */
  cpuMs(): number;
  heavy: Person;
  operator: Person;
  stop(): Promise<void>;
}

/** Filling is not what is measured: nothing needs to survive. */
const settings = {
  fsync: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  maintenance_work_mem: '256MB',
};

/** A real server in a process of its own, on a PostgreSQL of its own in a folder that goes away. */
export async function openStage(): Promise<Stage> {
  const scratch = scratchFolder();
  const postgres = await startPostgres({ dataDir: join(scratch.path, 'postgres'), settings });
  const env = { FAREBOX_DATA_DIR: join(scratch.path, 'data'), DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' };
  const server = await startServerProcess(env);
  const pool = connect({ url: postgres.url, max: 3, waitMs: 600_000 });
  const app = { request: (path: string, init?: RequestInit) => fetch(server.url + path, withOrigin(server.url, init)) };
  const heavy = await signUp(app);
  const operator = await signUp(app);
  await pool.query("update farebox.users set role = 'admin' where id = $1", [operator.userId]);
  return {
    server,
    pool,
    cpuMs: () => serverMicroseconds(postgres.pid, server.child.pid as number) / 1000,
    heavy,
    operator,
    async stop() {
      await server.end();
      await pool.end();
      await postgres.stop();
      scratch.remove();
    },
  };
}

function withOrigin(origin: string, init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('origin', origin);
  headers.delete('host');
  return { ...init, headers };
}
