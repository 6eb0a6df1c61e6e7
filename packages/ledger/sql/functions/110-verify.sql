-- Recomputes everything from the entries and tells the first row of each kind that does not add up. Run it in one
-- REPEATABLE READ transaction; it locks nothing. No rows = all is well.
create or replace function verify() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language plpgsql stable security definer set search_path from current as $$
begin
  return query select distinct on (v.rule) v.rule, v.account_id, v.row_id, v.expected, v.found
  from (
    select * from verify_grants() union all select * from verify_accounts() union all select * from verify_transactions()
    union all select * from verify_holds() union all select * from verify_usage() union all select * from verify_budgets()
    union all select * from verify_due()
  ) v order by v.rule, v.account_id, v.row_id;
end $$;

-- Each grant's buckets are the sums of its entries, and what it owes is what revokes asked for and did not get.
create or replace function verify_grants() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  with side as (
    select e.grant_id, e.account_id, e.to_bucket as bucket, e.amount from entry e
    union all select e.grant_id, e.account_id, e.from_bucket, -e.amount from entry e
  ), sums as (
    select grant_id, account_id,
      -coalesce(sum(amount) filter (where bucket = 'issued'), 0) as granted,
      coalesce(sum(amount) filter (where bucket = 'available'), 0) as available,
      coalesce(sum(amount) filter (where bucket = 'held'), 0) as held,
      coalesce(sum(amount) filter (where bucket = 'spent'), 0) as spent,
      coalesce(sum(amount) filter (where bucket = 'expired'), 0) as expired,
      coalesce(sum(amount) filter (where bucket = 'revoked'), 0) as revoked
    from side group by grant_id, account_id
  )
  select 'grant buckets are the sums of their entries', coalesce(g.account_id, s.account_id), coalesce(g.id, s.grant_id),
    concat_ws(' ', s.granted, s.available, s.held, s.spent, s.expired, s.revoked),
    concat_ws(' ', g.granted, g.available, g.held, g.spent, g.expired, g.revoked)
  from "grant" g full join sums s on s.grant_id = g.id and s.account_id = g.account_id
  where (g.granted, g.available, g.held, g.spent, g.expired, g.revoked)
    is distinct from (s.granted, s.available, s.held, s.spent, s.expired, s.revoked)
  union all
  select 'a grant was made by its transaction', g.account_id, g.id, g.granted::text, t.amount::text
  from "grant" g left join transaction t on t.id = g.id and t.account_id = g.account_id and t.kind = 'grant'
  where t.amount is distinct from g.granted
  union all
  select 'an entry belongs to a transaction', e.account_id, e.transaction_id, 'a transaction', 'none'
  from entry e where not exists (select from transaction t where t.id = e.transaction_id and t.account_id = e.account_id)
$$;

-- Balances, lifetime sums and debt of each account.
create or replace function verify_accounts() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  with g as (
    select account_id, sum(available) as available, sum(held) as held, sum(granted) as granted, sum(spent) as spent, sum(owed) as owed
    from "grant" group by account_id
  )
  select 'an account is the sum of its grants', a.id, a.id,
    concat_ws(' ', coalesce(g.available, 0), coalesce(g.held, 0), coalesce(g.granted, 0), coalesce(g.spent, 0), coalesce(g.owed, 0)),
    concat_ws(' ', a.available, a.held, a.granted, a.spent, a.debt)
  from account a left join g on g.account_id = a.id
  where (a.available, a.held, a.granted, a.spent, a.debt)
    is distinct from (coalesce(g.available, 0), coalesce(g.held, 0), coalesce(g.granted, 0), coalesce(g.spent, 0), coalesce(g.owed, 0))
  union all
  select 'a grant belongs to an account', g.account_id, g.account_id, 'an account', 'none'
  from g where not exists (select from account a where a.id = g.account_id)
  union all
  select 'debt is what was revoked and not yet returned', a.id, a.id, (coalesce(r.asked, 0) - coalesce(e.got, 0))::text, a.debt::text
  from account a
  left join (select t.account_id, sum(t.amount) as asked from transaction t where t.kind = 'revoke' group by 1) r on r.account_id = a.id
  left join (select x.account_id, sum(x.amount) as got from entry x where x.to_bucket = 'revoked' group by 1) e on e.account_id = a.id
  where a.debt <> coalesce(r.asked, 0) - coalesce(e.got, 0)
