import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

/** Every table that a pair of a hold and a capture writes rows to, and which rows are theirs. */
const tables = [
  ['hold', 'h.id = c.id'],
  ['transaction', 'h.id in (c.id, c.settled_by)'],
  ['entry', 'h.transaction_id in (c.id, c.settled_by)'],
  ['usage_record', 'h.transaction_id = c.settled_by'],
] as const;

/**
 * The limit: the same rows into the same tables, with their indexes, by COPY in one durable transaction. Pairs a
 * second, counted by holds.
 */
export async function copyLimit(pool: pg.Pool, pairs: number): Promise<number> {
  await pool.query('create schema copied');
  await pool.query(
    `create temp table chosen as select id, settled_by from ledger.hold where status = 'captured' order by id limit ${pairs}`,
  );
  for (const [table, rows] of tables) {
    await pool.query(`create table copied.${table} (like ledger.${table} including all)`);
    await pool.query(`create temp table out_${table} as select h.* from ledger.${table} h join chosen c on ${rows}`);
    await pool.query(`copy out_${table} to '${file(table)}'`);
  }
  const { rows } = await pool.query<{ count: bigint }>('select count(*) from chosen');
  const started = performance.now();
  await pool.query(
    `begin; ${tables.map(([table]) => `copy copied.${table} from '${file(table)}';`).join(' ')} commit;`,
  );
  return Math.round(Number(rows[0]?.count ?? 0n) / ((performance.now() - started) / 1000));
}

/** The database writes and reads these itself. */
function file(table: string): string {
  return join(tmpdir(), `farebox-bench-${process.pid}-${table}.copy`);
}
