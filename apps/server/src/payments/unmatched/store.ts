import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { ProviderPayment } from '../provider.ts';
import { jsonText } from '../store.ts';

export type MatchedBy = 'customer' | 'email' | 'alias' | 'person';

/** A payment without an order of ours. */
export interface UnmatchedPayment {
  id: string;
  provider: string;
  provider_payment_id: string;
  charge_id: string | null;
  customer_id: string | null;
  email: string | null;
  amount_minor: bigint;
  currency: string;
  paid_at: Date | null;
  raw: Record<string, unknown>;
  status: 'waiting' | 'assigned' | 'dismissed';
  note: string | null;
  matched_by: MatchedBy | null;
  user_id: string | null;
  order_id: string | null;
  created_at: Date;
}

const columns = sql.raw(
  `id, provider, provider_payment_id, charge_id, customer_id, email, amount_minor, currency, paid_at, raw, status, note,
   matched_by, user_id, order_id, created_at`,
);

async function rowsOf<Row>(query: RawBuilder<Row>, db: Db): Promise<Row[]> {
  return (await query.execute(db)).rows;
}

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await rowsOf(query, db))[0] ?? null;
}

/** Keeps the payment once; told again it is the same row. */
export async function keepUnmatched(db: Db, provider: string, payment: ProviderPayment): Promise<UnmatchedPayment> {
  await sql`
    insert into farebox.unmatched_payments (id, provider, provider_payment_id, charge_id, customer_id, email,
                                            amount_minor, currency, paid_at, raw)
    values (${newId()}, ${provider}, ${payment.paymentId}, ${payment.chargeId}, ${payment.payer?.customerId ?? null},
            ${payment.payer?.email?.toLowerCase().replaceAll('\0', '') ?? null}, ${payment.amountMinor}, ${payment.currency},
            ${payment.paidAt}, ${jsonText(payment.raw)}::jsonb)
    on conflict (provider, provider_payment_id) do nothing`.execute(db);
  const row = await first(
    sql<UnmatchedPayment>`
      select ${columns} from farebox.unmatched_payments
       where provider = ${provider} and provider_payment_id = ${payment.paymentId}`,
    db,
  );
  if (!row) throw new Error(`unmatched payment ${payment.paymentId} vanished`);
  return row;
}

export function findUnmatched(db: Db, id: string): Promise<UnmatchedPayment | null> {
  return first(sql<UnmatchedPayment>`select ${columns} from farebox.unmatched_payments where id = ${id}`, db);
}

export function lockUnmatched(tx: Db, id: string): Promise<UnmatchedPayment | null> {
  return first(
    sql<UnmatchedPayment>`select ${columns} from farebox.unmatched_payments where id = ${id} for no key update`,
    tx,
  );
}

/** Newest first; up to `limit` below the id `before`. */
export function listUnmatched(
  db: Db,
  status: UnmatchedPayment['status'] | null,
  limit: number,
  before: string | null,
): Promise<UnmatchedPayment[]> {
  return rowsOf(
    sql<UnmatchedPayment>`
      select ${columns} from farebox.unmatched_payments
       where (${status}::text is null or status = ${status}) and (${before}::uuid is null or id < ${before}::uuid)
       order by id desc limit ${limit}`,
    db,
  );
}

export async function updateUnmatched(
  tx: Db,
  id: string,
  changes: Partial<Pick<UnmatchedPayment, 'status' | 'note' | 'matched_by' | 'user_id' | 'order_id'>>,
): Promise<void> {
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update farebox.unmatched_payments set ${sql.join([...set, sql`updated_at = now()`])} where id = ${id}`.execute(
    tx,
  );
}

/**
 * Whose payment it is: who that customer of the provider is, who has proven the address, whose alias it is. An address
 * that nobody has proven says nothing.
 */
export async function findPayer(
  db: Db,
  { provider, customer_id: customerId, email }: Pick<UnmatchedPayment, 'provider' | 'customer_id' | 'email'>,
): Promise<{ userId: string; by: MatchedBy } | null> {
  return first(
    sql<{ userId: string; by: MatchedBy }>`
      select "userId", by from (
        select user_id as "userId", 'customer' as by, 1 as rank from farebox.provider_customers
         where provider = ${provider} and customer_id = ${customerId}
        union all
        select id, 'email', 2 from farebox.users where lower(email) = ${email} and email_verified
        union all
        select user_id, 'alias', 3 from farebox.user_email_aliases where email = ${email}
      ) known order by rank limit 1`,
    db,
  );
}

/** Whether it is a payment that waits for a person; by its own id at the provider, or its charge's. */
export async function isUnassigned(db: Db, provider: string, reference: string): Promise<boolean> {
  const row = await first(
    sql`select from farebox.unmatched_payments
         where provider = ${provider} and (provider_payment_id = ${reference} or charge_id = ${reference})
           and status = 'waiting' limit 1`,
    db,
  );
  return row !== null;
}

/** Waiting payments of an address, oldest first. */
export function waitingOf(db: Db, email: string, limit: number): Promise<UnmatchedPayment[]> {
  return rowsOf(
    sql<UnmatchedPayment>`
      select ${columns} from farebox.unmatched_payments
       where status = 'waiting' and email = ${email} order by id limit ${limit}`,
    db,
  );
}

/** Assigned, but the order is not paid: the process died in between. Not those that a person has to look at. */
export function halfAssigned(db: Db, limit: number): Promise<UnmatchedPayment[]> {
  return rowsOf(
    sql<UnmatchedPayment>`
      select ${columns} from farebox.unmatched_payments
       where status = 'assigned' and updated_at < now() - interval '1 minute'
         and order_id in (select id from farebox.orders where kind = 'unmatched' and payment_id is null and needs_review is null)
       order by id limit ${limit}`,
    db,
  );
}

export interface Alias {
  email: string;
  user_id: string;
  created_at: Date;
}

export function listAliases(db: Db, limit: number, after: string | null): Promise<Alias[]> {
  return rowsOf(
    sql<Alias>`
      select email, user_id, created_at from farebox.user_email_aliases
       where ${after}::text is null or email > ${after} order by email limit ${limit}`,
    db,
  );
}

/** False when somebody has the address already, as an alias or as their own. */
export async function addAlias(tx: Db, email: string, userId: string, createdBy: string | null): Promise<boolean> {
  const added = await sql`
    insert into farebox.user_email_aliases (email, user_id, created_by)
    select ${email}, ${userId}, ${createdBy}::uuid
     where not exists (select from farebox.users where lower(email) = ${email} and id <> ${userId})
    on conflict do nothing`.execute(tx);
  return (added.numAffectedRows ?? 0n) > 0n;
}

export async function removeAlias(tx: Db, email: string): Promise<boolean> {
  const removed = await sql`delete from farebox.user_email_aliases where email = ${email}`.execute(tx);
  return (removed.numAffectedRows ?? 0n) > 0n;
}

export async function userExists(db: Db, userId: string): Promise<boolean> {
  return (await first(sql`select from farebox.users where id = ${userId}`, db)) !== null;
}

/** Who signs in with an address; null for nobody. */
export async function findPersonByEmail(db: Db, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from farebox.users where email = ${email}`.execute(db);
  return rows[0]?.id ?? null;
}
