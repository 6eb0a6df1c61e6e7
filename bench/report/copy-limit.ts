import { EventEmitter, once } from 'node:events';
import type pg from 'pg';

const COLUMNS = `usage.transaction_id, coalesce(settled.target, usage.transaction_id) as receipt_id, usage.occurred_at, usage.day,
  usage.feature, usage.model, usage.key_id, key.name as key_name, usage.input_tokens, usage.cached_input_tokens,
  usage.output_tokens, usage.amount, usage.refunded`;

/**
 * The limit of an export: the same rows in the same order by plain COPY to a client that only counts bytes. Rows a second.
 */
export async function copyLimit(pool: pg.Pool, accountId: string): Promise<number> {
  const client = await pool.connect();
  try {
    const started = performance.now();
    const rows = await copied(
      client,
      `copy (
        select ${COLUMNS} from ledger.usage_record usage
          left join ledger.transaction settled
                 on settled.id = usage.transaction_id and settled.account_id = usage.account_id and settled.kind = 'capture'
          left join farebox.api_keys key on key.id = usage.key_id
         where usage.account_id = '${accountId}'
         order by usage.occurred_at, usage.transaction_id
      ) to stdout (format csv)`,
    );
    return Math.round(rows / ((performance.now() - started) / 1000));
  } finally {
    client.release();
  }
}

/** Sends a COPY and counts the rows that come back: the driver has no call for it, but a place for such. */
async function copied(client: pg.PoolClient, text: string): Promise<number> {
  const done = new EventEmitter();
  let rows = 0;
  const query = {
    submit: (connection: { query(text: string): void }) => connection.query(text),
    handleCopyData: () => {
      rows += 1;
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => done.emit('ready'),
    handleError: (error: Error) => done.emit('error', error),
  };
  client.query(query as unknown as pg.Submittable);
  await once(done, 'ready');
  return rows;
}
