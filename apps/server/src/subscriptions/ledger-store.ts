import { derivedId } from '@farebox/kit';
import { ledgerErrors } from '@farebox/ledger';
import { sql } from 'kysely';
import type { Db, Transaction } from '../database/index.ts';
import type { Subscription } from './subscription.ts';

/** Plan credits burn before what was topped up (50), and after what ends today (10). */
export const PLAN_PRIORITY = 20;
const ALLOWANCE_PRIORITY = 10;

export interface PlanGrant {
  id: string;
  accountId: string;
  amount: bigint;
  expiresAt: Date | null;
  /** The order that paid for it, and its period, whose later grants are of the category of the first. */
  orderId: string;
  periodId: string;
  metadata: Record<string, unknown>;
}

/**
 * Grants in the ledger within a transaction of ours: what is noted here and what is granted there exist together, or
 * not at all. Above the balance cap too: it is paid. Throws the ledger's refusal.
 */
export async function grantInLedger(tx: Transaction, grant: PlanGrant): Promise<void> {
  const operation = {
    kind: 'grant',
    id: grant.id,
    account_id: grant.accountId,
    amount: Number(grant.amount),
    category: await categoryOf(tx, grant),
    reason: 'subscription',
    priority: PLAN_PRIORITY,
    expires_at: grant.expiresAt?.toISOString(),
    over_cap: true,
    reference: grant.orderId,
    metadata: grant.metadata,
  };
  const { rows } = await sql<{ code: string }>`
    select code from ledger.post_one(${JSON.stringify(operation)}::jsonb)`.execute(tx);
  const code = rows[0]?.code ?? 'ok';
  if (code !== 'ok') throw refusalOf(code, grant);
}

async function categoryOf(tx: Transaction, { accountId, periodId }: PlanGrant): Promise<string> {
  const { rows } = await sql<{ category: string }>`
    select g.category::text as category
      from farebox.period_grants lot join ledger."grant" g on g.id = lot.grant_id and g.account_id = ${accountId}
     where lot.period_id = ${periodId} and lot.n = 0`.execute(tx);
  return rows[0]?.category ?? 'paid';
}

function refusalOf(code: string, { id, accountId }: PlanGrant): Error {
  const make = ledgerErrors[code as keyof typeof ledgerErrors];
  return make ? make({ id, accountId }) : new Error(`the ledger refused grant ${id}: ${code}`);
}

function allowanceId({ id }: Subscription): string {
  return derivedId('plan-allowance', id);
}

/**
 * From now on so many micro-credits a day, until a moment, in place of what was set before. Today's come at once when
 * there were none.
 */
export async function setAllowance(
  tx: Transaction,
  subscription: Subscription,
  amount: bigint,
  until: Date | null,
): Promise<void> {
  await sql`
    select ledger.set_allowance(${allowanceId(subscription)}::uuid, ${subscription.accountId}::uuid, 'plan', ${amount},
                                'day', null, ${ALLOWANCE_PRIORITY}, 'promotional', null, ${until})`.execute(tx);
}

/** No further days; what today's brought stays until its end. */
export async function endAllowance(tx: Transaction, subscription: Subscription): Promise<void> {
  await sql`select ledger.end_allowance(${subscription.accountId}::uuid, ${allowanceId(subscription)}::uuid)`.execute(
    tx,
  );
}

/** What is left of grants, micro-credits, held or not. */
export async function leftOf(db: Db, accountId: string, grantIds: string[]): Promise<bigint> {
  const { rows } = await sql<{ left: bigint }>`
    select coalesce(sum(available + held), 0)::int8 as "left" from ledger."grant"
     where account_id = ${accountId} and id = any (${grantIds}::uuid[]) and expires_at > ledger.clock()`.execute(db);
  return rows[0]?.left ?? 0n;
}
