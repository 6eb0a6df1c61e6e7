import { newId } from '@farebox/kit';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

export type InboxState = 'received' | 'waiting' | 'processed' | 'ignored' | 'rejected' | 'failed';

/** States from which an event is taken up again by itself. */
const open = sql.raw(`('received', 'waiting', 'failed')`);

/** A callback in the inbox. */
export interface InboxEvent {
  id: string;
  provider: string;
  raw: Buffer;
  state: InboxState;
  order_id: string | null;
  received_at: Date;
}

export interface NewInboxEvent {
  provider: string;
  eventId: string;
  type: string;
  raw: Buffer;
  headers: Record<string, string>;
}

/** Forged callbacks are kept as evidence, but nobody may fill our disk with them. */
const REJECTED_PER_HOUR = 100;
const REJECTED_BYTES = 4096;

/** Stores a verified callback once; a copy finds the first one. */
export async function addEvent(db: Db, event: NewInboxEvent): Promise<{ id: string; state: InboxState }> {
  await sql`
    insert into farebox.provider_events (id, provider, event_id, type, raw, headers, signature_ok, state)
    values (${newId()}, ${event.provider}, ${event.eventId}, ${event.type}, ${event.raw},
            ${JSON.stringify(event.headers)}::jsonb, true, 'received')
    on conflict (provider, event_id) do nothing`.execute(db);
  const { rows } = await sql<{ id: string; state: InboxState }>`
    select id, state from farebox.provider_events
     where provider = ${event.provider} and event_id = ${event.eventId}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`provider event ${event.eventId} vanished`);
  return row;
}

/** Keeps a callback that was refused, without believing anything in it; beyond a hundred an hour they are dropped. */
export async function addRejected(
  db: Db,
  event: { provider: string; raw: Buffer; headers: Record<string, string>; signatureOk: boolean; reason: string },
): Promise<void> {
  await sql`
    insert into farebox.provider_events (id, provider, raw, headers, signature_ok, state, last_error)
    select ${newId()}, ${event.provider}, ${event.raw.subarray(0, REJECTED_BYTES)}::bytea,
           ${JSON.stringify(event.headers)}::jsonb, ${event.signatureOk}::boolean, 'rejected', ${event.reason}
     where (select count(*) from farebox.provider_events
             where provider = ${event.provider} and state = 'rejected'
               and received_at > now() - interval '1 hour') < ${REJECTED_PER_HOUR}`.execute(db);
}

/** Null when the event is settled: then there is nothing left to do with it. */
export async function findOpenEvent(db: Db, id: string): Promise<InboxEvent | null> {
  const { rows } = await sql<InboxEvent>`
    select id, provider, raw, state, order_id, received_at from farebox.provider_events
     where id = ${id} and state in ${open}`.execute(db);
  return rows[0] ?? null;
}

/** Notes which order it is about, if there is such an order. */
export async function tieEventToOrder(db: Db, id: string, orderId: string): Promise<void> {
  await sql`
    update farebox.provider_events e set order_id = o.id
      from farebox.orders o where e.id = ${id} and o.id = ${orderId}`.execute(db);
}

export async function settleEventRow(
  db: Db,
  id: string,
  state: 'processed' | 'ignored',
  note: string | null,
): Promise<void> {
  await sql`
    update farebox.provider_events
       set state = ${state}, last_error = ${note}, attempts = attempts + 1, processed_at = now()
     where id = ${id} and state in ${open}`.execute(db);
}

/** Puts the event off by as long as it has waited: ten seconds at least, six hours at most. When to try again. */
export async function putOffEventRow(
  db: Db,
  id: string,
  state: 'waiting' | 'failed',
  reason: string,
): Promise<Date | null> {
  const { rows } = await sql<{ retry_at: Date }>`
    update farebox.provider_events
       set state = ${state}, last_error = ${reason.slice(0, 500)}, attempts = attempts + 1,
           retry_at = now() + least(greatest(now() - received_at, interval '10 seconds'), interval '6 hours')
     where id = ${id} and state in ${open}
    returning retry_at`.execute(db);
  return rows[0]?.retry_at ?? null;
}

/** Events that nobody settled: the process died, or the task that was to try again was lost. */
export async function takeOverdueEvents(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update farebox.provider_events
       set retry_at = now() + least(greatest(now() - received_at, interval '1 minute'), interval '6 hours')
     where id in (select id from farebox.provider_events
                   where state in ${open} and retry_at <= now()
                   order by retry_at limit ${limit} for no key update skip locked)
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** Throws away rejected callbacks older than a week; the number thrown away. The database allows no other. */
export async function pruneRejected(db: Db): Promise<bigint> {
  const result = await sql`
    delete from farebox.provider_events
     where state = 'rejected' and received_at < now() - interval '7 days'`.execute(db);
  return result.numAffectedRows ?? 0n;
}
