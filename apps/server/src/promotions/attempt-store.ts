import { sql } from 'kysely';
import type { Transaction } from '../database/index.ts';

/** What somebody tries codes of. */
export type CodeKind = 'redemption' | 'discount';

export interface Attempts {
  subject: string;
  wrong: number;
  endsAt: Date;
}

/** Rows whose window is over that one attempt throws away: more than it can add, so the table stays small. */
const FORGET_AT_ONCE = 20;

/** Who tries, as rows are named. Whoever has one IPv6 address has the other 2^64 of its network too. */
const subjectsOf = (kind: CodeKind, userId: string, address: string | null) => sql`
  select ${kind} || ' user ' || ${userId}::uuid as subject
   union all
  select ${kind} || ' from ' || host(network(set_masklen(given, case family(given) when 6 then 64 else 32 end)))
    from (select ${address}::inet as given) as caller where given is not null`;

/**
 * The wrong codes of this window by this person and from this address, locked until the transaction ends: of those who
 * try at the same moment each sees what the one before did.
 */
export async function lockAttempts(
  tx: Transaction,
  { kind, userId, address }: { kind: CodeKind; userId: string; address: string | null },
  window: { now: Date; endsAt: Date },
): Promise<Attempts[]> {
  const { rows } = await sql<Attempts>`
    insert into farebox.code_attempts as kept (subject, ends_at)
    select subject, ${window.endsAt}::timestamptz
      from (${subjectsOf(kind, userId, address)}) as tried order by subject
    on conflict (subject) do update
       set wrong = case when kept.ends_at <= ${window.now} then 0 else kept.wrong end,
           ends_at = case when kept.ends_at <= ${window.now} then excluded.ends_at else kept.ends_at end
    returning subject, wrong, ends_at as "endsAt"`.execute(tx);
  return rows;
}

export async function addWrong(tx: Transaction, subjects: string[]): Promise<void> {
  await sql`
    update farebox.code_attempts set wrong = wrong + 1 where subject = any (${subjects}::text[])`.execute(tx);
}

/** Passes over rows that somebody is at work on. */
export async function forgetEnded(tx: Transaction, now: Date): Promise<void> {
  await sql`
    delete from farebox.code_attempts
     where subject in (select subject from farebox.code_attempts where ends_at <= ${now}
                        order by ends_at limit ${FORGET_AT_ONCE} for update skip locked)`.execute(tx);
}
