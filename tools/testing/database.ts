import { randomBytes } from 'node:crypto';
import { connect } from '@farebox/kit';
import { verify } from '@farebox/ledger';
import { inject } from 'vitest';
import { asAdmin, withDatabase } from './template.ts';

export interface TestDatabase {
  /** As its owner, who may do everything. */
  url: string;
  /** Proves the ledger first: throws when it does not add up. */
  drop(): Promise<void>;
}

/**
 * A database of the test's own: a copy of the migrated template, an empty one, or a copy of another one to whose address
 * nobody is connected.
 */
export async function testDatabase(options: { empty?: boolean; copyOf?: string } = {}): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `farebox_test_${randomBytes(6).toString('hex')}`;
  const original = options.copyOf ? new URL(options.copyOf).pathname.slice(1) : server.template;
  await asAdmin(server.url, `create database ${name}${options.empty ? '' : ` template ${original}`}`);
  const url = withDatabase(server.url, name);
  return {
    url,
    async drop() {
      const wrong = await wrongRows(url);
      await asAdmin(server.url, `drop database if exists ${name} with (force)`);
      if (wrong.length > 0) throw new Error(`The test left a ledger that does not add up:\n${wrong.join('\n')}`);
    },
  };
}

async function wrongRows(url: string): Promise<string[]> {
  const pool = connect({ url, max: 2 });
  try {
    const { rows } = await pool.query("select to_regclass('ledger.entry') is not null as found");
    return rows[0].found ? (await verify(pool)).map((row) => JSON.stringify(row)) : [];
  } finally {
    await pool.end();
  }
}
