import { connect } from '@farebox/kit';
import { type Finding, verify } from '@farebox/ledger';
import type pg from 'pg';
import { loadConfig } from '../config.ts';
import { DatabaseError } from '../database/index.ts';
import { withDatabase } from './with-database.ts';

/** `farebox verify`: 0 when every balance follows from the entries, 1 and the first wrong row of each rule when not. */
export async function verifyCommand(): Promise<number> {
  return withDatabase(loadConfig(), async (url) => {
    const pool = connect({ url, applicationName: 'farebox-verify', max: 2 });
    try {
      await requireLedger(pool);
      const findings = await verify(pool);
      process.stdout.write(findings.length > 0 ? findings.map(told).join('') : await allWell(pool));
      return findings.length > 0 ? 1 : 0;
    } finally {
      await pool.end();
    }
  });
}

async function requireLedger(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query("select to_regclass('ledger.entry') is not null as found");
  if (!rows[0].found)
    throw new DatabaseError('The database has no ledger yet: run farebox migrate, or start the server.');
}

function told({ rule, accountId, rowId, expected, found }: Finding): string {
  return `WRONG  ${rule}\n       account ${accountId}, row ${rowId}: expected ${expected}, found ${found}\n`;
}

async function allWell(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ accounts: bigint; transactions: bigint }>(
    'select (select count(*) from ledger.account) as accounts, (select count(*) from ledger.transaction) as transactions',
  );
  const { accounts, transactions } = rows[0] ?? { accounts: 0n, transactions: 0n };
  return `The ledger adds up. Accounts: ${accounts}, transactions: ${transactions}.\n`;
}
