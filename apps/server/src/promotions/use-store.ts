import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Discount } from './discount.ts';

/** What counts against a discount's limits. */
export interface Usage {
  /** Orders with it that are open or paid, of everybody; counted up to its limit, and not at all when it has none. */
  total: number;
  /** Of all of these, this person's. */
  mine: number;
  /** Whether this person ever paid for anything. */
  hasPaid: boolean;
}

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

/**
 * Not counting the order itself. The orders belong to the domain above: that a person has paid is read from them and
 * from nowhere else.
 */
export async function usageOf(
  db: Db,
  { id, maxUses }: Pick<Discount, 'id' | 'maxUses'>,
  { userId, orderId }: { userId: string; orderId: string | null },
): Promise<Usage> {
  const counted = sql`
    from farebox.discount_uses used
   where used.discount_id = ${id} and used.state <> 'released'
     and used.order_id is distinct from ${orderId}::uuid`;
  const row = await first(
    sql<Usage>`
      select (select count(*)::int from (select ${counted} limit ${maxUses ?? 0}) counted) as "total",
             (select count(*)::int ${counted} and used.user_id = ${userId}) as "mine",
             exists (select from farebox.orders made
                      where made.user_id = ${userId} and made.paid_at is not null) as "hasPaid"`,
    db,
  );
  return row as Usage;
}

/** A use that was released counts again. */
export async function reserveUse(
  tx: Transaction,
  { discountId, orderId, userId }: { discountId: string; orderId: string; userId: string },
): Promise<void> {
  await sql`
    insert into farebox.discount_uses as used (order_id, discount_id, user_id, state)
    values (${orderId}, ${discountId}, ${userId}, 'reserved')
    on conflict (order_id) do update set state = 'reserved', settled_at = null
     where used.state = 'released'`.execute(tx);
}

/** Only what is reserved: a use that was paid stays one. */
export async function releaseUse(tx: Transaction, orderId: string): Promise<void> {
  await sql`
    update farebox.discount_uses set state = 'released', settled_at = now()
     where order_id = ${orderId} and state = 'reserved'`.execute(tx);
}

export async function consumeUse(tx: Transaction, orderId: string): Promise<void> {
  await sql`
    update farebox.discount_uses set state = 'consumed', settled_at = now()
     where order_id = ${orderId} and state <> 'consumed'`.execute(tx);
}
