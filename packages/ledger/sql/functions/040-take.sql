-- Does this budget, one of the operation's own account, watch what the operation is for? That of the account itself watches
-- everything; none of the others watches what has no key, member, feature or model.
create or replace function watches(p_subject text, p_subject_id text, p_feature text, p_model text, p_key uuid, p_member uuid) returns boolean
language sql immutable as $$
  select coalesce(p_subject = 'account' or p_subject_id = case p_subject when 'key' then nullif(p_key, nil())::text
    when 'member' then nullif(p_member, nil())::text when 'model' then nullif(p_model, '') else nullif(p_feature, '') end, false)
$$;

-- Keeps the counters of budgets true after holds, charges, captures and releases: one line per operation.
create or replace function count_budgets(p_lines budget_line[]) returns void
language plpgsql volatile as $$
begin
  update budget b set held = b.held + x.held, spent = greatest(0, b.spent + x.spent)
  from (
    select b.account_id, b.id, sum(l.held) as held, sum(l.spent) as spent
    from (select distinct account_id from unnest(p_lines)) a
    join budget b on b.account_id = a.account_id
    join unnest(p_lines) l on l.account_id = b.account_id and watches(b.subject, b.subject_id, l.feature, l.model, l.key_id, l.member_id)
    group by b.account_id, b.id
  ) x
  where b.account_id = x.account_id and b.id = x.id;
end $$;

-- What a charge or capture spends of the budgets that watch what it turned out to be for.
create or replace function budget_lines(p_usage usage_line[]) returns budget_line[]
language sql stable as $$
  select coalesce(array_agg(row(u.account_id, u.feature, u.key_id, u.member_id, 0, u.amount, u.model)::budget_line), '{}')
  from unnest(p_usage) u
$$;

-- For accounts where not everything fits: who gets what, in the order of arrival. A refused operation uses up nothing.
-- Returns the refusals; everything else of these accounts fits together.
create or replace function ration(p_ops op[], p_tight uuid[]) returns outcome[]
language plpgsql volatile as $$
declare
  v_refused outcome[] := '{}';
  v_account uuid;
  v_left bigint;
  v_budgets budget[];
  v_blocking int;
  x record;
begin
  for x in
    select o as op, o.amount, o.account_id, a.available, a.has_budgets
    from unnest(p_ops) o join account a on a.id = o.account_id
    where o.account_id = any (p_tight) order by o.account_id, o.n
  loop
    if x.account_id is distinct from v_account then
      v_account := x.account_id;
      v_left := x.available;
      v_budgets := '{}';
      if x.has_budgets then
        v_budgets := array(select b from budget b where b.account_id = v_account order by b.id);
      end if;
    end if;
    if x.amount > v_left then
      v_refused := v_refused || refuse(x.op, 'insufficient_credits', jsonb_build_object('available', v_left, 'required', x.amount));
      continue;
    end if;
    v_blocking := blocking_budget(v_budgets, x.op);
    if v_blocking is not null then
      v_refused := v_refused || refuse(x.op, 'budget_exceeded', budget_detail(v_budgets[v_blocking]));
      continue;
    end if;
    v_left := v_left - x.amount;
    v_budgets := use_budgets(v_budgets, x.op);
  end loop;
  return v_refused;
end $$;

-- The place of the first budget that this operation would pass; null when there is none.
create or replace function blocking_budget(p_budgets budget[], o op) returns int
language sql stable as $$
  select min(i)::int from unnest(p_budgets) with ordinality as b(id, account_id, subject, subject_id, period, amount_limit, spent, held, period_from, resets_at, i)
  where watches(b.subject, b.subject_id, o.feature, o.model, o.key_id, o.member_id) and b.spent + b.held + o.amount > b.amount_limit
$$;

create or replace function use_budgets(p_budgets budget[], o op) returns budget[]
language plpgsql stable as $$
begin
  for i in 1 .. cardinality(p_budgets) loop
    if watches(p_budgets[i].subject, p_budgets[i].subject_id, o.feature, o.model, o.key_id, o.member_id) then
      p_budgets[i].held := p_budgets[i].held + o.amount;
    end if;
  end loop;
  return p_budgets;
