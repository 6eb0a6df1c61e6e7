-- Which grants pay for what: each account's grants laid end to end in burn order, its operations laid end to end in
-- batch order, and every overlap is a draw. The caller made sure that the sums fit.
-- Settings: the last join is between two row sets without index; a nested loop there would be quadratic on a hot account.
create or replace function allocate(p_ops op[]) returns movement[]
language plpgsql volatile
set enable_nestloop = off set enable_mergejoin = off set enable_hashjoin = on
as $$
declare v_draws movement[];
begin
  with o as materialized (
    select n, id, account_id, kind, amount,
      (sum(amount) over (partition by account_id order by n))::bigint as hi
    from unnest(p_ops)
  ), w as materialized (
    select account_id, sum(amount) as wanted from o group by account_id
  ), g as materialized (
    select w.account_id, x.id, x.hi - x.available as lo, x.hi
    from w cross join lateral (
      select gr.id, gr.available, (sum(gr.available) over burn)::bigint as hi
      from "grant" gr where gr.account_id = w.account_id and gr.live
      window burn as (order by gr.priority, gr.expires_at, gr.category, gr.effective_at, gr.id rows unbounded preceding)
    ) x
    where x.hi - x.available < w.wanted
  )
  select array_agg(row(n, draw, id, account_id, grant_id, 'available', case when kind = 'hold' then 'held' else 'spent' end,
    amount)::movement)
  into v_draws
  from (
    select o.n, o.id, o.account_id, o.kind, g.id as grant_id,
      (row_number() over (partition by o.n order by g.lo) - 1)::int as draw,
      least(o.hi, g.hi) - greatest(o.hi - o.amount, g.lo) as amount
    from o join g on g.account_id = o.account_id and g.lo < o.hi and g.hi > o.hi - o.amount
  ) d;
  return v_draws;
end $$;

-- Where credits go that come back to their grant: to pay what the grant owes, into expiry when it ended meanwhile,
-- else to what is available. `to_bucket` of p_returns is not read; the order is (n, seq). What happened before p_now, and is
-- only written down now, has its moment in p_times, at its `n`.
create or replace function route_returns(p_returns movement[], p_now timestamptz, p_times timestamptz[] default null) returns movement[]
language plpgsql volatile as $$
declare v_moves movement[];
begin
  with r as (
    select m.*, g.expires_at,
      greatest(0, least(m.amount, g.owed - (sum(m.amount) over w - m.amount)))::bigint as revoked
    from unnest(p_returns) m join "grant" g on g.id = m.grant_id and g.account_id = m.account_id
    window w as (partition by m.grant_id order by m.n, m.seq rows unbounded preceding)
  )
  select array_agg(row(r.n, r.seq + part.step, r.transaction_id, r.account_id, r.grant_id, r.from_bucket, part.bucket, part.amount)::movement
    order by r.n, r.seq)
  into v_moves
  from r cross join lateral (values
    (0, 'revoked'::bucket, r.revoked),
    (1, case when r.expires_at <= coalesce(p_times[r.n], p_now) then 'expired'::bucket else 'available' end, r.amount - r.revoked)
  ) part(step, bucket, amount)
  where part.amount > 0;
  return coalesce(v_moves, '{}');
end $$;