$$;

-- Each transaction moves what it says, and the balances written beside it follow from the one before.
create or replace function verify_transactions() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  with net as (
    select t.id, t.account_id, t.seq, t.kind, t.amount, t.returned, t.owed, t.available_after, t.held_after, t.debt_after,
      coalesce(sum(e.amount) filter (where e.to_bucket = 'available'), 0)
        - coalesce(sum(e.amount) filter (where e.from_bucket = 'available'), 0) as available,
      coalesce(sum(e.amount) filter (where e.to_bucket = 'held'), 0)
        - coalesce(sum(e.amount) filter (where e.from_bucket = 'held'), 0) as held,
      t.owed - coalesce(sum(e.amount) filter (where e.to_bucket = 'revoked' and e.from_bucket <> 'available'), 0) as debt,
      case t.kind
        when 'grant' then coalesce(sum(e.amount) filter (where e.from_bucket = 'issued'), 0)
        when 'hold' then coalesce(sum(e.amount) filter (where e.from_bucket = 'available' and e.to_bucket = 'held'), 0)
        when 'charge' then coalesce(sum(e.amount) filter (where e.from_bucket = 'available' and e.to_bucket = 'spent'), 0)
        when 'capture' then coalesce(sum(e.amount) filter (where e.to_bucket = 'spent'), 0)
        when 'release' then coalesce(sum(e.amount) filter (where e.from_bucket = 'held'), 0)
        when 'refund' then coalesce(sum(e.amount) filter (where e.from_bucket = 'spent'), 0)
        when 'expire' then coalesce(sum(e.amount) filter (where e.to_bucket = 'expired'), 0)
        when 'revoke' then coalesce(sum(e.amount) filter (where e.to_bucket = 'revoked'), 0) + t.owed
      end as moved
    from transaction t left join entry e on e.transaction_id = t.id and e.account_id = t.account_id
    group by t.id, t.account_id
  ), chain as (
    select *, sum(available) over w as available_sum, sum(held) over w as held_sum, sum(debt) over w as debt_sum
    from net window w as (partition by account_id order by seq)
  )
  select 'a transaction moved what it says', c.account_id, c.id, c.moved::text, c.amount::text from chain c where c.moved is distinct from c.amount
  union all
  select 'balances after a transaction follow from those before', c.account_id, c.id,
    concat_ws(' ', c.available_sum, c.held_sum, c.debt_sum), concat_ws(' ', c.available_after, c.held_after, c.debt_after)
  from chain c where (c.available_sum, c.held_sum, c.debt_sum) is distinct from (c.available_after, c.held_after, c.debt_after)
$$;

-- An open hold is still held, an ended one not; how it ended stands in the transaction that ended it.
create or replace function verify_holds() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  select 'a hold was made by its transaction', h.account_id, h.id, h.amount::text, t.amount::text
  from hold h left join transaction t on t.id = h.id and t.account_id = h.account_id and t.kind = 'hold'
  where t.amount is distinct from h.amount
  union all
  select 'what is held is the sum of open holds', a.id, a.id, coalesce(o.amount, 0)::text, a.held::text
  from account a
  left join (select h.account_id, sum(h.amount) as amount from hold h where h.status = 'open' group by 1) o on o.account_id = a.id
  where a.held <> coalesce(o.amount, 0)
  union all
  select 'an ended hold has the transaction that ended it', h.account_id, h.id,
    concat_ws(' ', case h.status when 'captured' then 'capture' else 'release' end, h.captured, h.uncollected),
    concat_ws(' ', t.kind, case t.kind when 'capture' then t.amount else 0 end, t.uncollected)
  from hold h left join transaction t on t.id = h.settled_by and t.account_id = h.account_id
  where h.status <> 'open' and (t.target, t.kind, case t.kind when 'capture' then t.amount else 0 end, t.uncollected)
    is distinct from (h.id, case h.status when 'captured' then 'capture' else 'release' end, h.captured, h.uncollected)
