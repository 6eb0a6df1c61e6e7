import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { OwnRates } from '../rates.ts';

/** What this server counted of one subject: by age in steps of two seconds, the newest first. */
export interface CountRow {
  subject: string;
  requests: number[];
  tokens: number[];
  running: number;
}

/**
 * Writes what this server counted, and tells what the others did of `asked` within the last minute. The rows are this
 * server's own and say the whole each time: written twice, or not at all, they are right again with the next.
 */
export async function exchangeCounts(
  db: Db,
  process: string,
  rows: readonly CountRow[],
  asked: readonly string[],
): Promise<(CountRow & { ageMs: number })[]> {
  const { rows: told } = await sql<CountRow & { ageMs: number }>`
    with written as (
      insert into farebox.quota_counts (subject, process, requests, tokens, running, written_at)
      select subject, ${process}::uuid, requests, tokens, running, clock_timestamp()
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             row (subject text, requests int[], tokens bigint[], running int)
      on conflict (subject, process) do update
         set requests = excluded.requests, tokens = excluded.tokens, running = excluded.running,
             written_at = excluded.written_at
    )
    select subject, requests, tokens::float8[] as tokens, running,
           (extract(epoch from clock_timestamp() - written_at) * 1000)::float8 as "ageMs"
      from farebox.quota_counts
     where subject = any (${asked}::text[]) and process <> ${process}::uuid
       and written_at > clock_timestamp() - interval '64 seconds'
  `.execute(db);
  return told;
}

/** Removes what counts no more, a part at a time; rows that somebody else is busy with are left to them. */
export async function forgetOldCounts(db: Db): Promise<void> {
  await sql`
    delete from farebox.quota_counts where (subject, process) in (
      select subject, process from farebox.quota_counts
       where written_at < clock_timestamp() - interval '2 minutes' limit 1000 for update skip locked)
  `.execute(db);
}

/** What the operator set for this person; false when there is no such person. Held until the transaction ends. */
export async function lockOwnRates(tx: Transaction, userId: string): Promise<OwnRates | null | false> {
  const person = await sql`select from farebox.users where id = ${userId} for no key update`.execute(tx);
  return person.rows.length > 0 && ownRatesOf(tx, userId);
}

export async function userExists(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`select from farebox.users where id = ${userId}`.execute(db);
  return rows.length > 0;
}

export async function ownRatesOf(db: Db, userId: string): Promise<OwnRates | null> {
  const { rows } = await sql<{ rates: OwnRates }>`
    select rates from farebox.user_limits where user_id = ${userId}
  `.execute(db);
  return rows[0]?.rates ?? null;
}

export async function putOwnRates(tx: Transaction, userId: string, rates: OwnRates | null): Promise<void> {
  if (rates === null) {
    await sql`delete from farebox.user_limits where user_id = ${userId}`.execute(tx);
    return;
  }
  await sql`
    insert into farebox.user_limits (user_id, rates) values (${userId}, ${JSON.stringify(rates)}::jsonb)
    on conflict (user_id) do update set rates = excluded.rates, updated_at = now()
  `.execute(tx);
}

/** A spend limit of the account or of one model: micro-credits. */
export interface SpendRow {
  id: string;
  subject: 'account' | 'model';
  subjectId: string;
  period: 'day' | 'month' | 'total';
  limit: bigint;
  /** Spent in the running period, and held. */
  used: bigint;
  resetsAt: Date | null;
}

export async function spendRows(db: Db, userId: string): Promise<SpendRow[]> {
  const { rows } = await sql<SpendRow>`
    select id, subject, subject_id as "subjectId", period, amount_limit as "limit", used,
           nullif(resets_at, 'infinity') as "resetsAt"
      from ledger.budgets(${userId}) where subject in ('account', 'model')
  `.execute(db);
  return rows;
}

export async function setSpend(
  tx: Transaction,
  userId: string,
  { id, subject, subjectId, period, limit }: Omit<SpendRow, 'used' | 'resetsAt'>,
): Promise<void> {
  await sql`
    select ledger.set_budget(${id}::uuid, ${userId}::uuid, ${subject}, ${subjectId}, ${period}, ${limit})
  `.execute(tx);
}

export async function removeSpend(tx: Transaction, userId: string, id: string): Promise<void> {
  await sql`select ledger.remove_budget(${userId}::uuid, ${id}::uuid)`.execute(tx);
}
