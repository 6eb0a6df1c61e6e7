import { verify } from '@farebox/ledger';
import type pg from 'pg';
import type { Book, Finding } from './book.ts';

/** A hold may stand open this long after its time while the servers are being killed. */
const SWEPT_WITHIN = '30 seconds';

const ledgerRules: Record<string, string> = {
  'a hold ended twice': `select target as example from ledger.transaction where kind in ('capture', 'release')
    group by target having count(*) > 1`,
  'a hold is open after its time': `select id as example from ledger.hold
    where status = 'open' and expires_at < ledger.clock() - interval '${SWEPT_WITHIN}'`,
  'a person has not exactly one welcome grant': `select u.id as example from farebox.users u
    where (select count(*) from ledger."grant" g where g.account_id = u.id and g.source = 'welcome') <> 1`,
  'an order has not exactly the grant of its payment': `select o.id as example from farebox.orders o
    where (select count(*) from ledger."grant" g where g.reference = o.id::text) <> (o.fulfilled_at is not null)::int`,
  'an order is fulfilled without its payment': `select id as example from farebox.orders
    where fulfilled_at is not null and payment_id is null`,
  'a grant or refund has not exactly one audit row': `select t.id as example from ledger.transaction t
    where (t.kind = 'refund' or (t.kind = 'grant' and t.metadata ? 'key')) and (select count(*) from farebox.audit_logs a
      where coalesce(a.after ->> 'refundId', a.target_id) = t.id::text) <> 1`,
};

/** What must hold in the ledger whatever the client knows: our own rules, and `verify()`. */
export async function checkLedger(pool: pg.Pool): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [check, text] of Object.entries(ledgerRules)) {
    const { rows } = await pool.query<{ example: string }>(text);
    findings.push(...rows.map(({ example }) => ({ check, example })));
  }
  for (const { rule, accountId, rowId, expected, found } of await verify(pool)) {
    const example = `account ${accountId}, row ${rowId}: expected ${expected}, found ${found}`;
    findings.push({ check: `verify: ${rule}`, example });
  }
  return findings;
}

/** Every balance is what the client's own answers add up to. */
export async function checkBalances(pool: pg.Pool, book: Book, accounts: Map<string, bigint>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [accountId, opening] of accounts) {
    const { rows } = await pool.query<{ worth: bigint }>(
      'select available + held as worth from ledger.account where id = $1',
      [accountId],
    );
    const [expected, found] = [book.worth(accountId, opening), rows[0]?.worth];
    if (expected !== null && expected !== found) {
      const example = `account ${accountId}: by its answers ${expected}, in the ledger ${found}`;
      findings.push({ check: 'a balance is not the sum of what was acknowledged', example });
    }
  }
  return findings;
}
