import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';

const isLive = sql`s.recurs and s.status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')`;

/** Paid ahead, nothing is paid beyond the current period, and its owner means to go on. */
const endsOpen = sql`${isLive} and s.superseded_at is null and s.provider_subscription_id is null
  and not s.cancel_at_period_end and s.paid_until <= s.current_period_end`;

const days = (count: number) => sql`make_interval(days => ${count})`;

/**
 * Subscriptions whose period has ended: paid ahead, at its end (one that waits for the balance, after the days of
 * grace); cancelled at a provider that has not said so since, after the days of grace.
 */
export async function dueTurns(db: Db, graceDays: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from farebox.subscriptions s, ledger.clock() as now
     where ${isLive}
       and case when s.provider_subscription_id is not null
                then (s.cancel_at_period_end or s.cancel_at is not null)
                     and coalesce(s.cancel_at, s.current_period_end) + ${days(graceDays)} <= now
                when s.provider = 'balance' and s.status = 'past_due'
                then s.current_period_end + ${days(graceDays)} <= now
                else s.current_period_end <= now end
     order by s.current_period_end limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What the ledger should give a day, and until when; `amount` null: nothing. */
export interface WantedAllowance {
  id: string;
  amount: bigint | null;
  until: Date | null;
}

/**
 * Allowances that are not what the plan in force says. A plan is in force until it is paid, and so many days longer
 * when its renewal comes from elsewhere; an allowance, until the end of that day where the account is.
 */
export async function allowancesOutOfStep(
  db: Db,
  { graceDays, limit, id = null }: { graceDays: number; limit: number; id?: string | null },
): Promise<WantedAllowance[]> {
  const { rows } = await sql<WantedAllowance>`
    select s.id, wanted.amount, wanted.until
      from farebox.subscriptions s
      join ledger.account account on account.id = s.account_id
      left join farebox.plan_versions version on version.id = s.plan_version
      cross join lateral (
        select coalesce(s.paid_until, s.current_period_end)
               + case when s.provider_subscription_id is not null or s.provider = 'balance'
                      then ${days(graceDays)} else interval '0' end as ends
      ) paid
      cross join lateral (
        select case when s.superseded_at is null and s.status in ('trialing', 'active', 'past_due')
                     and coalesce(paid.ends > ledger.clock(), true)
                    then version.daily_limit end as amount,
               (date_trunc('day', (paid.ends - interval '1 microsecond') at time zone account.time_zone)
                + interval '1 day') at time zone account.time_zone as until
      ) wanted
     where (s.daily_allowance is distinct from wanted.amount
            or wanted.amount is not null and s.allowance_until is distinct from wanted.until)
       and (s.daily_allowance is not null or s.status in ('trialing', 'active', 'past_due'))
       and (${id}::uuid is null or s.id = ${id}::uuid)
     order by s.id limit ${limit}`.execute(db);
  return rows;
}

/** Their owners have to pay by hand and should be told now. */
export async function dueReminders(db: Db, remindDays: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from farebox.subscriptions s, ledger.clock() as now
     where ${endsOpen} and s.provider <> 'balance' and s.reminded_for is distinct from s.current_period_end
       and s.current_period_end > now and s.current_period_end <= now + ${days(remindDays)}
     order by s.current_period_end limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Notes that the owner was reminded of this end; false when that was done already. */
export async function noteReminder(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`
    update farebox.subscriptions s set reminded_for = s.current_period_end, updated_at = now()
     where s.id = ${id} and ${endsOpen} and s.reminded_for is distinct from s.current_period_end returning s.id`.execute(
    tx,
  );
  return rows.length > 0;
}

const asksAgain = sql`(s.renewal_for is distinct from s.current_period_end
  or s.renewal_asked_at <= ledger.clock() - interval '1 day')`;

/** Those that pay from the balance: a day before the end, then daily until the days of grace are over. */
export async function dueRenewals(db: Db, graceDays: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from farebox.subscriptions s, ledger.clock() as now
     where ${endsOpen} and s.provider = 'balance' and s.status in ('active', 'past_due') and ${asksAgain}
       and s.current_period_end <= now + interval '1 day' and s.current_period_end + ${days(graceDays)} > now
     order by s.current_period_end limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Counts the asking; false when somebody else has just asked. */
export async function noteRenewal(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`
    update farebox.subscriptions s
       set renewal_asked = case when s.renewal_for = s.current_period_end then s.renewal_asked else 0 end + 1,
           renewal_for = s.current_period_end, renewal_asked_at = ledger.clock(), updated_at = now()
     where s.id = ${id} and ${endsOpen} and ${asksAgain} returning s.id`.execute(tx);
  return rows.length > 0;
}
