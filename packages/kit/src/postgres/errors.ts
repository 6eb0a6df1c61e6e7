/** Why the embedded PostgreSQL can't run, in a sentence that says what to do. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
}

export const USE_ANOTHER = 'Set DATABASE_URL to the address of a PostgreSQL 15 or newer to use that instead.';
