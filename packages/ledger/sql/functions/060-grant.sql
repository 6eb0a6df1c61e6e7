-- Gives a grant. A paid one pays the account's debt first, oldest debt first: that part is revoked in place of what was owed.
create or replace function give(o op, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  a account;
  v_code text;
  v_moves movement[];
  v_paid bigint := 0;
begin
  select * into a from account where id = o.account_id;
  v_code := case when a.id is null then 'account_not_found'
    when o.amount is null or o.amount < 1 or o.amount > 9000000000000000 then 'invalid_amount'
    when o.category is null or o.category not in ('paid', 'promotional') then 'invalid_category'
    when o.expires_at <= p_now or o.effective_at > p_now then 'invalid_period'
    when a.status = 'closed' then 'account_not_active'
    when a.available + a.held + o.amount > 9000000000000000 then 'balance_cap_exceeded'
    when not coalesce(o.over_cap, false) and a.available + a.held + o.amount > a.cap then 'balance_cap_exceeded' end;
  if v_code = 'balance_cap_exceeded' then
    return array[refuse(o, v_code, jsonb_build_object('cap', a.cap, 'room', greatest(0, a.cap - a.available - a.held)))];
  elsif v_code is not null then
    return array[refuse(o, v_code)];
  end if;

  insert into "grant" (id, account_id, source, category, priority, effective_at, expires_at, reference, metadata, created_at,
    allowance_id)
  values (o.id, o.account_id, coalesce(o.reason, 'manual'), o.category::category, coalesce(o.priority, 50),
    coalesce(o.effective_at, p_now), coalesce(o.expires_at, 'infinity'), o.reference, coalesce(o.metadata, '{}'), p_now, o.target);
  v_moves := array[row(o.n, 0, o.id, o.account_id, o.id, 'issued', 'available', o.amount)::movement];
  if o.category = 'paid' and a.debt > 0 then
    v_paid := pay_debt(o.account_id, o.amount);
    if v_paid > 0 then
      v_moves := v_moves || row(o.n, 1, o.id, o.account_id, o.id, 'available', 'revoked', v_paid)::movement;
    end if;
  end if;
  return post(array[row(o.n, o.id, o.account_id, 'grant', coalesce(o.reason, 'manual'), o.amount, 0, 0, -v_paid, o.target,
    coalesce(o.metadata, '{}'), fingerprint(o), null, coalesce(o.expires_at, 'infinity'))::posting], v_moves, p_now);
end $$;

-- Strikes up to p_amount off what the account's grants owe, oldest first; what was struck off.
create or replace function pay_debt(p_account uuid, p_amount bigint) returns bigint
language plpgsql volatile as $$
declare v_paid bigint;
begin
  with owing as (
    select id, account_id, owed, (sum(owed) over (order by created_at, id rows unbounded preceding))::bigint - owed as before
    from "grant" where account_id = p_account and owed > 0
  ), paid as (
    update "grant" g set owed = g.owed - least(w.owed, p_amount - w.before)
    from owing w where g.id = w.id and g.account_id = w.account_id and w.before < p_amount
    returning least(w.owed, p_amount - w.before) as amount
  )
  select coalesce(sum(amount), 0) into v_paid from paid;
  return v_paid;
end $$;

-- Gives a charge or capture back, whole or in part, to the grants it came from: what was drawn last returns first.
create or replace function refund(o op, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  u usage_record;
  v_amount bigint;
  v_back movement[];
begin
  if o.amount < 1 or o.amount > 9000000000000000 then
    return array[refuse(o, 'invalid_amount')];
  end if;
  select * into u from usage_record where transaction_id = o.target and account_id = o.account_id;
  if not found then
    return array[refuse(o, case when exists (select from transaction where id = o.target and account_id = o.account_id)
      then 'not_refundable' else 'transaction_not_found' end)];
  end if;
  v_amount := coalesce(o.amount, u.amount - u.refunded);
  if v_amount < 1 then
    return array[refuse(o, 'not_refundable')];
  elsif v_amount > u.amount - u.refunded then
    return array[refuse(o, 'refund_exceeds_charge', jsonb_build_object('refundable', u.amount - u.refunded))];
  end if;

  v_back := array(
    select row(o.n, place * 2, o.id, o.account_id, grant_id, 'spent', null, least(hi, u.refunded + v_amount) - greatest(lo, u.refunded))::movement
    from (
      select grant_id, (row_number() over w)::int as place, (sum(amount) over w)::bigint as hi,
        (sum(amount) over w)::bigint - amount as lo
      from entry where transaction_id = o.target and account_id = o.account_id and to_bucket = 'spent'
      window w as (order by seq desc rows unbounded preceding)
    ) d
    where lo < u.refunded + v_amount and hi > u.refunded);
  update usage_record set refunded = refunded + v_amount where transaction_id = o.target and account_id = o.account_id;
  update usage_daily set refunded = refunded + v_amount
  where account_id = u.account_id and day = u.day and feature = u.feature and model = u.model and key_id = u.key_id;
  update budget b set spent = greatest(0, b.spent - v_amount)
  where b.account_id = u.account_id and b.period_from <= u.occurred_at
    and watches(b.subject, b.subject_id, u.feature, u.model, u.key_id, u.member_id);
  return post(array[row(o.n, o.id, o.account_id, 'refund', coalesce(o.reason, 'refund'), v_amount, 0, 0, 0, o.target,
    coalesce(o.metadata, '{}'), fingerprint(o), null,
    (select min(g.expires_at) from unnest(v_back) m join "grant" g on g.id = m.grant_id and g.account_id = m.account_id
      where g.expires_at > p_now))::posting], route_returns(v_back, p_now), p_now);
end $$;

-- Takes a grant back. What is no longer there, because it is held, spent or went into an older debt, becomes debt. What is
-- left to take is told by the revokes so far: a debt that another grant paid is not asked for again. With overrun 'cap' only
-- what lies there is taken, and nothing becomes debt.
create or replace function revoke_grant(o op, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  g "grant";
  v_most bigint;
  v_amount bigint;
  v_now bigint;
begin
  if o.amount < 1 or o.amount > 9000000000000000 then
    return array[refuse(o, 'invalid_amount')];
  end if;
  select * into g from "grant" where id = o.target and account_id = o.account_id;
  if not found then
    return array[refuse(o, 'grant_not_found')];
  end if;
  v_most := g.granted - g.expired - (select coalesce(sum(t.amount), 0) from transaction t
    where t.account_id = o.account_id and t.target = o.target and t.kind = 'revoke');
  v_amount := case when o.overrun = 'cap' then least(coalesce(o.amount, v_most), v_most, g.available)
    else coalesce(o.amount, v_most) end;
  if v_amount < 1 or v_amount > v_most then
    return array[refuse(o, 'revoke_exceeds_grant', jsonb_build_object('revocable',
      case when o.overrun = 'cap' then least(v_most, g.available) else v_most end))];
  end if;
  v_now := least(v_amount, g.available);
  update "grant" set owed = owed + v_amount - v_now where id = g.id and account_id = g.account_id;
  return post(array[row(o.n, o.id, o.account_id, 'revoke', coalesce(o.reason, 'dispute'), v_amount, 0, v_amount - v_now,
      v_amount - v_now, o.target, coalesce(o.metadata, '{}'), fingerprint(o), null, null)::posting],
    case when v_now > 0
      then array[row(o.n, 0, o.id, o.account_id, g.id, 'available', 'revoked', v_now)::movement] else '{}' end, p_now);
end $$;
