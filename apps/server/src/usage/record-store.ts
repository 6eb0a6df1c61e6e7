import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { DayRange } from './days.ts';

/** One metered call. Micro-credits, and counts. */
export interface RecordRow {
  transaction_id: string;
  /** What its receipt is found by: its hold, or itself where there was none. */
  receipt_id: string;
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

/** Which calls of which account; an empty text = those that have none, undefined = all. */
export interface RecordsAsked {
  accountId: string;
  range: DayRange;
  filter: { model?: string; feature?: string; key?: string };
}

/** A place in the list: the moment in microseconds since 1970, and what tells calls of one moment apart. */
export interface RecordPlace {
  at: bigint;
  transactionId: string;
}

/** All records, oldest first. */
export function recordsQuery(db: Db, asked: RecordsAsked): CompiledQuery<RecordRow> {
  const chosen = sql`select * from ledger.usage_record where ${matching(asked)} and ${within(asked.range)}`;
  return sql<RecordRow>`
    select ${columns} from (${chosen}) usage ${joins(asked.accountId)}
     order by usage.occurred_at, usage.transaction_id`.compile(db);
}

/** At most `limit` records, newest first, those beyond `after`. */
export async function findRecords(
  db: Db,
  asked: RecordsAsked,
  after: RecordPlace | null,
  limit: number,
): Promise<(RecordRow & RecordPlace)[]> {
  const beyond = after ? sql`and ${isBeyond(after)}` : sql``;
  const order = sql`order by occurred_at desc, transaction_id desc`;
  const filtered = Object.values(asked.filter).some((value) => value !== undefined);
  const { rows } = await sql<RecordRow & RecordPlace>`
    with reach as materialized (${filtered ? reachOf(asked, after, limit) : wholeReach(asked.range)})
    select ${columns}, (extract(epoch from usage.occurred_at) * 1000000)::int8 as at,
           usage.transaction_id as "transactionId"
      from (select * from ledger.usage_record
             where ${matching(asked)} ${beyond}
               and occurred_at >= (select since from reach) and occurred_at < (select until from reach)
             ${order} limit ${limit}) usage
      ${joins(asked.accountId)} ${order}`.execute(db);
  return rows;
}

const columns = sql`
  usage.transaction_id, coalesce(settled.target, usage.transaction_id) as receipt_id,
  to_char(usage.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at,
  usage.day::text as day, usage.feature, usage.model, usage.key_id as key, key.name as key_name,
  usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.amount, usage.refunded`;

/** A capture points to its hold; a charge has none. */
function joins(accountId: string) {
  return sql`
    left join ledger.transaction settled
           on settled.id = usage.transaction_id and settled.account_id = usage.account_id and settled.kind = 'capture'
    left join farebox.api_keys key on key.id = usage.key_id and key.user_id = ${accountId}`;
}

function matching({ accountId, range, filter }: RecordsAsked): RawBuilder<unknown> {
  const { model, feature, key } = filter;
  const conditions = [sql`account_id = ${accountId}`, sql`day between ${range.from}::date and ${range.to}::date`];
  if (model !== undefined) conditions.push(sql`model = ${model}`);
  if (feature !== undefined) conditions.push(sql`feature = ${feature}`);
  if (key !== undefined) conditions.push(sql`key_id = ${key}::uuid`);
  return sql.join(conditions, sql` and `);
}

/** A local day lies within a day of the same day in UTC: the moment bounds the scan of the index, the day decides. */
const since = (day: RawBuilder<unknown>) => sql`(${day} - 1)::timestamp at time zone 'UTC'`;
const until = (day: RawBuilder<unknown>) => sql`(${day} + 2)::timestamp at time zone 'UTC'`;

function within({ from, to }: DayRange) {
  return sql`occurred_at >= ${since(sql`${from}::date`)} and occurred_at < ${until(sql`${to}::date`)}`;
}

function wholeReach({ from, to }: DayRange) {
  return sql`select ${since(sql`${from}::date`)} as since, ${until(sql`${to}::date`)} as until`;
}

/**
 * Between which moments the page lies, by the roll-ups: few calls that match among very many are not looked for where
 * there are none. Days around the place where the list goes on are taken, but not counted on: part of them was shown.
 */
function reachOf(asked: RecordsAsked, after: RecordPlace | null, limit: number) {
  const surelyBeyond = after ? sql`day < (${moment(after)} at time zone 'UTC')::date - 2` : sql`true`;
  return sql`
    select ${since(sql`min(day)`)} as since, ${until(sql`max(day)`)} as until
      from (select day, coalesce(sum(sum(requests) filter (where ${surelyBeyond})) over (
                     order by day desc rows between unbounded preceding and 1 preceding), 0) as newer
              from ledger.usage_daily where ${matching(asked)} group by day) days
     where newer < ${limit}`;
}

function isBeyond(place: RecordPlace) {
  return sql`(occurred_at, transaction_id) < (${moment(place)}, ${place.transactionId}::uuid)`;
}

/** Whole microseconds, which a number of seconds could not tell apart. */
function moment({ at }: RecordPlace) {
  return sql`(timestamptz 'epoch' + ${at}::int8 * interval '1 microsecond')`;
}
