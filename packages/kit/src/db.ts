import pg from 'pg';

const INT8 = 20;
/** Not in the driver's list of known types. */
const INT8_ARRAY = 1016 as Parameters<typeof pg.types.getTypeParser>[0];

const parseInt8Array = pg.types.getTypeParser(INT8_ARRAY);

/** int8 as bigint, its arrays too: the driver's default is a string, and a float would lose micro-credits. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === INT8) return BigInt;
    if (oid === INT8_ARRAY) return (text: string) => (parseInt8Array(text) as string[]).map(BigInt);
    return pg.types.getTypeParser(oid, format);
  },
};

export interface ConnectOptions {
  /** A `postgres://` address; a Unix socket as `?host=/dir`. */
  url: string;
  /** The role that every connection takes on; none = the login role itself. */
  role?: string;
  searchPath?: string;
  applicationName?: string;
  /** Connections at most; further callers wait. */
  max?: number;
  /** Milliseconds a caller waits for a free connection. */
  waitMs?: number;
  statementTimeoutMs?: number;
}

/** What a lone connection (a ledger lane, a listener, the migration runner) is opened with. */
export function clientConfig(options: ConnectOptions): pg.ClientConfig {
  const settings = [
    options.role && `-c role=${options.role}`,
    options.searchPath && `-c search_path=${options.searchPath}`,
    options.statementTimeoutMs && `-c statement_timeout=${options.statementTimeoutMs}`,
  ].filter(Boolean);
  return {
    connectionString: options.url,
    options: settings.join(' ') || undefined,
    application_name: options.applicationName ?? 'farebox',
    connectionTimeoutMillis: options.waitMs ?? 10_000,
    keepAlive: true,
    types,
  };
}

/**
 * A pool whose connections may break, idle or in use, without taking the process down: a query that was running
 * fails, the next one opens another.
 */
export function connect(options: ConnectOptions): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(options), max: options.max ?? 10, idleTimeoutMillis: 30_000 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}
