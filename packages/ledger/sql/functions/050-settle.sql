-- Ends holds: 'capture' takes the first `amount` of what the hold drew, in burn order, and gives the rest back, last drawn
-- first; 'release' and 'expire' give all back. A capture above its hold under the rule 'available', and one of a hold that
-- had expired, goes through capture_above() instead.
create or replace function settle(p_ops op[], p_budgets boolean, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_refused outcome[];
  v_plain op[];
  v_above op[];
  v_outcomes outcome[] := '{}';
  v_op op;
begin
  with judged as (
    select o, o.n,
      case when o.kind = 'capture' and (o.amount is null or o.amount < 0 or o.amount > 9000000000000000) then 'invalid_amount'
        when h.id is null then 'hold_not_found'
        when h.status = 'open' or (h.status = 'expired' and above) then null
        when h.status = 'expired' and o.kind = 'capture' then 'hold_expired'
        else 'hold_not_open' end as code,
      jsonb_build_object('status', h.status) as detail,
      above and (h.status = 'expired' or o.amount > h.amount) as above
    from unnest(p_ops) o
    left join hold h on h.id = o.target and h.account_id = o.account_id
    cross join lateral (select o.kind = 'capture' and o.amount > 0 and coalesce(o.overrun, 'available') = 'available' as above) r
  )
  select coalesce(array_agg(refuse(o, code, detail)) filter (where code is not null), '{}'),
    array_agg(o order by n) filter (where code is null and not above),
    array_agg(o order by n) filter (where code is null and above)
  into v_refused, v_plain, v_above from judged;
  perform remember(p_ops, v_refused, p_now);

  if v_plain is not null then
    v_outcomes := settle_within(v_plain, p_budgets, p_now);
  end if;
  foreach v_op in array coalesce(v_above, '{}') loop
    v_outcomes := v_outcomes || capture_above(v_op, p_now);
  end loop;
  return v_refused || v_outcomes;
end $$;

-- What a settling operation wants to take: nothing, unless it is a capture.
create or replace function asked(o op) returns bigint
language sql immutable as $$ select case when o.kind = 'capture' then o.amount else 0 end $$;

-- Settles open holds with what they set aside: no more is taken than was held. Openness is asked of settled_at: a condition
-- on status would let the planner walk all open holds of an account instead of going by key.
create or replace function settle_within(p_ops op[], p_budgets boolean, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_spent movement[];
  v_back movement[];
  v_postings posting[];
  v_usage usage_line[];
  v_budgets budget_line[];
  v_times timestamptz[];
  v_rows int;
  -- Said beside each join: a plan that was made while there were few holds would otherwise walk through all of them for ever.
  v_holds uuid[] := array(select target from unnest(p_ops));
begin
  with draws as (
    select o.n, o.id, o.account_id, least(asked(o), h.amount) as captured, e.seq, e.grant_id, e.amount,
      (sum(e.amount) over (partition by o.n order by e.seq rows unbounded preceding))::bigint - e.amount as lo
    from unnest(p_ops) o
    join hold h on h.id = o.target and h.account_id = o.account_id
    join entry e on e.transaction_id = o.target and e.account_id = o.account_id
    where h.id = any (v_holds) and e.transaction_id = any (v_holds)
  ), split as (
    select *, greatest(0, least(amount, captured - lo)) as spent from draws
  )
  select
    coalesce(array_agg(row(n, seq * 3, id, account_id, grant_id, 'held', 'spent', spent)::movement)
      filter (where spent > 0), '{}'),
    coalesce(array_agg(row(n, seq * 3 + 1, id, account_id, grant_id, 'held', null, amount - spent)::movement)
      filter (where amount > spent), '{}')
  into v_spent, v_back from split;

  with ended as (
    update hold h set
      status = case o.kind when 'capture' then 'captured' when 'release' then 'released' else 'expired' end,
      captured = least(asked(o), h.amount), uncollected = greatest(0, asked(o) - h.amount),
      settled_at = p_now, settled_by = o.id
    from unnest(p_ops) o
    where h.id = o.target and h.id = any (v_holds) and h.account_id = o.account_id and h.settled_at is null
    returning o, o.n, o.kind, h.amount as held, h.captured, h.uncollected,
      row(o.id, o.account_id, coalesce(o.feature, h.feature), coalesce(o.model, h.model), coalesce(o.key_id, h.key_id),
        coalesce(o.member_id, h.member_id), o.input_tokens, o.cached_input_tokens, o.output_tokens, h.captured, o.details)::usage_line as usage,
      row(o.account_id, h.feature, h.key_id, h.member_id, -h.amount, 0, h.model)::budget_line as budget
  )
  select
    array_agg(row(n, (o).id, (o).account_id, case kind when 'expire' then 'release' else kind end,
      coalesce((o).reason, case kind when 'expire' then 'expiry' else 'usage' end),
      case kind when 'capture' then captured else held end, held - captured, uncollected, 0, (o).target,
      coalesce((o).metadata, '{}'), fingerprint(o), case kind when 'expire' then (o).effective_at end, null)::posting order by n),
    coalesce(array_agg(usage) filter (where kind = 'capture'), '{}'),
    array_agg(budget)
  into v_postings, v_usage, v_budgets from ended;
  v_rows := cardinality(v_postings);
  if v_rows is distinct from cardinality(p_ops) then
    raise exception 'ledger: % of % holds were open', v_rows, cardinality(p_ops);
  end if;

  perform record_usage(v_usage, p_now);
  if p_budgets then
    perform count_budgets(v_budgets || budget_lines(v_usage));
  end if;
  if p_ops[1].kind = 'expire' then
    v_times := array(select effective_at from unnest(p_ops) order by n);
  end if;
  return post(v_postings, v_spent || route_returns(v_back, p_now, v_times), p_now);
end $$;

-- A capture of more than its hold has: the hold goes whole, the account's other credits pay what they can of the rest, and
-- what they cannot is recorded as uncollected. A hold that had expired counts as one of nothing: its credits went back.
create or replace function capture_above(o op, p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  h hold;
  v_open boolean;
  v_base bigint;
  v_more bigint;
  v_extra op := o;
  v_moves movement[] := '{}';
  v_usage usage_line[];
begin
  select * into strict h from hold where id = o.target and account_id = o.account_id;
  v_open := h.status = 'open';
  v_base := case when v_open then h.amount else 0 end;
  select least(o.amount - v_base, available) into strict v_more from account where id = o.account_id;

  if v_open then
    v_moves := array(
      select row(o.n, e.seq * 3, o.id, o.account_id, e.grant_id, 'held', 'spent', e.amount)::movement
      from entry e where e.transaction_id = h.id and e.account_id = h.account_id order by e.seq);
  end if;
  if v_more > 0 then
    v_extra.amount := v_more;
    v_moves := v_moves || array(
      select row(m.n, 1000000 + m.seq, m.transaction_id, m.account_id, m.grant_id, m.from_bucket, m.to_bucket, m.amount)::movement
      from unnest(allocate(array[v_extra])) m order by m.seq);
  end if;

  update hold set status = 'captured', captured = v_base + v_more, uncollected = o.amount - v_base - v_more,
    settled_at = p_now, settled_by = o.id
  where id = h.id and account_id = h.account_id;
  v_usage := array[row(o.id, o.account_id, coalesce(o.feature, h.feature), coalesce(o.model, h.model),
    coalesce(o.key_id, h.key_id), coalesce(o.member_id, h.member_id), o.input_tokens, o.cached_input_tokens, o.output_tokens,
    v_base + v_more, o.details)::usage_line];
  perform record_usage(v_usage, p_now);
  perform count_budgets(row(h.account_id, h.feature, h.key_id, h.member_id, -v_base, 0, h.model)::budget_line || budget_lines(v_usage));
  return post(array[row(o.n, o.id, o.account_id, 'capture', coalesce(o.reason, 'usage'), v_base + v_more, 0,
    o.amount - v_base - v_more, 0, o.target, coalesce(o.metadata, '{}'), fingerprint(o), null, null)::posting], v_moves, p_now);
end $$;
