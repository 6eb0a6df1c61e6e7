import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { ProviderCard } from '../provider.ts';
import type { AutoTopUp, AutoTopUpChanges } from './auto-topup.ts';

const columns = sql.raw(
  `user_id, account_id, enabled, threshold, amount_minor, currency, minor_units, max_per_month, provider, customer_id,
   card_id, card_brand, card_last4, card_saved_at, forgotten_cards, state, failures, last_error, open_order_id, opened_at,
   last_order_id, next_try_at`,
);

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

export function findAutoTopUp(db: Db, userId: string): Promise<AutoTopUp | null> {
  return first(sql<AutoTopUp>`select ${columns} from farebox.auto_topups where user_id = ${userId}`, db);
}

/** The person's row, locked; written when there was none. Null when there is no such person. */
export async function lockOrMakeAutoTopUp(tx: Db, userId: string): Promise<AutoTopUp | null> {
  await sql`insert into farebox.auto_topups (user_id, account_id)
            select id, id from farebox.users where id = ${userId} on conflict do nothing`.execute(tx);
  return lockAutoTopUp(tx, userId);
}

/** An order of theirs is locked before it. */
export function lockAutoTopUp(tx: Db, userId: string): Promise<AutoTopUp | null> {
  return first(
    sql<AutoTopUp>`select ${columns} from farebox.auto_topups where user_id = ${userId} for no key update`,
    tx,
  );
}

export async function updateAutoTopUp(tx: Db, userId: string, changes: AutoTopUpChanges): Promise<void> {
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update farebox.auto_topups set ${sql.join([...set, sql`updated_at = now()`])}
             where user_id = ${userId}`.execute(tx);
}

/** The card that is charged from now on; what was said of an earlier one is forgotten. */
export async function setCard(tx: Db, provider: string, card: ProviderCard, forgotten: string[]): Promise<void> {
  await sql`
    update farebox.auto_topups
       set provider = ${provider}, customer_id = ${card.customerId}, card_id = ${card.cardId}, card_brand = ${card.brand},
           card_last4 = ${card.last4}, card_saved_at = now(), forgotten_cards = ${forgotten}::text[], state = 'ready',
           failures = 0, last_error = null, updated_at = now()
     where user_id = ${card.userId}`.execute(tx);
}

/** After `seconds`; at once when not said. An attempt that is under way keeps its own time: then null. */
export async function tryAfter(tx: Db, userId: string, seconds = 0): Promise<Date | null> {
  const row = await first(
    sql<{ next_try_at: Date }>`
      update farebox.auto_topups set next_try_at = now() + ${seconds} * interval '1 second'
       where user_id = ${userId} and open_order_id is null returning next_try_at`,
    tx,
  );
  return row?.next_try_at ?? null;
}

/**
 * People whose attempt is to be asked about, then those whose account looks low, `limit` of each at most. An account on which time has to work
 * (an expiry is due) may be lower than it says, so it is among them.
 */
export async function peopleToSee(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    (select user_id from farebox.auto_topups
      where open_order_id is not null and next_try_at <= now()
      order by next_try_at limit ${limit})
    union all
    (select t.user_id
       from farebox.auto_topups t join ledger.account a on a.id = t.account_id
      where t.enabled and t.open_order_id is null and t.state in ('ready', 'failing') and t.next_try_at <= now()
        and a.status = 'active' and (a.available < t.threshold or a.due_at <= ledger.clock())
      order by t.next_try_at limit ${limit})`.execute(db);
  return rows.map((row) => row.user_id);
}

/**
 * Takes one person's turn; null when it is another's, or not yet due. It lasts two minutes, longer than any charge; after
 * that somebody else goes on. An attempt whose outcome stays unknown is asked about after 2, 4, 8 … minutes, an hour at most.
 */
export function takeTurn(db: Db, userId: string): Promise<AutoTopUp | null> {
  return first(
    sql<AutoTopUp>`
      update farebox.auto_topups
         set next_try_at = now()
               + least(greatest(now() - opened_at, interval '2 minutes'), interval '1 hour')
       where user_id = ${userId} and next_try_at <= now()
         and (open_order_id is not null or (enabled and state in ('ready', 'failing')))
      returning ${columns}`,
    db,
  );
}

/** Notes that an order is to be charged; its provider will also be asked about it, as about any other. */
export async function openAttempt(tx: Db, userId: string, orderId: string): Promise<void> {
  await sql`update farebox.orders set ask_at = now() + interval '2 minutes' where id = ${orderId}`.execute(tx);
  await sql`update farebox.auto_topups
               set open_order_id = ${orderId}, last_order_id = ${orderId}, opened_at = now(), updated_at = now()
             where user_id = ${userId}`.execute(tx);
}

/** The provider's own name of a payment that is on its way. */
export async function keepReference(db: Db, orderId: string, reference: string): Promise<void> {
  await sql`update farebox.orders set provider_reference = coalesce(provider_reference, ${reference})
             where id = ${orderId}`.execute(db);
}

/** Automatic top-ups that were paid in this month of the account's time zone. */
export async function countThisMonth(db: Db, userId: string): Promise<number> {
  const row = await first(
    sql<{ count: number }>`
      select count(*)::int as count
        from farebox.orders o join ledger.account a on a.id = o.account_id
       where o.user_id = ${userId} and o.kind = 'auto_topup' and o.payment_id is not null
         and o.paid_at >= date_trunc('month', now() at time zone a.time_zone) at time zone a.time_zone`,
    db,
  );
  return row?.count ?? 0;
}

/** Whose customer it is at a provider. */
export async function ownerOfCustomer(db: Db, provider: string, customerId: string): Promise<string | null> {
  const row = await first(
    sql<{ user_id: string }>`
      select user_id from farebox.provider_customers where provider = ${provider} and customer_id = ${customerId}`,
    db,
  );
  return row?.user_id ?? null;
}

type AutoTopUpTopic = 'auto_topup.succeeded' | 'auto_topup.failed' | 'auto_topup.stopped';

/** Tells the outbox. `reason` is a code; `nextTryAt` null when it will not try again by itself. */
export async function addAutoTopUpEvent(
  tx: Db,
  topic: AutoTopUpTopic,
  row: Pick<AutoTopUp, 'user_id' | 'account_id'>,
  told: { orderId: string | null; reason?: string; nextTryAt?: Date | null },
): Promise<void> {
  const payload = JSON.stringify({ userId: row.user_id, ...told });
  await sql`insert into farebox.events (topic, subject_id, account_id, payload)
            values (${topic}, ${told.orderId ?? row.user_id}, ${row.account_id}, ${payload}::jsonb)`.execute(tx);
}
