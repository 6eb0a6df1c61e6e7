import { connect } from '@farebox/kit';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Db, Tables } from './types.ts';

/** What every connection of the server runs as: may do what its grants and policies say, and no more. */
export const SERVER_ROLE = 'service_role';
export const SEARCH_PATH = 'farebox';

export interface ServerPool {
  url: string;
  size: number;
  statementTimeoutMs: number;
}

export function connectServer({ url, size, statementTimeoutMs }: ServerPool): pg.Pool {
  return connect({ url, role: SERVER_ROLE, searchPath: SEARCH_PATH, max: size, statementTimeoutMs });
}

/** The same pool with the tables' types; closing it is the pool's owner's business. */
export function typed(pool: pg.Pool): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
