-- The account as it would be if the sweeper had just run; null when there is none. Writes nothing.
create or replace function balance(p_account uuid, out account_id uuid, out available bigint, out held bigint, out debt bigint,
  out granted bigint, out spent bigint, out cap bigint, out time_zone text, out status text)
language plpgsql stable security definer set search_path from current as $$
declare
  a account;
  v_now timestamptz := clock();
  v_back bigint;
  v_ended bigint;
  v_given bigint;
  v_paid bigint;
begin
  select * into a from account where id = p_account;
  if not found then
    return;
  end if;
  account_id := a.id;
  available := a.available; held := a.held; debt := a.debt; granted := a.granted; spent := a.spent;
  cap := a.cap; time_zone := a.time_zone; status := a.status;
  if a.due_at > v_now then
    return;
  end if;

  select coalesce(sum(h.amount), 0) into v_back
  from hold h where h.account_id = p_account and h.status = 'open' and h.expires_at <= v_now;
  held := held - v_back;

  select coalesce(sum(greatest(0, r.amount - g.owed)) filter (where g.expires_at > v_now), 0), coalesce(sum(least(r.amount, g.owed)), 0)
  into v_back, v_ended
  from (
    select e.grant_id, sum(e.amount) as amount
    from hold h join entry e on e.transaction_id = h.id and e.account_id = h.account_id
    where h.account_id = p_account and h.status = 'open' and h.expires_at <= v_now
    group by e.grant_id
  ) r join "grant" g on g.id = r.grant_id and g.account_id = p_account;
  debt := debt - v_ended;

  select coalesce(sum(g.available), 0) into v_ended
  from "grant" g where g.account_id = p_account and g.live and g.expires_at <= v_now;
  if status <> 'closed' then
    select d.given, least(debt, d.paid) into v_given, v_paid from due_allowances(p_account, a.time_zone, v_now) d;
    granted := granted + v_given;
    debt := debt - v_paid;
  end if;
  available := available + v_back - v_ended + coalesce(v_given - v_paid, 0);
end $$;

-- What give_allowances would give now, and how much of it is paid and so pays debt first.
create or replace function due_allowances(p_account uuid, p_zone text, p_now timestamptz, out given bigint, out paid bigint)
language sql stable as $$
  select coalesce(sum(l.amount), 0)::bigint, coalesce(sum(l.amount) filter (where l.category = 'paid'), 0)::bigint
  from allowance l
  where l.account_id = p_account and l.next_at <= p_now and l.ends_at > p_now
    and not exists (select from transaction t where t.account_id = p_account
      and t.id = derived_id(concat_ws(' ', 'allowance', p_account, l.id, period_day(l.period, l.anchor_day, p_zone, p_now))))
$$;

-- What was available and held at a moment: the last transaction until then, and what was written later but counts from
-- before it. Brings the account up to date first.
create or replace function balance_at(p_account uuid, p_at timestamptz, out available bigint, out held bigint)
language plpgsql volatile security definer set search_path from current as $$
declare v_last bigint;
begin
  perform from account a where a.id = p_account and a.due_at <= clock() for no key update;
  if found then
    perform refresh(p_account, clock());
  end if;
  select t.seq, t.available_after, t.held_after into v_last, available, held
  from transaction t where t.account_id = p_account and t.created_at <= p_at order by t.seq desc limit 1;
  available := coalesce(available, 0);
  held := coalesce(held, 0);
  select available + coalesce(sum(e.amount) filter (where e.to_bucket = 'available'), 0)
      - coalesce(sum(e.amount) filter (where e.from_bucket = 'available'), 0),
    held + coalesce(sum(e.amount) filter (where e.to_bucket = 'held'), 0)
      - coalesce(sum(e.amount) filter (where e.from_bucket = 'held'), 0)
  into available, held
  from transaction t join entry e on e.transaction_id = t.id and e.account_id = t.account_id
  where t.account_id = p_account and t.effective_at < t.created_at and t.effective_at <= p_at and t.created_at > p_at;
end $$;

-- The account's spend limits as they would be if the sweeper had just run. Writes nothing.
create or replace function budgets(p_account uuid) returns table (id uuid, subject text, subject_id text, period text,
  amount_limit bigint, used bigint, resets_at timestamptz)
language sql stable security definer set search_path from current as $$
  select b.id, b.subject, b.subject_id, b.period, b.amount_limit,
    b.held + case when b.resets_at > now.at then b.spent else 0 end - (
      select coalesce(sum(h.amount), 0) from hold h
      where h.account_id = b.account_id and h.status = 'open' and h.expires_at <= now.at
        and watches(b.subject, b.subject_id, h.feature, h.model, h.key_id, h.member_id))::bigint,
    case when b.resets_at > now.at then b.resets_at else (budget_period(b.period, a.time_zone, now.at)).resets_at end
  from account a join budget b on b.account_id = a.id cross join (select clock() as at) now
  where a.id = p_account order by b.id
$$;
