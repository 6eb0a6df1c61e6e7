-- What time has brought to one account: holds that ran out, grants that ended, budgets and allowances whose period turned.
-- Each happens once, whoever comes first: its transaction's id is derived from what it is about.
create or replace function refresh(p_account uuid, p_now timestamptz) returns void
language plpgsql volatile as $$
begin
  perform expire_holds(p_account, p_now);
  perform expire_grants(p_account, p_now);
  perform turn_budgets(p_account, p_now);
  perform give_allowances(p_account, p_now);
  update account a set due_at = next_due(p_account) where a.id = p_account;
end $$;

create or replace function refresh_due(p_ops op[], p_now timestamptz) returns void
language plpgsql volatile as $$
declare v_account uuid;
begin
  for v_account in select id from account where id = any (select account_id from unnest(p_ops)) and due_at <= p_now order by id loop
    perform refresh(v_account, p_now);
  end loop;
end $$;

create or replace function next_due(p_account uuid) returns timestamptz
language sql stable as $$
  select least(
    (select min(expires_at) from "grant" where account_id = p_account and live),
    (select min(expires_at) from hold where account_id = p_account and status = 'open'),
    -- What an open hold took from a grant that has nothing left comes back to it and must still end with it.
    (select min(g.expires_at) from hold h
      join entry e on e.transaction_id = h.id and e.account_id = h.account_id
      join "grant" g on g.id = e.grant_id and g.account_id = e.account_id
      where h.account_id = p_account and h.status = 'open' and g.expires_at > clock()),
    (select min(resets_at) from budget where account_id = p_account),
    (select min(next_at) from allowance where account_id = p_account),
    'infinity')
$$;

-- Each counts from the moment at which it ran out, and its grants too are asked what they were at that moment: what comes
-- back to one that ended since ends by expire_grants.
create or replace function expire_holds(p_account uuid, p_now timestamptz) returns void
language plpgsql volatile as $$
declare v_ops op[];
begin
  select array_agg(o order by o.n) into v_ops
  from (
    select (row_number() over (order by h.expires_at, h.id))::int as n, derived_id('expire ' || h.id) as id, h.account_id,
      'expire' as kind, h.id as target, h.expires_at as effective_at
    from hold h where h.account_id = p_account and h.status = 'open' and h.expires_at <= p_now
  ) x cross join lateral jsonb_populate_record(null::op, to_jsonb(x) || '{"amount": 0}') o;
  if v_ops is not null then
    perform settle_within(v_ops, true, p_now);
  end if;
end $$;

create or replace function expire_grants(p_account uuid, p_now timestamptz) returns void
language plpgsql volatile as $$
declare
  v_postings posting[];
  v_moves movement[];
begin
  select
    array_agg(row(n, id, account_id, 'expire', 'expiry', available, 0, 0, 0, grant_id, '{}', 0, expires_at, null)::posting order by n),
    array_agg(row(n, 0, id, account_id, grant_id, 'available', 'expired', available)::movement order by n)
  into v_postings, v_moves
  from (
    select (row_number() over (order by expires_at, id))::int as n, derived_id('expire ' || id) as id, account_id, id as grant_id,
      available, expires_at
    from "grant" where account_id = p_account and live and expires_at <= p_now
  ) x;
  if v_postings is not null then
    perform post(v_postings, v_moves, p_now);
  end if;
end $$;

create or replace function turn_budgets(p_account uuid, p_now timestamptz) returns void
language sql volatile as $$
  update budget b set spent = 0, period_from = n.period_from, resets_at = n.resets_at
  from (
    select x.id, t.period_from, t.resets_at
    from budget x join account a on a.id = x.account_id cross join lateral budget_period(x.period, a.time_zone, p_now) t
    where x.account_id = p_account and x.resets_at <= p_now
  ) n
  where b.account_id = p_account and b.id = n.id
$$;

-- A grant per rule for the period that is now, never for periods that passed unused.
create or replace function give_allowances(p_account uuid, p_now timestamptz) returns void
language plpgsql volatile as $$
declare x record;
begin
  for x in
    select l.*, a.time_zone, d.day, day_start(next_period_day(l.period, l.anchor_day, d.day), a.time_zone) as turns_at
    from allowance l
    join account a on a.id = l.account_id
    cross join lateral (select period_day(l.period, l.anchor_day, a.time_zone, p_now) as day) d
    where l.account_id = p_account and l.next_at <= p_now
    order by l.id
  loop
    if x.ends_at > p_now then
      perform give_allowance(x.account_id, x.id, x.rule, x.day, x.amount, x.category, x.priority, least(x.turns_at, x.ends_at), p_now);
    end if;
    update allowance set next_at = case when x.turns_at < x.ends_at then x.turns_at else 'infinity' end
    where account_id = x.account_id and id = x.id;
  end loop;
end $$;

create or replace function give_allowance(p_account uuid, p_allowance uuid, p_rule text, p_day date, p_amount bigint,
  p_category category, p_priority int, p_until timestamptz, p_now timestamptz) returns void
language plpgsql volatile as $$
declare
  v_id uuid := derived_id(concat_ws(' ', 'allowance', p_account, p_allowance, p_day));
begin
  if exists (select from transaction where id = v_id and account_id = p_account) then
    return;
  end if;
  perform give(jsonb_populate_record(null::op, jsonb_build_object('n', 0, 'id', v_id, 'account_id', p_account, 'kind', 'grant',
    'amount', p_amount, 'target', p_allowance, 'reason', 'allowance', 'category', p_category, 'priority', p_priority,
    'expires_at', p_until, 'over_cap', true, 'reference', p_rule || ' ' || p_day)), p_now);
end $$;

-- Accounts that are due, at most p_limit of them; those that somebody works on at this moment are left to him.
create or replace function sweep(p_limit int default 100) returns int
language plpgsql volatile security definer set search_path from current set jit = off
as $$
declare
  v_account uuid;
  v_now timestamptz := clock();
  v_done int := 0;
begin
  for v_account in
    select id from account where due_at <= v_now order by due_at limit p_limit for no key update skip locked
  loop
    begin
      perform refresh(v_account, clock());
    exception when others then
      -- One account that cannot be brought up to date must not keep the others waiting; it is looked at again later.
      raise warning 'ledger: account % could not be swept: %', v_account, sqlerrm;
      update account set due_at = v_now + interval '5 minutes' where id = v_account;
    end;
    v_done := v_done + 1;
  end loop;
  delete from refusal where (id, account_id) in (
    select id, account_id from refusal where created_at < v_now - interval '1 day' order by created_at limit 1000
    for update skip locked);
  return v_done;
end $$;
