import pg from 'pg';

export interface Finding {
  /** The rule that does not hold, as a sentence. */
  rule: string;
  accountId: string;
  rowId: string;
  expected: string;
  found: string;
}

/**
 * Recomputes every balance, hold, budget, usage record and roll-up from the entries, in one snapshot and without
 * locks, and tells the first wrong row of each rule. An empty list means that everything adds up.
 */
export async function verify(pool: pg.Pool, schema = 'ledger'): Promise<Finding[]> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<Finding>(
      `select rule, account_id as "accountId", row_id as "rowId", expected, found from ${pg.escapeIdentifier(schema)}.verify()`,
    );
    return rows;
  } finally {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
  }
}
