import { sql } from 'kysely';
import type { Db } from '../../database/index.ts';
import type { OrderStatus } from '../transitions.ts';

/** A row of `public.recharge_records`: an order that buys credits alone, under the names of an older design. */
export interface Recharge {
  id: string;
  user_id: string;
  /** Decimal text. */
  amount: string;
  currency: string;
  credits: string;
  status: OrderStatus;
  payment_method: string;
  provider: string;
  payment_id: string | null;
  transaction_id: string | null;
  refunded_amount: string;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
  paid_at: Date | null;
  completed_at: Date | null;
}

/** Newest first; up to `limit` of those made before the one with the id `before`. An id need not tell the time. */
export async function rechargesOf(db: Db, userId: string, limit: number, before: string | null): Promise<Recharge[]> {
  const { rows } = await sql<Recharge>`
    select * from public.recharge_records
     where user_id = ${userId}
       and (${before}::uuid is null or (created_at, id) < (
         select last.created_at, last.id from public.recharge_records last
          where last.id = ${before}::uuid and last.user_id = ${userId}))
     order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findRecharge(db: Db, id: string): Promise<Recharge | null> {
  const { rows } = await sql<Recharge>`select * from public.recharge_records where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
