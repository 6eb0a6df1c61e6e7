-- Makes the account if there is none. Raises when nobody knows the time zone.
create or replace function open_account(p_id uuid, p_time_zone text default 'UTC', p_cap bigint default 50000000000) returns void
language sql volatile security definer set search_path from current as $$
  insert into account (id, time_zone, cap, created_at)
  select p_id, p_time_zone, p_cap, opened from clock() opened where opened at time zone p_time_zone is not null
  on conflict (id) do nothing
$$;

-- Changes what is given and leaves what is null; what time has brought until now happens first, as the account was. Another time zone moves the turn of days: everything due is looked at anew.
create or replace function set_account(p_id uuid, p_time_zone text, p_cap bigint, p_status text) returns boolean
language plpgsql volatile security definer set search_path from current as $$
begin
  perform from account where id = p_id for no key update;
  perform now() at time zone p_time_zone;
  perform refresh(p_id, clock());
  update account set time_zone = coalesce(p_time_zone, time_zone), cap = coalesce(p_cap, cap), status = coalesce(p_status, status)
  where id = p_id;
  if not found then
    return false;
  end if;
  if p_time_zone is not null then
    update allowance set next_at = greatest(clock(), starts_at) where account_id = p_id and next_at < 'infinity';
    update budget b set resets_at = (budget_period(b.period, p_time_zone, clock())).resets_at where b.account_id = p_id;
    perform refresh(p_id, clock());
  end if;
  return true;
end $$;

create or replace function budget_period(p_period text, p_zone text, p_at timestamptz, out period_from timestamptz, out resets_at timestamptz)
language sql stable as $$
  select
    case when p_period = 'total' then '-infinity' else day_start(d, p_zone) end,
    case when p_period = 'total' then 'infinity' else day_start(next_period_day(p_period, 1, d), p_zone) end
  from (select period_day(p_period, 1, p_zone, p_at) as d) x
$$;

-- Sets or changes a spend limit. What was spent in the running period, and what is held now, counts from the start.
create or replace function set_budget(p_id uuid, p_account uuid, p_subject text, p_subject_id text, p_period text, p_limit bigint)
returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare
  a account;
  v_subject_id text := case when p_subject in ('feature', 'model') then p_subject_id when p_subject = 'account' then p_account::text
    else p_subject_id::uuid::text end;
begin
  select * into a from account where id = p_account for no key update;
  if not found then
    return false;
  end if;
  insert into budget as b (id, account_id, subject, subject_id, period, amount_limit, spent, held, period_from, resets_at)
  select p_id, p_account, p_subject, v_subject_id, p_period, p_limit,
    (select coalesce(sum(u.amount - u.refunded), 0) from usage_record u
      where u.account_id = p_account and u.occurred_at >= t.period_from
        and watches(p_subject, v_subject_id, u.feature, u.model, u.key_id, u.member_id)),
    (select coalesce(sum(h.amount), 0) from hold h
      where h.account_id = p_account and h.status = 'open' and watches(p_subject, v_subject_id, h.feature, h.model, h.key_id, h.member_id)),
    t.period_from, t.resets_at
  from budget_period(p_period, a.time_zone, clock()) t
  on conflict (account_id, id) do update set subject = excluded.subject, subject_id = excluded.subject_id,
    period = excluded.period, amount_limit = excluded.amount_limit, spent = excluded.spent, held = excluded.held,
    period_from = excluded.period_from, resets_at = excluded.resets_at;
  update account set has_budgets = true, due_at = next_due(p_account) where id = p_account;
  return true;
end $$;

create or replace function remove_budget(p_account uuid, p_id uuid) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
  perform from account where id = p_account for no key update;
  delete from budget where account_id = p_account and id = p_id;
  update account set has_budgets = exists (select from budget where account_id = p_account) where id = p_account;
end $$;

-- Sets or changes a rule; the grant of the running period, if the rule has begun, comes at once.
create or replace function set_allowance(p_id uuid, p_account uuid, p_rule text, p_amount bigint, p_period text, p_anchor_day int,
  p_priority int, p_category text, p_starts_at timestamptz, p_ends_at timestamptz) returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare v_starts timestamptz := coalesce(p_starts_at, clock());
begin
  perform from account where id = p_account for no key update;
  if not found then
    return false;
  end if;
  perform refresh(p_account, clock());
  insert into allowance (id, account_id, rule, amount, period, anchor_day, priority, category, starts_at, ends_at, next_at)
  values (p_id, p_account, p_rule, p_amount, p_period, coalesce(p_anchor_day, 1), coalesce(p_priority, 10),
    coalesce(p_category, 'promotional')::category, v_starts, coalesce(p_ends_at, 'infinity'), v_starts)
  on conflict (account_id, id) do update set rule = excluded.rule, amount = excluded.amount, period = excluded.period,
    anchor_day = excluded.anchor_day, priority = excluded.priority, category = excluded.category,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, next_at = excluded.next_at;
  perform refresh(p_account, clock());
  return true;
end $$;

-- No further periods; what the running one granted stays until its end.
create or replace function end_allowance(p_account uuid, p_id uuid) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
  perform from account where id = p_account for no key update;
  perform refresh(p_account, clock());
  update allowance set ends_at = least(ends_at, clock()), next_at = 'infinity' where account_id = p_account and id = p_id;
  update account set due_at = next_due(p_account) where id = p_account;
end $$;
