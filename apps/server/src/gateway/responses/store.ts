import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { StoredResponse } from './stored.ts';

const columns = sql.raw(`
  response.hold_id as "holdId", response.id, response.account_id as "accountId", response.key_id as "keyId",
  response.model, response.channel, response.channel_key as "channelKey", response.background, response.status,
  response.total_tokens as "totalTokens", response.carried_tokens as "carriedTokens", response.items,
  response.created_at as "createdAt", response.expires_at as "expiresAt", response.terms,
  response.deadline_at as "deadlineAt", response.next_ask_at as "nextAskAt", response.asks,
  response.settled_at as "settledAt"`);

const inserted =
  sql.raw(`hold_id, id, account_id, key_id, model, channel, channel_key, background, status, total_tokens,
  carried_tokens, items, created_at, expires_at, terms, deadline_at, next_ask_at`);

/**
 * Writes responses, all in one statement; those that are there already stay as they are. Resolves with the holds of
 * those that are kept now: not of one whose id the same channel had given to somebody before.
 */
export async function insertResponses(db: Db, responses: readonly StoredResponse[]): Promise<Set<string>> {
  const { rows } = await sql<{ holdId: string }>`
    with said as (${said(responses)}),
    made as (
      insert into farebox.gateway_responses (${inserted}) select * from said
      on conflict do nothing returning hold_id
    )
    select hold_id as "holdId" from made
    union
    select known.hold_id from farebox.gateway_responses known join said on said."holdId" = known.hold_id`.execute(db);
  return new Set(rows.map(({ holdId }) => holdId));
}

/**
 * Writes a background response, unless its account has `limit` under way already: `full`. `taken`: the channel had given
 * its id to somebody before.
 */
export async function insertBackground(db: Db, response: StoredResponse, limit: number) {
  return db.transaction().execute(async (tx): Promise<'kept' | 'full' | 'taken'> => {
    // Counting must see whoever came before, in whatever process.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`gateway_responses ${response.accountId}`}, 0))`.execute(
      tx,
    );
    if ((await countUnderWay(tx, response.accountId)) >= limit) return 'full';
    return (await insertResponses(tx, [response])).size === 1 ? 'kept' : 'taken';
  });
}

function said(responses: readonly StoredResponse[]): RawBuilder<unknown> {
  return sql`
    select "holdId", id, "accountId", "keyId", model, channel, "channelKey", background, status, "totalTokens",
           "carriedTokens", items, "createdAt", "expiresAt", nullif(terms, 'null'::jsonb), "deadlineAt", "nextAskAt"
      from jsonb_to_recordset(${JSON.stringify(responses)}::jsonb)
        as line ("holdId" uuid, id text, "accountId" uuid, "keyId" uuid, model text, channel text, "channelKey" text,
                 background boolean, status text, "totalTokens" integer, "carriedTokens" integer, items text[],
                 "createdAt" timestamptz, "expiresAt" timestamptz, terms jsonb, "deadlineAt" timestamptz,
                 "nextAskAt" timestamptz)`;
}

/** How many background responses of an account are under way. */
export async function countUnderWay(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from farebox.gateway_responses
     where account_id = ${accountId} and background and settled_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A response of this account, by the upstream's id; null for another's. */
export async function findOwn(db: Db, id: string, accountId: string, now: Date): Promise<StoredResponse | null> {
  const { rows } = await sql<StoredResponse>`
    select ${columns} from farebox.gateway_responses response
     where response.id = ${id} and response.account_id = ${accountId}
       and (response.expires_at > ${now} or (response.background and response.settled_at is null))
     order by response.hold_id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The account's responses that have any of these items in their output. */
export async function findOwnByItems(
  db: Db,
  items: readonly string[],
  accountId: string,
  now: Date,
): Promise<StoredResponse[]> {
  const { rows } = await sql<StoredResponse>`
    select ${columns} from farebox.gateway_responses response
     where response.items && ${items}::text[] and response.account_id = ${accountId} and response.expires_at > ${now}
     order by response.hold_id desc limit ${items.length}`.execute(db);
  return rows;
}

/** The response that a hold paid for. */
export async function findByHold(db: Db, holdId: string): Promise<StoredResponse | null> {
  const { rows } = await sql<StoredResponse>`
    select ${columns} from farebox.gateway_responses response where response.hold_id = ${holdId}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Takes responses that are to be asked about, the longest waiting first; nobody else is given them before `until`.
 */
export async function takeDue(db: Db, { now, until, limit }: { now: Date; until: Date; limit: number }) {
  const { rows } = await sql<StoredResponse>`
    update farebox.gateway_responses response set next_ask_at = ${until}, asks = response.asks + 1
     where response.hold_id in (
       select due.hold_id from farebox.gateway_responses due where due.next_ask_at <= ${now}
        order by due.next_ask_at limit ${limit} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

/** When the next response is to be asked about; null when none is under way. */
export async function soonestAsk(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(next_ask_at) as at from farebox.gateway_responses where next_ask_at is not null`.execute(db);
  return rows[0]?.at ?? null;
}

export async function askAgainAt(db: Db, holdId: string, at: Date): Promise<void> {
  await sql`
    update farebox.gateway_responses set next_ask_at = ${at} where hold_id = ${holdId} and settled_at is null`.execute(
    db,
  );
}

/** Its hold is settled: nobody asks about it any more. */
export async function closeResponse(
  db: Db,
  holdId: string,
  facts: Pick<StoredResponse, 'status' | 'totalTokens' | 'carriedTokens' | 'items'>,
  at: Date,
): Promise<void> {
  const { status, totalTokens, carriedTokens, items } = facts;
  await sql`
    update farebox.gateway_responses
       set settled_at = ${at}, status = ${status}, total_tokens = ${totalTokens}, carried_tokens = ${carriedTokens},
           items = ${items}::text[], terms = null, deadline_at = null, next_ask_at = null
     where hold_id = ${holdId} and settled_at is null`.execute(db);
}

export async function deleteResponse(db: Db, holdId: string): Promise<void> {
  await sql`delete from farebox.gateway_responses where hold_id = ${holdId}`.execute(db);
}

/** Deletes at most `limit` whose time is over; the number deleted. */
export async function deleteExpired(db: Db, now: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from farebox.gateway_responses where hold_id in (
      select hold_id from farebox.gateway_responses
       where expires_at <= ${now} and (not background or settled_at is not null)
       order by expires_at limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
