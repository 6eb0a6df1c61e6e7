import pg from 'pg';
import type { Page } from './ledger.ts';
import type { Balance, BudgetRow, EntryRow, GrantRow, HoldRow, TransactionKind, TransactionRow } from './operations.ts';

/** Everything that only reads. `expires_at` is `infinity` in the tables and null to our callers. */
export interface Reads {
  balance(accountId: string): Promise<Balance | null>;
  balanceAt(accountId: string, at: Date): Promise<{ available: bigint; held: bigint }>;
  grants(accountId: string): Promise<GrantRow[]>;
  /** The account's spend limits, as if the sweeper had just run. */
  budgets(accountId: string): Promise<BudgetRow[]>;
  findHold(id: string): Promise<HoldRow | null>;
  findTransaction(id: string): Promise<(TransactionRow & { accountId: string }) | null>;
  entries(transactionId: string): Promise<EntryRow[]>;
  history(
    accountId: string,
    page: { before?: bigint; limit: number; kinds?: TransactionKind[] },
  ): Promise<Page<TransactionRow>>;
}

const transactionColumns = `id, kind, reason, amount, returned, uncollected, available_after as "availableAfter",
  held_after as "heldAfter", target as reference, metadata, created_at as "createdAt", seq`;

export function createReads(pool: pg.Pool, schemaName: string): Reads {
  const schema = pg.escapeIdentifier(schemaName);
  return { ...accountReads(pool, schema), ...journalReads(pool, schema) };
}

function accountReads(pool: pg.Pool, schema: string): Pick<Reads, 'balance' | 'balanceAt' | 'grants' | 'budgets'> {
  return {
    balance: (accountId) =>
      first<Balance>(
        pool,
        `select account_id as "accountId", available, held, debt, granted, spent, cap, time_zone as "timeZone", status
         from ${schema}.balance($1) where account_id is not null`,
        [accountId],
      ),

    balanceAt: async (accountId, at) => {
      const row = await first<{ available: bigint; held: bigint }>(
        pool,
        `select available, held from ${schema}.balance_at($1, $2)`,
        [accountId, at],
      );
      return row ?? { available: 0n, held: 0n };
    },

    grants: (accountId) =>
      all<GrantRow>(
        pool,
        `select id, source, category, priority, granted, available, held, spent, expired, revoked,
           effective_at as "effectiveAt", nullif(expires_at, 'infinity') as "expiresAt", reference
         from ${schema}."grant"
         where account_id = $1 and live and expires_at > ${schema}.clock()
         order by priority, expires_at, ${schema}."grant".category, effective_at, id limit 1000`,
        [accountId],
      ),

    budgets: (accountId) =>
      all<BudgetRow>(
        pool,
        `select id, subject, subject_id as "subjectId", period, amount_limit as "limit", used,
           nullif(resets_at, 'infinity') as "resetsAt"
         from ${schema}.budgets($1)`,
        [accountId],
      ),
  };
}

function journalReads(
  pool: pg.Pool,
  schema: string,
): Pick<Reads, 'findHold' | 'findTransaction' | 'entries' | 'history'> {
  return {
    findHold: (id) =>
      first<HoldRow>(
        pool,
        `select id, account_id as "accountId", amount, status, captured, uncollected, created_at as "createdAt",
           expires_at as "expiresAt", settled_at as "settledAt"
         from ${schema}.hold where id = $1 limit 1`,
        [id],
      ),

    findTransaction: (id) =>
      first<TransactionRow & { accountId: string }>(
        pool,
        `select account_id as "accountId", ${transactionColumns} from ${schema}.transaction where id = $1 limit 1`,
        [id],
      ),

    entries: (transactionId) =>
      all<EntryRow>(
        pool,
        `select transaction_id as "transactionId", grant_id as "grantId", from_bucket as "from", to_bucket as "to", amount
         from ${schema}.entry where transaction_id = $1 order by account_id, seq limit 10000`,
        [transactionId],
      ),

    history: async (accountId, page) => {
      const rows = await all<TransactionRow>(
        pool,
        `select ${transactionColumns} from ${schema}.transaction
         where account_id = $1 and ($2::bigint is null or seq < $2) and ($3::text[] is null or kind = any ($3))
         order by seq desc limit $4`,
        [accountId, page.before ?? null, page.kinds ?? null, page.limit + 1],
      );
      const more = rows.length > page.limit;
      const shown = more ? rows.slice(0, page.limit) : rows;
      return { rows: shown, next: more ? (shown.at(-1)?.seq ?? null) : null };
    },
  };
}

async function all<Row extends pg.QueryResultRow>(pool: pg.Pool, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(text, values)).rows;
}

async function first<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: unknown[],
): Promise<Row | null> {
  return (await all<Row>(pool, text, values))[0] ?? null;
}