$$;

-- Every charge and capture has one usage record of its amount; refunds and the daily roll-up are sums of records.
create or replace function verify_usage() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  select 'a charge has its usage record', coalesce(t.account_id, u.account_id), coalesce(t.id, u.transaction_id), t.amount::text, u.amount::text
  from (select * from transaction where kind in ('charge', 'capture')) t
  full join usage_record u on u.transaction_id = t.id and u.account_id = t.account_id
  where t.amount is distinct from u.amount
  union all
  select 'what was refunded is the sum of refunds', u.account_id, u.transaction_id, coalesce(r.amount, 0)::text, u.refunded::text
  from usage_record u
  left join (select t.account_id, t.target, sum(t.amount) as amount from transaction t where t.kind = 'refund' group by 1, 2) r
    on r.target = u.transaction_id and r.account_id = u.account_id
  where u.refunded <> coalesce(r.amount, 0)
  union all
  select 'a daily roll-up is the sum of its records', coalesce(d.account_id, s.account_id), coalesce(d.account_id, s.account_id),
    concat_ws(' ', s.day, s.feature, s.model, s.requests, s.input, s.cached, s.output, s.amount, s.refunded, s.cost, s.costed),
    concat_ws(' ', d.day, d.feature, d.model, d.requests, d.input_tokens, d.cached_input_tokens, d.output_tokens, d.amount, d.refunded,
      d.cost, d.costed_requests)
  from usage_daily d
  full join (
    select u.account_id, u.day, u.feature, u.model, u.key_id, count(*) as requests, sum(u.input_tokens) as input,
      sum(u.cached_input_tokens) as cached, sum(u.output_tokens) as output, sum(u.amount) as amount, sum(u.refunded) as refunded,
      coalesce(sum(cost_in(u.details)), 0) as cost, count(cost_in(u.details)) as costed
    from usage_record u group by 1, 2, 3, 4, 5
  ) s on s.account_id = d.account_id and s.day = d.day and s.feature = d.feature and s.model = d.model and s.key_id = d.key_id
  where (d.requests, d.input_tokens, d.cached_input_tokens, d.output_tokens, d.amount, d.refunded, d.cost, d.costed_requests)
    is distinct from (s.requests, s.input, s.cached, s.output, s.amount, s.refunded, s.cost, s.costed)
$$;

-- A budget's counters: open holds, and what was spent less refunded since its period began.
create or replace function verify_budgets() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  select 'a budget counts its holds and charges', b.account_id, b.id, concat_ws(' ', h.held, u.spent), concat_ws(' ', b.held, b.spent)
  from budget b
  cross join lateral (select coalesce(sum(h.amount), 0) as held from hold h where h.account_id = b.account_id and h.status = 'open'
    and watches(b.subject, b.subject_id, h.feature, h.model, h.key_id, h.member_id)) h
  cross join lateral (select coalesce(sum(u.amount - u.refunded), 0) as spent from usage_record u where u.account_id = b.account_id
    and u.occurred_at >= b.period_from and watches(b.subject, b.subject_id, u.feature, u.model, u.key_id, u.member_id)) u
  where (b.held, b.spent) is distinct from (h.held, u.spent)
$$;

-- Time is applied when an account says that it is due, and budgets are looked at when it says that it has some.
create or replace function verify_due() returns table (rule text, account_id uuid, row_id uuid, expected text, found text)
language sql stable as $$
  with due as (
    select x.account_id, min(x.at) as at
    from (
      select g.account_id, g.expires_at as at from "grant" g where g.live
      union all select h.account_id, h.expires_at from hold h where h.status = 'open'
      union all select b.account_id, b.resets_at from budget b
      union all select l.account_id, l.next_at from allowance l
    ) x group by x.account_id
  )
  select 'an account falls due with the first thing it has', a.id, a.id, d.at::text, a.due_at::text
  from account a join due d on d.account_id = a.id where a.due_at > d.at
  union all
  select 'an account knows that it has budgets', b.account_id, b.id, 'true', a.has_budgets::text
  from budget b left join account a on a.id = b.account_id where a.has_budgets is not true
$$;
