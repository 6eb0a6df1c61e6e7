import pg from 'pg';
import { batchJson, type Item } from './batch.ts';
import { refusal } from './errors.ts';
import type { Posted } from './operations.ts';

type OutcomeRow = [
  n: number,
  code: string,
  id: string,
  amount: bigint,
  returned: bigint,
  uncollected: bigint,
  available: bigint,
  held: bigint,
  debt: bigint,
  replayed: boolean,
  detail: Record<string, unknown> | null,
];

const columns = 'n, code, transaction_id, amount, returned, uncollected, available, held, debt, replayed, detail';

/**
 * Runs a batch; the function that comes back gives every item its own answer. Throws when the database undid it or
 * was lost, with no item answered.
 */
export async function applyBatch(client: pg.Client, schema: string, batch: Item[]): Promise<() => void> {
  const { rows } = await client.query<OutcomeRow>({
    name: `apply ${schema}`,
    text: `select ${columns} from ${pg.escapeIdentifier(schema)}.apply($1)`,
    values: [batchJson(batch)],
    rowMode: 'array',
  });
  return () => tell(batch, rows);
}

function tell(batch: Item[], rows: OutcomeRow[]): void {
  const waiting = new Set(batch);
  for (const row of rows) {
    const item = batch[row[0]] as Item;
    waiting.delete(item);
    if (row[1] === 'ok') item.resolve(posted(row));
    else item.reject(refusal(row[1], row[10]));
  }
  for (const item of waiting) item.reject(new Error(`The ledger gave no answer to ${item.op.id}.`));
}

function posted(row: OutcomeRow): Posted {
  const [, , id, amount, returned, uncollected, available, held, debt, replayed] = row;
  return { id, amount, returned, uncollected, available, held, debt, replayed };
}
