import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@farebox/kit';
import { setClock } from '@farebox/ledger';
import type pg from 'pg';
import { FaultyServer } from '../../../../tools/faults/server.ts';
import { makePeople } from '../../../../tools/replay/people.ts';
import { scratchFolder, testDatabase } from '../../../../tools/testing/index.ts';
import { type ScriptedUpstream, scriptedUpstream } from '../../../../tools/testing/upstream.ts';

/** A receipt as far as these tests look at it. */
export interface KeptReceipt {
  status: string;
  outcome: string | null;
  held: string;
  charged: string;
  usage: { inputTokens: number; outputTokens: number; estimated: boolean };
}

/** A server in a process of its own, which can be killed and started again, one customer, and a model's server. */
export interface KillableShop {
  server: FaultyServer;
  upstream: ScriptedUpstream;
  pool: pg.Pool;
  /** Calls the gateway with the customer's key. */
  call(path: string, body: object, init?: RequestInit): Promise<Response>;
  receipt(id: string | null): Promise<KeptReceipt>;
  /** Micro-credits. */
  balance(): Promise<{ available: bigint; held: bigint }>;
  /** An hour later, by the ledger's clock: resolves when the sweeper has been there. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const SWEPT_WITHIN_MS = 30_000;

/** `stopAfterSeconds`: how long a stop waits for what runs. */
export async function openKillable(stopAfterSeconds: number): Promise<KillableShop> {
  const [scratch, upstream, database] = [scratchFolder(), await scriptedUpstream(), await testDatabase()];
  const [token, secret] = [randomBytes(24).toString('hex'), randomBytes(32).toString('hex')];
  const file = join(scratch.path, 'config.yaml');
  writeFileSync(file, JSON.stringify(configFor(upstream.url, stopAfterSeconds)));
  const env = {
    FAREBOX_CONFIG: file,
    FAREBOX_DATA_DIR: join(scratch.path, 'data'),
    DATABASE_URL: database.url,
    INTERNAL_API_KEY: token,
    FAREBOX_SECRET: secret,
    LOG_LEVEL: 'warn',
  };
  const server = new FaultyServer(env);
  await server.start();
  const pool = connect({ url: database.url, max: 2 });
  const [person] = await makePeople({ pool, secret }, 1);
  const { accountId, apiKey } = person as { accountId: string; apiKey: string };
  return {
    ...{ server, upstream, pool },
    call: (path, body, init = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body: JSON.stringify({ model: 'm', ...body }),
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...init,
      }),
    async receipt(id) {
      const answer = await fetch(`${server.url}/api/receipts/${id}`, { headers: { 'x-internal-token': token } });
      return (await answer.json()) as KeptReceipt;
    },
    async balance() {
      const text = 'select available, held from ledger.account where id = $1';
      const { rows } = await pool.query<{ available: bigint; held: bigint }>(text, [accountId]);
      return rows[0] as { available: bigint; held: bigint };
    },
    sweep: () => sweep(pool),
    async close() {
      await server.stop();
      await Promise.all([upstream.close(), pool.end()]);
      await database.drop();
      scratch.remove();
    },
  };
}

/** One micro-credit for an input token, two for an output token. */
function configFor(baseUrl: string, stopAfterSeconds: number): object {
  return {
    server: { stopAfterSeconds },
    gateway: {
      channels: [{ name: 'up', type: 'openai', baseUrl }],
      models: [{ id: 'm', channel: 'up', price: { input: '1', output: '2' }, maxOutputTokens: 50_000 }],
    },
  };
}

async function sweep(pool: pg.Pool): Promise<void> {
  await setClock(pool, new Date(Date.now() + HOUR_MS));
  const deadline = performance.now() + SWEPT_WITHIN_MS;
  const open = "select from ledger.hold where status = 'open'";
  while ((await pool.query(open)).rowCount !== 0) {
    if (performance.now() > deadline) throw new Error('The sweeper did not come.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await setClock(pool, null);
}
