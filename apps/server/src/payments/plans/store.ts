import { sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { Order } from '../order.ts';
import { orderColumns } from '../store.ts';

async function ordersWhere(db: Db, condition: ReturnType<typeof sql>): Promise<Order[]> {
  const { rows } = await sql<Order>`select ${orderColumns} from farebox.orders where ${condition}`.execute(db);
  return rows;
}

/** Another change in mid-period of a subscription that is ordered and not yet in force; the newest. */
export async function findOpenUpgrade(db: Db, subscriptionId: string, but: string | null): Promise<Order | null> {
  const open = sql`kind = 'upgrade' and subscription_id = ${subscriptionId} and id is distinct from ${but}::uuid
    and (status = 'pending' and expires_at > now() or status = 'paid') order by id desc limit 1`;
  return (await ordersWhere(db, open))[0] ?? null;
}

/** The newest change of a subscription that was ordered and that no payment paid, in time or not. */
export async function findUnpaidUpgrade(db: Db, subscriptionId: string): Promise<Order | null> {
  const unpaid = sql`kind = 'upgrade' and subscription_id = ${subscriptionId} and payment_id is null
    and status <> 'cancelled' order by id desc limit 1`;
  return (await ordersWhere(db, unpaid))[0] ?? null;
}

/** The plan versions that orders of a subscription were for, the newest first. */
export async function versionsOrdered(db: Db, subscriptionId: string, firstOrder: string | null): Promise<string[]> {
  const { rows } = await sql<{ version: string }>`
    select plan_version as version from farebox.orders
     where plan_version is not null and (subscription_id = ${subscriptionId} or id = ${firstOrder}::uuid)
     group by plan_version order by max(id::text) desc limit 20`.execute(db);
  return rows.map(({ version }) => version);
}

/** Another order of the person for something free that is on its way. */
export async function hasFreeUnderWay(db: Db, { id, user_id: userId }: Order): Promise<boolean> {
  const other = sql`user_id = ${userId} and id <> ${id} and kind = 'plan' and amount_minor = 0 and discount_minor = 0
    and (status = 'pending' and expires_at > now() or status = 'paid') limit 1`;
  return (await ordersWhere(db, other)).length > 0;
}

/** Who a person is at a provider; the newest. */
export async function findCustomerId(db: Db, userId: string, provider: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from farebox.provider_customers
     where user_id = ${userId} and provider = ${provider} order by created_at desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export interface DueLook {
  id: string;
  provider: string;
  providerSubscriptionId: string;
  orderId: string | null;
}

/**
 * Subscriptions that their providers run, whose period ended an hour ago without a word since. Each is put off at once:
 * an hour, two, four, … a day at most; so several processes never ask twice.
 */
export async function takeDueLooks(db: Db, limit: number): Promise<DueLook[]> {
  const { rows } = await sql<DueLook>`
    with due as (
      select s.id, s.provider, s.provider_subscription_id, s.order_id, s.current_period_end as period_end
        from farebox.subscriptions s
        left join farebox.subscription_looks look on look.subscription_id = s.id
       where s.provider_subscription_id is not null
         and s.status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')
         and s.current_period_end + interval '1 hour' <= ledger.clock()
         and (look.subscription_id is null or look.period_end <> s.current_period_end or look.look_at <= ledger.clock())
       order by s.current_period_end limit ${limit}
    ), taken as (
      insert into farebox.subscription_looks as look (subscription_id, period_end, looks, look_at)
      select id, period_end, 1, ledger.clock() + interval '1 hour' from due
      on conflict (subscription_id) do update
         set looks = case when look.period_end = excluded.period_end then look.looks + 1 else 1 end,
             period_end = excluded.period_end,
             look_at = ledger.clock() + least(interval '1 day', interval '1 hour' * power(2,
               case when look.period_end = excluded.period_end then least(look.looks, 6) else 0 end))
       where look.period_end <> excluded.period_end or look.look_at <= ledger.clock()
      returning look.subscription_id
    )
    select due.id, due.provider, due.provider_subscription_id as "providerSubscriptionId", due.order_id as "orderId"
      from due join taken on taken.subscription_id = due.id`.execute(db);
  return rows;
}
