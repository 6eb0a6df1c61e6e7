import type { ConnectOptions } from '@farebox/kit';
import pg from 'pg';
import { createAccountCalls } from './accounts.ts';
import { createBatcher } from './batcher.ts';
import type { Ledger } from './ledger.ts';
import { createReads } from './reads.ts';
import { captureOp, chargeOp, grantOp, holdOp, refundOp, releaseOp, revokeOp } from './wire.ts';

export interface LedgerOptions {
  /** For the lanes, which keep a connection each. */
  connection: ConnectOptions;
  /** For everything that is not batched. */
  pool: pg.Pool;
  schema?: string;
  /** Batches in flight at once; two keep a small database busy. */
  lanes?: number;
  batchSize?: number;
  queueLimit?: number;
  deadlineMs?: number;
  onBatch?: (batch: { size: number; milliseconds: number }) => void;
}

/** Connects to an installed ledger (see `installLedger`). */
export async function createLedger(options: LedgerOptions): Promise<Ledger> {
  const schema = options.schema ?? 'ledger';
  const batcher = createBatcher({
    connection: { applicationName: 'farebox-ledger', ...options.connection },
    schema,
    lanes: options.lanes ?? 2,
    batchSize: options.batchSize ?? 512,
    queueLimit: options.queueLimit ?? 20_000,
    deadlineMs: options.deadlineMs ?? 10_000,
    onBatch: options.onBatch,
  });
  await batcher.connect().catch(async (error) => {
    await batcher.close();
    throw error;
  });

  return {
    ...createAccountCalls(options.pool, schema),
    ...createReads(options.pool, schema),
    hold: async (input) => batcher.run(holdOp(input)),
    capture: async (input) => batcher.run(captureOp(input)),
    release: async (input) => batcher.run(releaseOp(input)),
    charge: async (input) => batcher.run(chargeOp(input)),
    grant: async (input) => batcher.run(grantOp(input)),
    refund: async (input) => batcher.run(refundOp(input)),
    revoke: async (input) => batcher.run(revokeOp(input)),
    sweep: (limit) => sweep(options.pool, schema, limit ?? 100),
    health: batcher.health,
    close: batcher.close,
  };
}

async function sweep(pool: pg.Pool, schema: string, limit: number): Promise<number> {
  const { rows } = await pool.query<{ done: number }>(`select ${pg.escapeIdentifier(schema)}.sweep($1) as done`, [
    limit,
  ]);
  return rows[0]?.done ?? 0;
}
