import type pg from 'pg';

/** What takes a guarantee away, to see that the suite notices. It exists here only, never in the product. */
export type Sabotage = 'async-commit' | 'no-lock';

export const sabotages: Sabotage[] = ['async-commit', 'no-lock'];

const LOCK = ' for no key update';

/** PostgreSQL answers before the commit is on disk, and is slow to write it. */
const forgetful = { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB' };

export function settingsFor(sabotage: Sabotage | null): Record<string, string> {
  return sabotage === 'async-commit' ? forgetful : {};
}

/** In a migrated database: the ledger's one function no longer locks the accounts it works on. */
export async function removeLock(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ source: string }>(
    "select pg_get_functiondef('ledger.apply(json)'::regprocedure) as source",
  );
  const source = rows[0]?.source ?? '';
  if (!source.includes(LOCK)) throw new Error(`ledger.apply does not say "${LOCK.trim()}": nothing to take away.`);
  await pool.query(source.replace(LOCK, ''));
}
