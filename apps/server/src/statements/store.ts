import { type CompiledQuery, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import { classedLines, movementsIn, type Span } from './movement-store.ts';

/** Why credits came and went, as the totals of a statement tell it. */
export const classes = [
  'purchases',
  'subscriptions',
  'promotional',
  'restored',
  'other',
  'refunds',
  'usage',
  'expired',
  'revoked',
  'debtPaid',
] as const;
export type Class = (typeof classes)[number];

/** A month as the database sees it: its edges, and where "now" lies. */
export interface MonthEdges extends Omit<Span, 'accountId' | 'sinceSeq' | 'untilSeq'> {
  /** It has begun, and the account was there before it ended. */
  exists: boolean;
  /** It is over. */
  complete: boolean;
}

export interface Balance {
  available: bigint;
  held: bigint;
  debt: bigint;
}

/** Micro-credits with a sign. */
export interface ClassTotal {
  class: Class;
  movements: number;
  change: bigint;
}

/** A transaction that changed the balance or the debt. */
export interface Movement {
  /** Its place in the month, from 1. */
  n: number;
  id: string;
  at: string;
  /** `2026-03-05 14:22` where the account is. */
  local: string;
  kind: string;
  reason: string;
  /** The order, receipt or hold it is about. */
  reference: string | null;
  feature: string | null;
  model: string | null;
  change: bigint;
  debtChange: bigint;
  balanceAfter: bigint;
  debtAfter: bigint;
  /** How many were asked for, with those that a limit left out. */
  rest: number;
}

/** A day's use of one model, in one line. */
export interface DayOfUse {
  day: string;
  class: Class;
  model: string | null;
  calls: number;
  change: bigint;
  debtChange: bigint;
}

/** Whose document it is. */
export interface Person {
  id: string;
  name: string;
  email: string | null;
}

const iso = (moment: ReturnType<typeof sql>) =>
  sql<string>`to_char((${moment}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Work that sees one moment of the database. Tried again when somebody else brought the same account up to date. */
export async function inOneSnapshot<Answer>(db: Db, work: (tx: Transaction) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().setIsolationLevel('repeatable read').execute(work);
    } catch (error) {
      if ((error as { code?: unknown }).code !== '40001' || attempt === 5) throw error;
    }
  }
}

/**
 * The edges of a month where the account is, by the rule of `ledger.day_start`: where 00:00 comes twice it begins with
 * the first. Null when there is no such account.
 */
export async function monthEdges(db: Db, accountId: string, month: string): Promise<MonthEdges | null> {
  const first = sql`${`${month}-01`}::date`;
  const { rows } = await sql<MonthEdges>`
    with edge as (
      select account.time_zone, account.created_at,
             case when ((midnight - interval '1 hour') at time zone account.time_zone)::date = day
                  then midnight - interval '1 hour' else midnight end as at
        from ledger.account account
        cross join (values (${first}), ((${first} + interval '1 month')::date)) days (day)
        cross join lateral (select day::timestamp at time zone account.time_zone as midnight) twelve
       where account.id = ${accountId}
    ), month as (
      select time_zone, created_at, min(at) as starts_at, max(at) as ends_at, ledger.clock() as now
        from edge group by time_zone, created_at
    )
    select time_zone as "timeZone", ${iso(sql`starts_at`)} as "startsAt", ${iso(sql`ends_at`)} as "endsAt",
           ${iso(sql`least(ends_at - interval '1 microsecond', now)`)} as "asOf",
           starts_at <= now and created_at < ends_at as exists, ends_at <= now as complete
      from month`.execute(db);
  return rows[0] ?? null;
}

/**
 * What was available and held just before a moment (`before`) or at it, as the ledger itself tells. Brings the account
 * up to date first.
 */
export async function ledgerBalance(tx: Transaction, accountId: string, at: string, before: boolean) {
  const { rows } = await sql<Pick<Balance, 'available' | 'held'>>`
    select available, held
      from ledger.balance_at(${accountId}, ${at}::timestamptz - ${before ? 1 : 0} * interval '1 microsecond')`.execute(
    tx,
  );
  return rows[0] as Pick<Balance, 'available' | 'held'>;
}

/** The last transaction written by a moment, and the debt then; what was written later but counts from before it too. */
export async function lastWritten(tx: Transaction, accountId: string, at: string, before: boolean) {
  const moment = sql`(${at}::timestamptz - ${before ? 1 : 0} * interval '1 microsecond')`;
  const { rows } = await sql<{ seq: bigint; debt: bigint }>`
    select coalesce(last.seq, 0)::int8 as seq, (coalesce(last.debt_after, 0) + late.debt)::int8 as debt
      from (
        select coalesce(sum(t.owed - coalesce(back.amount, 0)), 0) as debt
          from ledger.transaction t
          cross join lateral (
            select sum(e.amount) as amount from ledger.entry e
             where e.transaction_id = t.id and e.account_id = t.account_id
               and e.to_bucket = 'revoked' and e.from_bucket <> 'available'
          ) back
         where t.account_id = ${accountId} and t.effective_at < t.created_at and t.effective_at <= ${moment}
           and t.created_at > ${moment}
      ) late
      left join lateral (
        select seq, debt_after from ledger.transaction
         where account_id = ${accountId} and created_at <= ${moment} order by seq desc limit 1
      ) last on true`.execute(tx);
  return rows[0] as { seq: bigint; debt: bigint };
}

/** What the movements of the span add up to by what they were, only of those that were. */
export async function totalsByClass(tx: Transaction, span: Span): Promise<ClassTotal[]> {
  const { rows } = await sql<ClassTotal>`
    with movement as (${movementsIn(span)}), classed as (${classedLines(span.accountId)})
    select class, count(distinct id)::int as movements, sum(change)::int8 as change from classed group by class`.execute(
    tx,
  );
  return rows;
}

/** The sums of the movements themselves: what came in, what went out, what was owed and what was paid of it. */
export async function sumsOf(tx: Transaction, span: Span) {
  const { rows } = await sql<{ movements: number; in: bigint; out: bigint; debtAdded: bigint; debtPaid: bigint }>`
    with movement as (${movementsIn(span)})
    select count(*)::int as movements,
           coalesce(sum(change) filter (where change > 0), 0)::int8 as "in",
           coalesce(sum(change) filter (where change < 0), 0)::int8 as "out",
           coalesce(sum(debt_change) filter (where debt_change > 0), 0)::int8 as "debtAdded",
           coalesce(sum(debt_change) filter (where debt_change < 0), 0)::int8 as "debtPaid"
      from movement`.execute(tx);
  return rows[0] as { movements: number; in: bigint; out: bigint; debtAdded: bigint; debtPaid: bigint };
}

/** Which movements: those after a place, so many; `use: false` leaves charges and captures out. */
export interface Part {
  after?: number;
  limit?: number;
  use?: boolean;
}

/** The movements of the span in the order in which they count, each with the balance and the debt after it. */
export function movementsQuery(db: Db, span: Span, opening: Balance, part: Part = {}): CompiledQuery<Movement> {
  const { after = 0, limit = null, use = true } = part;
  const kinds = use ? sql`` : sql`and kind not in ('charge', 'capture')`;
  return sql<Movement>`
    with movement as (${movementsIn(span)}), numbered as (
      select *, row_number() over walk as n, sum(change) over walk as came, sum(debt_change) over walk as owed
        from movement window walk as (order by effective_at, seq rows unbounded preceding)
    ), page as (
      select *, count(*) over () as rest from numbered where n > ${after} ${kinds} order by n limit ${limit}
    )
    select page.n::int as n, page.id, ${iso(sql`page.effective_at`)} as at,
           to_char(page.effective_at at time zone ${span.timeZone}, 'YYYY-MM-DD HH24:MI') as local, page.kind, page.reason,
           coalesce(lot.reference, page.target::text, case when page.kind = 'charge' then page.id::text end) as reference,
           nullif(usage.feature, '') as feature, nullif(usage.model, '') as model,
           page.change::int8 as change, page.debt_change::int8 as "debtChange",
           (${opening.available + opening.held} + page.came)::int8 as "balanceAfter",
           (${opening.debt} + page.owed)::int8 as "debtAfter", page.rest::int as rest
      from page
      left join ledger."grant" lot
        on lot.id = case when page.kind = 'grant' then page.id else page.target end and lot.account_id = ${span.accountId}
      left join ledger.usage_record usage on usage.transaction_id = page.id and usage.account_id = ${span.accountId}
     order by page.n`.compile(db);
}

/** What charges and captures moved, rolled up by local day and model: up to `limit` lines, and how many there are. */
export async function useByDay(tx: Transaction, span: Span, limit: number): Promise<(DayOfUse & { of: number })[]> {
  const { rows } = await sql<DayOfUse & { of: number }>`
    with movement as (${movementsIn(span)}), classed as (${classedLines(span.accountId)})
    select ((classed.effective_at at time zone ${span.timeZone})::date)::text as day, classed.class,
           nullif(usage.model, '') as model, count(distinct classed.id)::int as calls,
           sum(classed.change)::int8 as change, sum(classed.debt_change)::int8 as "debtChange",
           (count(*) over ())::int as of
      from classed
      join ledger.usage_record usage on usage.transaction_id = classed.id and usage.account_id = ${span.accountId}
     where classed.kind in ('charge', 'capture')
     group by 1, 2, 3 order by 1, 2 desc, 3 limit ${limit}`.execute(tx);
  return rows;
}

/** Months with movements, newest first, below `before`. */
export async function monthsOf(db: Db, accountId: string, limit: number, before: string | null) {
  const { rows } = await sql<{ month: string; movements: number; complete: boolean }>`
    with now as materialized (select ledger.clock() as at)
    select month, count(*)::int as movements, month < to_char(min(now.at) at time zone min(account.time_zone), 'YYYY-MM') as complete
      from now
      cross join ledger.account account
      join ledger.transaction t on t.account_id = account.id
      cross join lateral (select to_char(t.effective_at at time zone account.time_zone, 'YYYY-MM') as month) local
     where account.id = ${accountId} and (${before}::text is null or month < ${before}::text) and t.amount > 0
       and (t.kind in ('grant', 'charge', 'capture', 'revoke', 'expire')
         or (t.kind in ('release', 'refund') and exists (
           select from ledger.entry e where e.transaction_id = t.id and e.account_id = t.account_id
             and (e.to_bucket = 'revoked' or (e.to_bucket in ('available', 'held')) <> (e.from_bucket in ('available', 'held'))))))
     group by month order by month desc limit ${limit}`.execute(db);
  return rows;
}

/** The person of a personal account; null when there is none. */
export async function findPerson(db: Db, id: string): Promise<Person | null> {
  const { rows } = await sql<Person>`select id, name, email from farebox.users where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** A moment as a clock on the wall shows it: `2026-03-05 14:22`. */
export async function localTime(db: Db, at: string, timeZone: string): Promise<string> {
  const { rows } = await sql<{ local: string }>`
    select to_char(${at}::timestamptz at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI') as local`.execute(db);
  return rows[0]?.local ?? at;
}
