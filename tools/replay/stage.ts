import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@farebox/kit';
import type pg from 'pg';
import { FaultyServer } from '../faults/server.ts';
import { scratchFolder } from '../testing/scratch.ts';
import { type Sabotage, saboteur } from './sabotage.ts';

/** A server in a process of its own, the models' server in another, and what lets us in. */
export interface Stage {
  server: FaultyServer;
  /** Of the server's process, and for the commands that look at its database. */
  env: Record<string, string>;
  /** As the database's owner. */
  pool: pg.Pool;
  /** For the service API. */
  token: string;
  /** FAREBOX_SECRET. */
  secret: string;
  close(): Promise<void>;
}

/** Micro-credits for a million tokens; chosen so that most charges have to be rounded. */
const price = { input: '2.5', cachedInput: '2.5', output: '10.3' };

/** Of a call that nobody settles the hold ends a minute after this. */
const timeouts = { connectMs: 10_000, firstByteMs: 30_000, idleMs: 30_000, totalMs: 60_000 };

/** Three channels with two keys each fail over to one another. What fails is soon asked again, so that all stay busy. */
function configFor(upstream: string): object {
  const names = ['north', 'south', 'west'];
  return {
    credits: { welcome: '0.002' },
    gateway: {
      channels: names.map((name) => ({
        ...{ name, type: 'openai', baseUrl: `${upstream}/${name}/v1`, timeouts },
        keys: [`sk-${name}-1`, `sk-${name}-2`],
      })),
      models: [{ id: 'replayed', channels: names, price, maxOutputTokens: 2_000, contextTokens: 64_000 }],
      failover: { coolDownMs: 50, maxCoolDownMs: 200 },
    },
  };
}

/** `databaseUrl`: of an empty or a migrated database, as its owner. */
export async function openStage(databaseUrl: string, sabotage: Sabotage | null): Promise<Stage> {
  const { path: dir, remove } = scratchFolder();
  const upstream = await startUpstream();
  const [token, secret] = [randomBytes(24).toString('hex'), randomBytes(32).toString('hex')];
  const file = join(dir, 'config.yaml');
  writeFileSync(file, JSON.stringify(configFor(upstream.url)));
  const env = {
    FAREBOX_CONFIG: file,
    FAREBOX_DATA_DIR: join(dir, 'data'),
    DATABASE_URL: databaseUrl,
    INTERNAL_API_KEY: token,
    FAREBOX_SECRET: secret,
    LOG_LEVEL: 'error',
  };
  const server = new FaultyServer({ ...env, ...saboteur(sabotage) });
  const pool = connect({ url: databaseUrl, applicationName: 'replay', max: 4, statementTimeoutMs: 600_000 });
  return {
    ...{ server, env, pool, token, secret },
    async close() {
      await server.stop();
      upstream.end();
      await pool.end();
      remove();
    },
  };
}

async function startUpstream(): Promise<{ url: string; end(): void }> {
  const script = fileURLToPath(new URL('./upstream.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: url.toString('utf8').trim(), end: () => void child.stdin.end() };
}
