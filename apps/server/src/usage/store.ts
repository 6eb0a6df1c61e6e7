import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { DayRange } from './days.ts';
import type { Dimension } from './schemas.ts';

/** Sums over one group, as the database gives them. The columns of dimensions not asked for are absent. */
export interface GroupRow {
  day?: string;
  model?: string;
  feature?: string;
  key?: string;
  key_name?: string | null;
  /** True in the one row that sums up all others. */
  is_total: boolean;
  requests: bigint;
  input_tokens: bigint;
  cached_input_tokens: bigint;
  output_tokens: bigint;
  amount: bigint;
  refunded: bigint;
}

export interface RecordRow {
  transaction_id: string;
  occurred_at: string;
  day: string;
  feature: string;
  model: string;
  key: string;
  key_name: string | null;
  input_tokens: bigint;
  cached_input_tokens: bigint;
  output_tokens: bigint;
  amount: bigint;
  refunded: bigint;
}

/** What stands in the place of a key where none was used. */
export const NO_KEY = '00000000-0000-0000-0000-000000000000';

export interface LocalToday {
  day: string;
  timeZone: string;
}

/** The account's zone and the calendar day there, by the database's clock. Null when there is no such account. */
export async function localToday(db: Db, accountId: string): Promise<LocalToday | null> {
  const { rows } = await sql<LocalToday>`
    select time_zone as "timeZone", ((ledger.clock() at time zone time_zone)::date)::text as day
      from ledger.account where id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** Column of the roll-up → its name in the result. */
const columns: Record<Dimension, RawBuilder<unknown>> = {
  day: sql`day`,
  model: sql`model`,
  feature: sql`feature`,
  key: sql`key_id`,
};

const outputs: Record<Dimension, RawBuilder<unknown>> = {
  day: sql`grouped.day::text as day`,
  model: sql`grouped.model`,
  feature: sql`grouped.feature`,
  key: sql`grouped.key_id as key, key.name as key_name`,
};

/**
 * Groups of a range in the order of `by`, from the roll-ups in one snapshot. With `totalAnd` rows: the total of
 * everything first and at most so many groups; without, all groups. No dimensions, no group but the total.
 */
export function groupsQuery(
  db: Db,
  accountId: string,
  { from, to }: DayRange,
  by: Dimension[],
  totalAnd?: number,
): CompiledQuery<GroupRow> {
  const names = sql.join(by.map((name) => columns[name]));
  const isTotal = by.length > 0 ? sql`grouping(${names}) > 0` : sql`true`;
  const sets = by.length > 0 ? sql`grouping sets ((${names}), ())` : sql`()`;
  const keyNames = sql`left join farebox.api_keys key on key.id = grouped.key_id and key.user_id = ${accountId}`;
  const order = sql.join([sql`grouped.is_total desc`, ...by.map((name) => sql`grouped.${columns[name]}`)]);
  return sql<GroupRow>`
    with grouped as (
      select ${sql.join([...by.map((name) => columns[name]), isTotal])} as is_total,
             coalesce(sum(requests), 0)::int8 as requests,
             coalesce(sum(input_tokens), 0)::int8 as input_tokens,
             coalesce(sum(cached_input_tokens), 0)::int8 as cached_input_tokens,
             coalesce(sum(output_tokens), 0)::int8 as output_tokens,
             coalesce(sum(amount), 0)::int8 as amount,
             coalesce(sum(refunded), 0)::int8 as refunded
        from ledger.usage_daily
       where account_id = ${accountId} and day between ${from}::date and ${to}::date
       group by ${sets}
    )
    select ${sql.join([...by.map((name) => outputs[name]), sql`grouped.is_total`])},
           requests, input_tokens, cached_input_tokens, output_tokens, amount, refunded
      from grouped ${by.includes('key') ? keyNames : sql``}
     where ${totalAnd !== undefined} or not grouped.is_total
     order by ${order}
     limit ${totalAnd === undefined ? null : totalAnd + 1}`.compile(db);
}

/**
 * Single records of a range, oldest first. A local day lies within a day of the same day in UTC, so the moment
 * bounds the scan of the index and the stored day decides.
 */
export function recordsQuery(db: Db, accountId: string, { from, to }: DayRange): CompiledQuery<RecordRow> {
  return sql<RecordRow>`
    select usage.transaction_id,
           to_char(usage.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at,
           usage.day::text as day, usage.feature, usage.model, usage.key_id as key, key.name as key_name,
           usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.amount, usage.refunded
      from ledger.usage_record usage
      left join farebox.api_keys key on key.id = usage.key_id and key.user_id = ${accountId}
     where usage.account_id = ${accountId} and usage.day between ${from}::date and ${to}::date
       and usage.occurred_at >= (${from}::date - 1)::timestamp at time zone 'UTC'
       and usage.occurred_at < (${to}::date + 2)::timestamp at time zone 'UTC'
     order by usage.occurred_at, usage.transaction_id`.compile(db);
}
