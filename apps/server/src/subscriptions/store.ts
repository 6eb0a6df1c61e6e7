import { newId } from '@farebox/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Subscription } from './subscription.ts';

/** Field of a subscription → column. */
const columns = {
  id: 'id',
  userId: 'user_id',
  accountId: 'account_id',
  planVersionId: 'plan_version',
  nextPlanVersionId: 'next_plan_version',
  provider: 'provider',
  providerSubscriptionId: 'provider_subscription_id',
  providerCustomerId: 'provider_customer_id',
  status: 'status',
  recurs: 'recurs',
  currency: 'currency',
  cancelAtPeriodEnd: 'cancel_at_period_end',
  cancelAt: 'cancel_at',
  startedAt: 'started_at',
  anchorAt: 'anchor_at',
  currentPeriodStart: 'current_period_start',
  currentPeriodEnd: 'current_period_end',
  paidUntil: 'paid_until',
  cancelledAt: 'cancelled_at',
  endedAt: 'ended_at',
  supersededAt: 'superseded_at',
  observedAt: 'observed_at',
  orderId: 'order_id',
  dailyAllowance: 'daily_allowance',
  allowanceUntil: 'allowance_until',
  renewalFor: 'renewal_for',
  renewalAsked: 'renewal_asked',
  createdAt: 'created_at',
} as const satisfies Record<keyof Subscription, string>;

const selected = sql.join(
  Object.entries(columns).map(([field, column]) => sql`${sql.ref(`subscription.${column}`)} as ${sql.ref(field)}`),
);

/** Those that an account has one of at most. */
const isLive = sql`subscription.recurs and subscription.status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')`;
const isMain = sql`${isLive} and subscription.superseded_at is null`;

export type SubscriptionChanges = Partial<Omit<Subscription, 'id' | 'userId' | 'accountId' | 'createdAt'>>;

async function some(db: Db, condition: RawBuilder<unknown>): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select ${selected} from farebox.subscriptions subscription where ${condition}`.execute(db);
  return rows;
}

const first = async (db: Db, condition: RawBuilder<unknown>) => (await some(db, condition))[0] ?? null;

/** The ledger's time, to the millisecond: what every decision here goes by. */
export async function ledgerNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select ledger.clock() as now`.execute(db);
  return (rows[0] as { now: Date }).now;
}

/** What happens to the subscriptions of one account happens one after the other. Taken before any of their rows. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('farebox.subscriptions:' || ${accountId}, 0))`.execute(tx);
}

export function findSubscription(db: Db, id: string): Promise<Subscription | null> {
  return first(db, sql`subscription.id = ${id}`);
}

export function findByProvider(db: Db, provider: string, id: string): Promise<Subscription | null> {
  return first(db, sql`subscription.provider = ${provider} and subscription.provider_subscription_id = ${id}`);
}

/** The one that is in force, or would be if it were paid. */
export function findMain(db: Db, accountId: string): Promise<Subscription | null> {
  return first(db, sql`subscription.account_id = ${accountId} and ${isMain}`);
}

/** Live, but another one was paid for later: the newest of them. */
export function findSuperseded(db: Db, accountId: string): Promise<Subscription | null> {
  return first(
    db,
    sql`subscription.account_id = ${accountId} and ${isLive} and subscription.superseded_at is not null
        order by subscription.superseded_at desc limit 1`,
  );
}

/** Of those that were paid ahead, the last that ended. */
export function findLastPrepaid(db: Db, accountId: string): Promise<Subscription | null> {
  return first(
    db,
    sql`subscription.account_id = ${accountId} and subscription.recurs and subscription.ended_at is not null
        and subscription.provider_subscription_id is null order by subscription.ended_at desc limit 1`,
  );
}

/** Newest first; up to `limit` below the id `before`. */
export function listSubscriptions(
  db: Db,
  where: { userId?: string; status?: string; limit: number; before?: string | null },
): Promise<Subscription[]> {
  const { userId = null, status = null, limit, before = null } = where;
  return some(
    db,
    sql`(${userId}::uuid is null or subscription.user_id = ${userId}::uuid)
        and (${status}::text is null or subscription.status = ${status}::text)
        and (${before}::uuid is null or subscription.id < ${before}::uuid)
        order by subscription.id desc limit ${limit}`,
  );
}

export type NewSubscription = Pick<Subscription, 'userId' | 'provider' | 'providerSubscriptionId' | 'recurs'>;

/** A pending one, to be filled in. Null when there is no such person. */
export async function insertSubscription(tx: Transaction, wanted: NewSubscription): Promise<Subscription | null> {
  const { rows } = await sql<Subscription>`
    insert into farebox.subscriptions as subscription
           (id, user_id, account_id, provider, provider_subscription_id, recurs)
    select ${newId()}::uuid, users.id, users.id, ${wanted.provider}::text, ${wanted.providerSubscriptionId}::text,
           ${wanted.recurs}::boolean
      from farebox.users where users.id = ${wanted.userId}
    returning ${selected}`.execute(tx);
  return rows[0] ?? null;
}

/** Sets what is given and leaves the rest. */
export async function updateSubscription(
  tx: Transaction,
  id: string,
  changes: SubscriptionChanges,
): Promise<Subscription> {
  const set = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => sql`${sql.ref(columns[field as keyof typeof columns])} = ${value}`);
  const { rows } = await sql<Subscription>`
    update farebox.subscriptions subscription set ${sql.join([...set, sql`updated_at = now()`])}
     where id = ${id} returning ${selected}`.execute(tx);
  if (!rows[0]) throw new Error(`subscription ${id} vanished`);
  return rows[0];
}

/** Takes the other subscriptions of the account out of force; those that were in force. */
export async function supersedeOthers(tx: Transaction, kept: Subscription, at: Date): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    update farebox.subscriptions subscription set superseded_at = ${at}, updated_at = now()
     where subscription.account_id = ${kept.accountId} and subscription.id <> ${kept.id} and ${isMain}
    returning ${selected}`.execute(tx);
  return rows;
}

/** Writes to the outbox what happened to a subscription. */
export async function addOutboxEvent(
  tx: Transaction,
  topic: string,
  { id, accountId, userId, provider, status }: Subscription,
  more: Record<string, unknown>,
): Promise<void> {
  const payload = JSON.stringify({ subscriptionId: id, userId, provider, status, ...more });
  await sql`insert into farebox.events (topic, subject_id, account_id, payload)
            values (${topic}, ${id}, ${accountId}, ${payload}::jsonb)`.execute(tx);
}
