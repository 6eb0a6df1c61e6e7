import { type ConnectOptions, connect } from '@farebox/kit';
import type pg from 'pg';
import { testDatabase } from '../../../tools/testing/database.ts';
import { createLedger, type Ledger, type LedgerOptions, setClock } from '../src/index.ts';

/** A ledger in a database of the test's own. */
export interface LedgerDatabase {
  url: string;
  /** As the schema's owner, who alone may move the clock or break a row. */
  owner: pg.Pool;
  /** As the server has it. */
  ledger: Ledger;
  /** Another server process in miniature: its own lanes and pool. Closed with the database. */
  another(options?: Partial<LedgerOptions>): Promise<Ledger>;
  setClock(at: Date | null): Promise<void>;
  /** Proves the ledger and drops the database. */
  close(): Promise<void>;
}

/** How a server connects: with the rights of its role, whatever its login may do. */
export function asServer(url: string): ConnectOptions {
  return { url, role: 'service_role' };
}

export async function ledgerDatabase(options: Partial<LedgerOptions> = {}): Promise<LedgerDatabase> {
  const database = await testDatabase();
  const { url } = database;
  const owner = connect({ url, searchPath: 'ledger', max: 8 });
  const closing: (() => Promise<unknown>)[] = [];

  async function another(more: Partial<LedgerOptions> = {}): Promise<Ledger> {
    const pool = connect({ ...asServer(url), max: 8 });
    const ledger = await createLedger({ connection: asServer(url), pool, ...options, ...more });
    closing.push(async () => {
      await ledger.close();
      await pool.end();
    });
    return ledger;
  }

  return {
    url,
    owner,
    ledger: await another(),
    another,
    setClock: (at) => setClock(owner, at),
    async close() {
      await Promise.all(closing.map((close) => close()));
      await owner.end();
      await database.drop();
    },
  };
}
