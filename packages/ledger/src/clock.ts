import pg from 'pg';

/**
 * Stops the ledger's time at a moment, or lets it run again (null). For tests: only the owner of the schema may.
 */
export async function setClock(client: pg.Pool | pg.ClientBase, at: Date | null, schema = 'ledger'): Promise<void> {
  const now = at ? `timestamptz ${pg.escapeLiteral(at.toISOString())}` : 'pg_catalog.clock_timestamp()';
  await client.query(
    `create or replace function ${pg.escapeIdentifier(schema)}.clock() returns timestamptz language sql volatile as $$ select ${now} $$`,
  );
}
