import type { CompiledQuery } from 'kysely';
import type pg from 'pg';

/** Rows brought over at a time. An export holds twice as many in memory: those it writes, and those that come meanwhile. */
const ROWS_PER_FETCH = 500;

/** An open database cursor, on a connection of its own until it is closed. */
export interface Cursor<Row> {
  /** The next rows; none = the end, and the cursor has closed itself. */
  fetch(): Promise<Row[]>;
  /** Gives the connection back. May be called at any time and more than once. */
  close(): Promise<void>;
}

/** Opens a cursor over a read-only snapshot: what is written meanwhile does not show. */
export async function openCursor<Row>(pool: pg.Pool, query: CompiledQuery<Row>): Promise<Cursor<Row>> {
  const client = await pool.connect();
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    return closing;
  };
  const bring = async () => {
    if (closing) return [];
    const { rows } = await client.query(`fetch ${ROWS_PER_FETCH} from export`);
    return rows as Row[];
  };
  let coming: Promise<Row[]> | null = null;
  const fetch = async () => {
    const rows = await (coming ?? bring());
    if (rows.length < ROWS_PER_FETCH) await close();
    coming = bring();
    // Whoever takes them gets the error; nobody may.
    coming.catch(() => undefined);
    return rows;
  };
  try {
    await client.query('begin read only');
    await client.query(`declare export no scroll cursor for ${query.sql}`, [...query.parameters]);
  } catch (error) {
    await close();
    throw error;
  }
  return { fetch, close };
}
