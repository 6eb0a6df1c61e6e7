-- Answers given before: same id and same request, the first answer again; same id, other request, a mismatch.
create or replace function replay(p_ops op[]) returns outcome[]
language plpgsql stable as $$
begin
  return array(
    select case
      when known.fingerprint <> fingerprint(o) then refuse(o, 'idempotency_mismatch')
      when known.code <> 'ok' then row(o.n, known.code, o.id, 0, 0, 0, null, null, null, true, known.detail)::outcome
      else row(o.n, 'ok', o.id, known.amount, known.returned, known.uncollected, known.available_after, known.held_after,
        known.debt_after, true, null)::outcome end
    from unnest(p_ops) o
    cross join lateral (
      select 'ok' as code, null::jsonb as detail, t.fingerprint, t.amount, t.returned, t.uncollected, t.available_after,
        t.held_after, t.debt_after
      from transaction t where t.id = o.id and t.account_id = o.account_id
      union all
      select r.code, r.detail, r.fingerprint, 0, 0, 0, null, null, null
      from refusal r where r.id = o.id and r.account_id = o.account_id
    ) known
    where not coalesce(o.fresh, false));
end $$;

-- Refusals that told of the account's state are kept; those that only found the request wrong or its object missing are not.
create or replace function remember(p_ops op[], p_refused outcome[], p_now timestamptz) returns void
language plpgsql volatile as $$
begin
  if cardinality(p_refused) = 0 then
    return;
  end if;
  insert into refusal (id, account_id, code, detail, fingerprint, created_at)
  select o.id, o.account_id, r.code, r.detail, fingerprint(o), p_now
  from unnest(p_refused) r join unnest(p_ops) o on o.n = r.n
  where r.code not in ('ok', 'account_not_found', 'invalid_amount', 'invalid_category', 'invalid_period', 'invalid_kind',
    'hold_not_found', 'transaction_not_found', 'grant_not_found');
end $$;

-- The one way for credits to move: a batch of operations, each with an answer of its own. All or nothing is only what the
-- database does when it fails; a refusal never touches its neighbours. The caller must not send one id twice in a batch,
-- nor two operations about one hold.
-- Settings: every join is by key, so a nested loop over an index is right at any size; a plan that changes with the
-- statistics would cost several times as much.
create or replace function apply(p_ops json) returns setof outcome
language plpgsql volatile security definer set search_path from current
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan set jit = off
as $$
declare
  v_ops op[];
  v_part op[];
  v_asked_before boolean;
  v_rare boolean;
  v_settling boolean;
  v_taking boolean;
  v_budgets boolean;
  v_size int;
  v_accounts int;
  v_plain boolean;
  v_due timestamptz;
  v_now timestamptz;
  v_answers outcome[];
  v_known outcome[] := '{}';
  v_done outcome[] := '{}';
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ledger: the isolation level must be read committed';
  end if;
  select array_agg(o order by o.n), bool_or(not coalesce(o.fresh, false)), bool_or(k.settling), bool_or(k.taking),
    bool_or((k.settling or k.taking) is not true)
  into v_ops, v_asked_before, v_settling, v_taking, v_rare
  from json_populate_recordset(null::op, p_ops) o
  cross join lateral (select o.kind in ('capture', 'release') as settling, o.kind in ('hold', 'charge') as taking) k;

  select bool_or(has_budgets), min(due_at), count(*) into v_budgets, v_due, v_accounts
  from (
    select has_budgets, due_at from account where id = any (select account_id from unnest(v_ops)) order by id for no key update
  ) locked;
  v_size := cardinality(v_ops);
  v_now := clock();
  if v_due <= v_now then
    perform refresh_due(v_ops, v_now);
  end if;

  if v_asked_before then
    v_known := replay(v_ops);
    if cardinality(v_known) > 0 then
      v_ops := array(select o from unnest(v_ops) o where o.n <> all (select k.n from unnest(v_known) k) order by o.n);
    end if;
  end if;
  if v_rare then
    v_done := apply_rare(v_ops, v_now);
  end if;
  -- Of an account that is asked for over and over only the first operation could be plain.
  v_plain := v_accounts * 2 >= v_size;
  if v_settling then
    v_part := v_ops;
    if v_taking or v_rare then
      v_part := array(select o from unnest(v_ops) o where o.kind in ('capture', 'release') order by o.n);
    end if;
    -- From about a hundred on, settle() carries them for less.
    if v_plain and cardinality(v_part) <= 100 then
      v_answers := settle_plainly(case when v_accounts = v_size then v_part else first_of_each(v_part) end, v_now);
      v_done := v_done || v_answers;
      v_part := unanswered(v_part, v_answers);
    end if;
    if cardinality(v_part) > 0 then
      v_done := v_done || settle(v_part, v_budgets, v_now);
    end if;
  end if;
  if v_taking then
    v_part := v_ops;
    if v_settling or v_rare then
      v_part := array(select o from unnest(v_ops) o where o.kind in ('hold', 'charge') order by o.n);
    end if;
    if v_plain then
      v_answers := hold_plainly(case when v_accounts = v_size then v_part else first_of_each(v_part) end, v_now);
      v_done := v_done || v_answers;
      v_part := unanswered(v_part, v_answers);
    end if;
    if cardinality(v_part) > 0 then
      v_done := v_done || take(v_part, v_budgets, v_now);
    end if;
  end if;
  return query select * from unnest(v_known || v_done);
end $$;

-- Kinds that come singly. They run before the others, so that what a grant or refund brings can be taken in the same batch.
create or replace function apply_rare(p_ops op[], p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_done outcome[] := '{}';
  v_one outcome[];
  o op;
begin
  foreach o in array array(
    select x from unnest(p_ops) x where x.kind is null or x.kind not in ('hold', 'charge', 'capture', 'release') order by x.n
  ) loop
    v_one := case o.kind
      when 'grant' then give(o, p_now)
      when 'refund' then refund(o, p_now)
      when 'revoke' then revoke_grant(o, p_now)
      else array[refuse(o, 'invalid_kind')] end;
    perform remember(array[o], v_one, p_now);
    v_done := v_done || v_one;
  end loop;
  return v_done;
end $$;

-- One operation, for callers in SQL: the same function with a batch of one.
create or replace function post_one(p_op jsonb) returns outcome
language sql volatile security definer set search_path from current as $$
  select * from apply(json_build_array(jsonb_build_object('n', 0, 'id', new_id()) || p_op))
$$;
