import { type RawBuilder, sql } from 'kysely';

/** The stretch of an account's journal that a statement is about. Moments are UTC texts with microseconds. */
export interface Span {
  accountId: string;
  timeZone: string;
  startsAt: string;
  /** The next month's first moment. */
  endsAt: string;
  /** The last moment told of: just before `endsAt`, or now while the month runs. */
  asOf: string;
  /** The last transactions that were written before the span and within it; 0 = none. */
  sinceSeq: bigint;
  untilSeq: bigint;
}

/**
 * Every transaction of the span that changed available + held or the debt, by the same rule as `ledger.balance_at`:
 * what was written within it, and what was written later but counts from within it; not what was written within it but
 * counts from before.
 */
export function movementsIn(span: Span): RawBuilder<unknown> {
  return sql`
    select t.id, t.seq, t.kind, t.reason, t.target, t.effective_at, moved.change, t.owed - moved.paid_back as debt_change
      from (
        select * from ledger.transaction
         where account_id = ${span.accountId} and seq > ${span.sinceSeq} and seq <= ${span.untilSeq} and kind <> 'hold'
           and not (effective_at < ${span.startsAt}::timestamptz and created_at >= ${span.startsAt}::timestamptz)
        union all
        select * from ledger.transaction
         where account_id = ${span.accountId} and seq > ${span.untilSeq} and effective_at < created_at
           and effective_at >= ${span.startsAt}::timestamptz and effective_at <= ${span.asOf}::timestamptz
           and created_at > ${span.asOf}::timestamptz
      ) t
      cross join lateral (
        select coalesce(sum(case when e.to_bucket in ('available', 'held') then e.amount else 0 end
                          - case when e.from_bucket in ('available', 'held') then e.amount else 0 end), 0) as change,
               coalesce(sum(e.amount) filter (where e.to_bucket = 'revoked' and e.from_bucket <> 'available'), 0) as paid_back
          from ledger.entry e where e.transaction_id = t.id and e.account_id = t.account_id
      ) moved
     where moved.change <> 0 or t.owed <> moved.paid_back`;
}

/** The lines of `movement` that crossed the edge of available + held, with a sign, and what kind of thing each was. */
export function classedLines(accountId: string): RawBuilder<unknown> {
  return sql`
    select movement.id, movement.kind, movement.effective_at,
           case when line.to_bucket in ('available', 'held') then line.amount else -line.amount end as change,
           case when line.to_bucket = 'revoked' and line.from_bucket <> 'available' then -line.amount else 0 end as debt_change,
           case when line.from_bucket = 'issued' then
                  case when lot.source in ('purchase', 'topup', 'auto_topup') then 'purchases'
                       when lot.source in ('subscription', 'plan', 'renewal', 'upgrade') then 'subscriptions'
                       when lot.source in ('refund', 'dispute') then 'restored'
                       when lot.category = 'promotional' then 'promotional'
                       else 'other' end
                when line.from_bucket = 'spent' then 'refunds'
                when line.to_bucket = 'spent' then 'usage'
                when line.to_bucket = 'expired' then 'expired'
                when movement.kind = 'revoke' then 'revoked'
                else 'debtPaid' end as class
      from movement
      join ledger.entry line on line.transaction_id = movement.id and line.account_id = ${accountId}
      join ledger."grant" lot on lot.id = line.grant_id and lot.account_id = line.account_id
     where (line.to_bucket in ('available', 'held')) <> (line.from_bucket in ('available', 'held'))`;
}
