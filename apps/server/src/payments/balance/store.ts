import { derivedId, FareboxError, formatCredits } from '@farebox/kit';
import { ledgerErrors } from '@farebox/ledger';
import { sql } from 'kysely';
import type { Db, Transaction } from '../../database/index.ts';
import type { Order } from '../order.ts';

/** The charge that pays an order. */
export function chargeIdOf({ id }: Pick<Order, 'id'>): string {
  return derivedId('balance-charge', id);
}

interface Outcome {
  code: string;
  detail: { available?: number; required?: number; status?: string } | null;
}

/**
 * Charges the account in a transaction of ours: the order is paid and the credits are gone together, or neither. Throws
 * the ledger's refusal, `insufficient_credits` (402) first of all; nothing of it is kept then.
 */
export async function chargeForOrder(tx: Transaction, order: Order, amount: bigint): Promise<void> {
  const operation = {
    kind: 'charge',
    id: chargeIdOf(order),
    account_id: order.account_id,
    amount: Number(amount),
    reason: 'subscription',
    feature: 'plan',
    metadata: { orderId: order.id },
  };
  const { rows } = await sql<Outcome>`
    select code, detail from ledger.post_one(${JSON.stringify(operation)}::jsonb)`.execute(tx);
  const { code = 'no_answer', detail = null } = rows[0] ?? {};
  if (code !== 'ok') throw refusalOf(code, detail);
}

function refusalOf(code: string, detail: Outcome['detail']): Error {
  const make = ledgerErrors[code as keyof typeof ledgerErrors];
  const { available, required, ...rest } = detail ?? {};
  const credits = (amount: number | undefined) => amount !== undefined && formatCredits(BigInt(amount));
  const shown = { available: credits(available), required: credits(required) };
  const details = { ...rest, ...(shown.required !== false && shown) };
  return make ? make(details) : new FareboxError(code, 500, 'The ledger refused.');
}

/** The balance was to pay for a renewal: `subscription.renewal_due` in the outbox. */
export interface RenewalDue {
  eventId: bigint;
  subscriptionId: string;
  planVersionId: string;
  periodEnd: Date;
}

/** Of the last day, those that nothing has been done about; a newer one follows for what is older. */
export async function dueRenewals(db: Db, limit: number): Promise<RenewalDue[]> {
  const { rows } = await sql<RenewalDue>`
    select e.id as "eventId", e.subject_id as "subscriptionId", (e.payload->>'planVersionId')::uuid as "planVersionId",
           (e.payload->>'periodEnd')::timestamptz as "periodEnd"
      from farebox.events e
     where e.topic = 'subscription.renewal_due' and e.created_at > now() - interval '25 hours'
       and not exists (select from farebox.renewal_attempts done where done.event_id = e.id)
     order by e.id limit ${limit}`.execute(db);
  return rows;
}

export type RenewalOutcome = 'renewed' | 'not_needed' | 'not_sold' | 'refused';

export async function noteAttempt(
  db: Db,
  { eventId, subscriptionId }: RenewalDue,
  outcome: RenewalOutcome,
  { orderId, refusal }: { orderId: string | null; refusal: string | null },
): Promise<void> {
  await sql`
    insert into farebox.renewal_attempts (event_id, subscription_id, order_id, outcome, refusal)
    values (${eventId}, ${subscriptionId}, ${orderId}, ${outcome}, ${refusal})
    on conflict do nothing`.execute(db);
}
