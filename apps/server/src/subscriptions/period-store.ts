import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Period, PeriodGrant } from './subscription.ts';

const periodColumns = sql`period.id, period.subscription_id as "subscriptionId", period.account_id as "accountId",
  period.user_id as "userId", period.order_id as "orderId", period.kind, period.plan_version as "planVersionId",
  period.starts_at as "startsAt", period.ends_at as "endsAt", period.credits, period.granted_at as "grantedAt",
  period.cancelled_at as "cancelledAt", period.created_at as "createdAt"`;

const grantColumns = sql`lot.period_id as "periodId", lot.n, lot.account_id as "accountId", lot.due_at as "dueAt",
  lot.amount, lot.cancelled, lot.expires_at as "expiresAt", lot.grant_id as "grantId", lot.status`;

async function periods(db: Db, condition: RawBuilder<unknown>): Promise<Period[]> {
  const { rows } = await sql<Period>`
    select ${periodColumns} from farebox.subscription_periods period where ${condition}`.execute(db);
  return rows;
}

async function grants(db: Db, condition: RawBuilder<unknown>): Promise<PeriodGrant[]> {
  const { rows } = await sql<PeriodGrant>`
    select ${grantColumns} from farebox.period_grants lot where ${condition}`.execute(db);
  return rows;
}

export async function findPeriodOfOrder(db: Db, orderId: string): Promise<Period | null> {
  return (await periods(db, sql`period.order_id = ${orderId}`))[0] ?? null;
}

export async function findPeriod(db: Db, id: string): Promise<Period | null> {
  return (await periods(db, sql`period.id = ${id}`))[0] ?? null;
}

/** Those that count, the last recorded first. */
export function periodsOf(db: Db, subscriptionId: string): Promise<Period[]> {
  return periods(
    db,
    sql`period.subscription_id = ${subscriptionId} and period.cancelled_at is null order by period.id desc`,
  );
}

/** Of a person, the newest first, `limit` at most. */
export function newestPeriods(db: Db, userId: string, limit: number): Promise<Period[]> {
  return periods(db, sql`period.user_id = ${userId} order by period.starts_at desc, period.id desc limit ${limit}`);
}

export type NewPeriod = Omit<Period, 'id' | 'grantedAt' | 'cancelledAt' | 'createdAt'>;

export async function insertPeriod(tx: Transaction, period: NewPeriod): Promise<Period> {
  const { rows } = await sql<Period>`
    insert into farebox.subscription_periods as period
           (id, subscription_id, account_id, user_id, order_id, kind, plan_version, starts_at, ends_at, credits)
    values (${newId()}, ${period.subscriptionId}, ${period.accountId}, ${period.userId}, ${period.orderId},
            ${period.kind}, ${period.planVersionId}, ${period.startsAt}, ${period.endsAt}, ${period.credits})
    returning ${periodColumns}`.execute(tx);
  return rows[0] as Period;
}

export async function noteFirstGrant(tx: Transaction, { id }: Period, grantId: string | null, at: Date): Promise<void> {
  await sql`update farebox.subscription_periods set granted_at = ${at} where id = ${id} and granted_at is null`.execute(
    tx,
  );
  if (grantId) await noteGranted(tx, { periodId: id, n: 0 }, grantId, at, null);
}

export async function cancelPeriodRow(tx: Transaction, { id }: Period, at: Date | null): Promise<void> {
  await sql`update farebox.subscription_periods set cancelled_at = ${at} where id = ${id}`.execute(tx);
}

/** Amounts of nothing are left out. */
export async function insertGrants(
  tx: Transaction,
  { id, accountId, userId }: Period,
  lots: Pick<PeriodGrant, 'n' | 'dueAt' | 'amount' | 'expiresAt'>[],
): Promise<void> {
  const rows = lots
    .filter(({ amount }) => amount > 0n)
    .map(
      ({ n, dueAt, amount, expiresAt }) =>
        sql`(${id}, ${n}, ${accountId}, ${userId}, ${dueAt}, ${amount}, ${expiresAt}, ${dueAt})`,
    );
  if (rows.length === 0) return;
  await sql`
    insert into farebox.period_grants (period_id, n, account_id, user_id, due_at, amount, expires_at, try_at)
    values ${sql.join(rows)}`.execute(tx);
}

export async function findGrant(db: Db, periodId: string, n: number): Promise<PeriodGrant | null> {
  return (await grants(db, sql`lot.period_id = ${periodId} and lot.n = ${n}`))[0] ?? null;
}

/** Of a period: by their number. */
export function grantsOf(db: Db, periodIds: string[]): Promise<PeriodGrant[]> {
  return grants(db, sql`lot.period_id = any (${periodIds}::uuid[]) order by lot.due_at, lot.n`);
}

/** Drips whose time has come; `limit` at most. */
export function dueGrants(db: Db, now: Date, limit: number): Promise<PeriodGrant[]> {
  return grants(
    db,
    sql`lot.status = 'due' and lot.n > 0 and lot.try_at <= ${now} order by lot.try_at, lot.period_id, lot.n limit ${limit}`,
  );
}

type GrantKey = Pick<PeriodGrant, 'periodId' | 'n'>;

/** `expiresAt`: when it is another than was planned. */
export async function noteGranted(
  tx: Transaction,
  { periodId, n }: GrantKey,
  grantId: string,
  at: Date,
  expiresAt: Date | null,
): Promise<void> {
  await sql`
    update farebox.period_grants
       set status = 'granted', grant_id = ${grantId}, granted_at = ${at}, refusal = null,
           expires_at = coalesce(${expiresAt}::timestamptz, expires_at)
     where period_id = ${periodId} and n = ${n} and status = 'due'`.execute(tx);
}

/** Asked again at `tryAt`; nothing else has changed. */
export async function putGrantOff(db: Db, { periodId, n }: GrantKey, tryAt: Date, refusal: string): Promise<void> {
  await sql`
    update farebox.period_grants set try_at = ${tryAt}, refusal = ${refusal}
     where period_id = ${periodId} and n = ${n} and status = 'due'`.execute(db);
}

/** Sets how much of a grant is taken away before it is granted; all of it cancels it. */
export async function setCancelled(tx: Transaction, { periodId, n }: GrantKey, cancelled: bigint): Promise<void> {
  await sql`
    update farebox.period_grants
       set cancelled = ${cancelled}, status = case when amount = ${cancelled} then 'cancelled' else 'due' end
     where period_id = ${periodId} and n = ${n} and status in ('due', 'cancelled')`.execute(tx);
}