end $$;

create or replace function budget_detail(b budget) returns jsonb
language sql immutable as $$
  select jsonb_build_object('budgetId', b.id, 'subject', b.subject, 'subjectId', b.subject_id, 'period', b.period,
    'limit', b.amount_limit, 'used', b.spent + b.held, 'remaining', greatest(0, b.amount_limit - b.spent - b.held),
    'resetsAt', case when b.resets_at < 'infinity' then b.resets_at end)
$$;

-- Holds and charges: refuses what may not or cannot be, takes the rest from the grants in burn order.
create or replace function take(p_ops op[], p_budgets boolean, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_ops op[];
  v_refused outcome[];
  v_tight uuid[];
  v_holds boolean;
  v_charges boolean;
  v_postings posting[];
  v_outcomes outcome[];
begin
  with judged as (
    select o, o.n, o.account_id, a.available, a.has_budgets,
      case when a.id is null then 'account_not_found'
        when o.amount is null or o.amount < 1 or o.amount > 9000000000000000 then 'invalid_amount'
        when a.status <> 'active' then 'account_not_active' end as code,
      sum(o.amount) over (partition by o.account_id) as wanted
    from unnest(p_ops) o left join account a on a.id = o.account_id
  )
  select array_agg(o order by n) filter (where code is null),
    coalesce(array_agg(refuse(o, code)) filter (where code is not null), '{}'),
    array_agg(distinct account_id) filter (where code is null and (wanted > available or has_budgets)),
    bool_or((o).kind = 'hold'), bool_or((o).kind = 'charge')
  into v_ops, v_refused, v_tight, v_holds, v_charges from judged;

  if v_tight is not null then
    v_refused := v_refused || ration(v_ops, v_tight);
    v_ops := array(select o from unnest(v_ops) o where o.n <> all (select r.n from unnest(v_refused) r) order by o.n);
  end if;
  perform remember(p_ops, v_refused, p_now);
  if coalesce(cardinality(v_ops), 0) = 0 then
    return v_refused;
  end if;

  v_postings := array(
    select row(o.n, o.id, o.account_id, o.kind, coalesce(o.reason, 'usage'), o.amount, 0, 0, 0, null, coalesce(o.metadata, '{}'),
      fingerprint(o), null, case when o.kind = 'hold' then hold_end(o, p_now) end)::posting
    from unnest(v_ops) o order by o.n);
  v_outcomes := post(v_postings, allocate(v_ops), p_now);

  if v_holds then
    insert into hold (id, account_id, amount, feature, model, key_id, member_id, created_at, expires_at)
    select o.id, o.account_id, o.amount, coalesce(o.feature, ''), coalesce(o.model, ''), coalesce(o.key_id, nil()),
      coalesce(o.member_id, nil()), p_now, hold_end(o, p_now)
    from unnest(v_ops) o where o.kind = 'hold';
  end if;
  if v_charges then
    perform record_usage(array(
      select row(o.id, o.account_id, coalesce(o.feature, ''), coalesce(o.model, ''), coalesce(o.key_id, nil()),
        coalesce(o.member_id, nil()), o.input_tokens, o.cached_input_tokens, o.output_tokens, o.amount, o.details)::usage_line
      from unnest(v_ops) o where o.kind = 'charge'), p_now);
  end if;
  if p_budgets then
    perform count_budgets(array(
      select row(o.account_id, o.feature, o.key_id, o.member_id,
        case when o.kind = 'hold' then o.amount else 0 end, case when o.kind = 'charge' then o.amount else 0 end,
        o.model)::budget_line
      from unnest(v_ops) o));
  end if;
  return v_refused || v_outcomes;
end $$;

-- Fifteen minutes unless the caller says otherwise, a month at most.
create or replace function hold_end(o op, p_now timestamptz) returns timestamptz
language sql stable as $$
  select p_now + make_interval(secs => least(greatest(coalesce(o.expires_in, 900), 1), 2592000))
$$;
