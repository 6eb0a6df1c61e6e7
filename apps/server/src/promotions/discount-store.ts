import { type RawBuilder, sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Discount, DiscountTerms } from './discount.ts';

/** A discount and the orders that count for it: paid with it, or still open. */
export interface UsedDiscount extends Discount {
  uses: number;
}

const columns = sql`
  discount.id, discount.code, discount.kind, discount.basis_points as "basisPoints",
  discount.amount_minor as "amountMinor", discount.currency, discount.minor_units as "minorUnits",
  discount.min_amount_minor as "minAmountMinor", discount.applies_to as "appliesTo", discount.plan_ids as "planIds",
  discount.starts_at as "startsAt", discount.ends_at as "endsAt", discount.max_uses as "maxUses",
  discount.max_uses_per_user as "maxUsesPerUser", discount.first_purchase_only as "firstPurchaseOnly",
  discount.active, discount.created_at as "createdAt", discount.updated_at as "updatedAt"`;

const uses = sql`
  (select count(*)::int from farebox.discount_uses used
    where used.discount_id = discount.id and used.state <> 'released') as "uses"`;

async function first<Row>(query: RawBuilder<Row>, db: Db): Promise<Row | null> {
  return (await query.execute(db)).rows[0] ?? null;
}

export function findDiscount(db: Db, id: string): Promise<UsedDiscount | null> {
  return first(
    sql<UsedDiscount>`select ${columns}, ${uses} from farebox.discounts discount where discount.id = ${id}`,
    db,
  );
}

export function findDiscountByCode(db: Db, code: string): Promise<Discount | null> {
  return first(sql<Discount>`select ${columns} from farebox.discounts discount where discount.code = ${code}`, db);
}

/** Until the transaction ends nobody else reserves or changes the discount. */
export function lockDiscount(tx: Transaction, id: string): Promise<Discount | null> {
  return first(
    sql<Discount>`select ${columns} from farebox.discounts discount where discount.id = ${id} for no key update`,
    tx,
  );
}

/** Newest first; up to `limit` below the id `before`. */
export async function listDiscounts(db: Db, limit: number, before: string | null): Promise<UsedDiscount[]> {
  const { rows } = await sql<UsedDiscount>`
    select ${columns}, ${uses} from farebox.discounts discount
     where ${before}::uuid is null or discount.id < ${before}::uuid
     order by discount.id desc limit ${limit}`.execute(db);
  return rows;
}

/** False when there is one with this code. */
export async function insertDiscount(
  tx: Transaction,
  discount: Omit<Discount, 'createdAt' | 'updatedAt'>,
  createdBy: string,
): Promise<boolean> {
  const row = await first(
    sql`
      insert into farebox.discounts
             (id, code, kind, basis_points, amount_minor, currency, minor_units, min_amount_minor, applies_to, plan_ids,
              starts_at, ends_at, max_uses, max_uses_per_user, first_purchase_only, active, created_by)
      values (${discount.id}, ${discount.code}, ${discount.kind}, ${discount.basisPoints}, ${discount.amountMinor},
              ${discount.currency}, ${discount.minorUnits}, ${discount.minAmountMinor}, ${discount.appliesTo},
              ${discount.planIds}, ${discount.startsAt}, ${discount.endsAt}, ${discount.maxUses},
              ${discount.maxUsesPerUser}, ${discount.firstPurchaseOnly}, ${discount.active}, ${createdBy})
      on conflict (code) do nothing returning id`,
    tx,
  );
  return row !== null;
}

export async function updateDiscount(tx: Transaction, id: string, terms: DiscountTerms): Promise<void> {
  await sql`
    update farebox.discounts
       set basis_points = ${terms.basisPoints}, amount_minor = ${terms.amountMinor},
           min_amount_minor = ${terms.minAmountMinor}, applies_to = ${terms.appliesTo}, plan_ids = ${terms.planIds},
           starts_at = ${terms.startsAt}, ends_at = ${terms.endsAt}, max_uses = ${terms.maxUses},
           max_uses_per_user = ${terms.maxUsesPerUser}, first_purchase_only = ${terms.firstPurchaseOnly},
           active = ${terms.active}, updated_at = now()
     where id = ${id}`.execute(tx);
}

export async function deleteDiscount(tx: Transaction, id: string): Promise<void> {
  await sql`delete from farebox.discounts where id = ${id}`.execute(tx);
}

/** True when an order was ever made with it. */
export async function wasUsed(tx: Transaction, id: string): Promise<boolean> {
  return (await first(sql`select from farebox.discount_uses where discount_id = ${id} limit 1`, tx)) !== null;
}
