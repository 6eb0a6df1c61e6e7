-- Writes transactions with their entries and moves grants and accounts by what the entries say, and by nothing else.
-- Every movement of credits, of whatever kind, ends here. The accounts are locked by the caller.
-- Returns the answers in the order of `n`; raises when a row that must be there is not.
create or replace function post(p_postings posting[], p_movements movement[], p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_outcomes outcome[];
  v_rows int;
  v_wanted int;
begin
  with lines as (
    select p.n, p.id as posting_id, p as posting, null::bucket as from_bucket, null::bucket as to_bucket, 0::bigint as amount
    from unnest(p_postings) p
    union all
    select m.n, null, null, m.from_bucket, m.to_bucket, m.amount from unnest(p_movements) m
  ), net as (
    select (array_agg(posting) filter (where posting_id is not null))[1] as p,
      coalesce(sum(amount) filter (where to_bucket = 'available'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'available'), 0) as available,
      coalesce(sum(amount) filter (where to_bucket = 'held'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'held'), 0) as held,
      coalesce(sum(amount) filter (where to_bucket = 'revoked' and from_bucket <> 'available'), 0) as paid_back,
      coalesce(sum(amount) filter (where to_bucket = 'spent'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'spent'), 0) as spent,
      coalesce(sum(amount) filter (where from_bucket = 'issued'), 0) as granted
    from lines group by n
  ), running as materialized (
    select (net.p).*, net.granted, net.spent,
      net.available as d_available, net.held as d_held, (net.p).owed - net.paid_back as d_debt,
      a.available + sum(net.available) over w as available_after,
      a.held + sum(net.held) over w as held_after,
      a.debt + sum((net.p).owed - net.paid_back) over w as debt_after
    from net join account a on a.id = (net.p).account_id
    window w as (partition by (net.p).account_id order by (net.p).n)
  ), written as (
    insert into transaction (id, account_id, kind, reason, amount, returned, uncollected, available_after, held_after,
      debt_after, owed, target, fingerprint, metadata, created_at, effective_at)
    select id, account_id, kind, reason, amount, returned, uncollected, available_after, held_after,
      debt_after, owed, target, fingerprint, metadata, p_now, coalesce(effective_at, p_now)
    from running order by n
  ), moved as (
    update account a set
      available = a.available + d.available, held = a.held + d.held, debt = a.debt + d.debt,
      granted = a.granted + d.granted, spent = a.spent + d.spent, due_at = least(a.due_at, d.due_at)
    from (
      select account_id, sum(d_available) as available, sum(d_held) as held, sum(d_debt) as debt,
        sum(granted) as granted, sum(spent) as spent, min(due_at) as due_at
      from running group by account_id
    ) d
    where a.id = d.account_id
  )
  select array_agg(row(n, 'ok', id, amount, returned, uncollected, available_after, held_after, debt_after, false, null)::outcome
    order by n)
  into v_outcomes from running;

  if coalesce(cardinality(v_outcomes), 0) <> cardinality(p_postings) then
    raise exception 'ledger: % of % postings found their account', coalesce(cardinality(v_outcomes), 0), cardinality(p_postings);
  end if;

  insert into entry (transaction_id, account_id, seq, grant_id, from_bucket, to_bucket, amount)
  select transaction_id, account_id, seq, grant_id, from_bucket, to_bucket, amount from unnest(p_movements);

  with moved as materialized (
    select grant_id, account_id,
      coalesce(sum(amount) filter (where from_bucket = 'issued'), 0) as granted,
      coalesce(sum(amount) filter (where to_bucket = 'available'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'available'), 0) as available,
      coalesce(sum(amount) filter (where to_bucket = 'held'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'held'), 0) as held,
      coalesce(sum(amount) filter (where to_bucket = 'spent'), 0)
        - coalesce(sum(amount) filter (where from_bucket = 'spent'), 0) as spent,
      coalesce(sum(amount) filter (where to_bucket = 'expired'), 0) as expired,
      coalesce(sum(amount) filter (where to_bucket = 'revoked'), 0) as revoked,
      coalesce(sum(amount) filter (where to_bucket = 'revoked' and from_bucket <> 'available'), 0) as paid_back
    from unnest(p_movements) group by grant_id, account_id
  ), done as (
    update "grant" g set
      granted = g.granted + m.granted, available = g.available + m.available, held = g.held + m.held,
      spent = g.spent + m.spent, expired = g.expired + m.expired, revoked = g.revoked + m.revoked, owed = g.owed - m.paid_back
    from moved m where g.id = m.grant_id and g.account_id = m.account_id
    returning 1
  )
  select (select count(*) from done), (select count(*) from moved) into v_rows, v_wanted;
  if v_rows <> v_wanted then
    raise exception 'ledger: % of % grants were found', v_rows, v_wanted;
  end if;
  return v_outcomes;
end $$;
