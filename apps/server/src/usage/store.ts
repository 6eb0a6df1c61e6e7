import { type CompiledQuery, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { DayRange } from './days.ts';
import { type Grouping, grouped } from './grouping-store.ts';
import type { Dimension, OperatorDimension } from './schemas.ts';

/** Sums over one group, as the database gives them: micro-credits, and counts. */
export interface Sums {
  /** True in the one row that sums up all others. */
  is_total: boolean;
  requests: bigint;
  input_tokens: bigint;
  cached_input_tokens: bigint;
  output_tokens: bigint;
  amount: bigint;
  refunded: bigint;
}

/** A group of one account's use. The columns of dimensions not asked for are absent. */
export interface GroupRow extends Sums {
  day?: string;
  model?: string;
  feature?: string;
  key?: string;
  key_name?: string | null;
}

/** A group of everybody's use, with what the operator paid for it. */
export interface OperatorRow extends Sums {
  day?: string;
  model?: string;
  feature?: string;
  account_id?: string;
  email?: string | null;
  cost: bigint;
  /** How many of the requests have a known cost. */
  costed_requests: bigint;
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

/** The last calendar day that has begun anywhere, by the database's clock. */
export async function latestToday(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select ((ledger.clock() at time zone 'UTC' + interval '14 hours')::date)::text as day`.execute(db);
  return (rows[0] as { day: string }).day;
}

const sums = ['requests', 'input_tokens', 'cached_input_tokens', 'output_tokens', 'amount', 'refunded'];

const shared = {
  day: { column: sql`day`, output: sql`grouped.day::text as day` },
  model: { column: sql`model`, output: sql`grouped.model` },
  feature: { column: sql`feature`, output: sql`grouped.feature` },
};

/**
 * Groups of a range in the order of `by`, from the roll-ups in one snapshot. With `totalAnd` rows: the total of
 * everything first and at most so many groups; without, all groups. No dimensions, no group but the total.
 */
export function groupsQuery(
  db: Db,
  accountId: string,
  range: DayRange,
  by: Dimension[],
  totalAnd?: number,
): CompiledQuery<GroupRow> {
  const grouping: Grouping<Dimension> = {
    dimensions: {
      ...shared,
      key: {
        column: sql`key_id`,
        output: sql`grouped.key_id as key, key.name as key_name`,
        join: sql`left join farebox.api_keys key on key.id = grouped.key_id and key.user_id = ${accountId}`,
      },
    },
    sums,
    where: sql`account_id = ${accountId} and ${within(range)}`,
  };
  return grouped<Dimension, GroupRow>(grouping, by, totalAnd).compile(db);
}

/** The same of everybody, or of one account; at most `rows` groups after the total. */
export function operatorGroupsQuery(
  db: Db,
  accountId: string | null,
  range: DayRange,
  by: OperatorDimension[],
  rows: number,
): CompiledQuery<OperatorRow> {
  const grouping: Grouping<OperatorDimension> = {
    dimensions: {
      ...shared,
      user: {
        column: sql`account_id`,
        output: sql`grouped.account_id, person.email`,
        join: sql`left join farebox.users person on person.id = grouped.account_id`,
      },
    },
    sums: [...sums, 'cost', 'costed_requests'],
    where: accountId === null ? within(range) : sql`account_id = ${accountId} and ${within(range)}`,
  };
  return grouped<OperatorDimension, OperatorRow>(grouping, by, rows).compile(db);
}

function within({ from, to }: DayRange) {
  return sql`day between ${from}::date and ${to}::date`;
}
