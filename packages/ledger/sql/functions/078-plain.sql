-- The plain operations of a batch, by one statement for holds and one for settlements: most operations are plain, and setting up
-- the statements that know every case costs several times what these do. What they write is the same, to the entry. Whatever is
-- not plain they leave untouched, for take() and settle(). The accounts are locked by the caller, nothing of theirs is due, and
-- each has one operation in p_ops at most.

-- Holds that the grant next in burn order can pay alone, for an account that is active and has no budgets.
create or replace function hold_plainly(p_ops op[], p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare v_outcomes outcome[];
begin
  with paid as (
    update "grant" g set available = g.available - o.amount, held = g.held + o.amount
    from unnest(p_ops) o
    join account a on a.id = o.account_id
    cross join lateral (
      select b.id from "grant" b where b.account_id = o.account_id and b.live
      order by b.priority, b.expires_at, b.category, b.effective_at, b.id limit 1
    ) next
    where o.kind = 'hold' and o.amount > 0 and a.status = 'active' and not a.has_budgets
      and g.id = next.id and g.account_id = o.account_id and g.available >= o.amount
    returning o, o.n, g.id as grant_id
  ), moved as (
    update account a set available = a.available - (p.o).amount, held = a.held + (p.o).amount,
      due_at = least(a.due_at, hold_end(p.o, p_now))
    from paid p where a.id = (p.o).account_id
    returning p.n, p.o, p.grant_id, a.available, a.held, a.debt
  ), told as (
    insert into transaction (id, account_id, kind, reason, amount, available_after, held_after, debt_after, fingerprint, metadata,
      created_at, effective_at)
    select (o).id, (o).account_id, 'hold', coalesce((o).reason, 'usage'), (o).amount, available, held, debt, fingerprint(o),
      coalesce((o).metadata, '{}'), p_now, p_now
    from moved order by n
  ), entered as (
    insert into entry (transaction_id, account_id, seq, grant_id, from_bucket, to_bucket, amount)
    select (o).id, (o).account_id, 0, grant_id, 'available', 'held', (o).amount from moved
  ), opened as (
    insert into hold (id, account_id, amount, feature, model, key_id, member_id, created_at, expires_at)
    select (o).id, (o).account_id, (o).amount, coalesce((o).feature, ''), coalesce((o).model, ''), coalesce((o).key_id, nil()),
      coalesce((o).member_id, nil()), p_now, hold_end(o, p_now)
    from moved
  )
  select array_agg(row(n, 'ok', (o).id, (o).amount, 0, 0, available, held, debt, false, null)::outcome)
  into v_outcomes from moved;
  return coalesce(v_outcomes, '{}');
end $$;

-- Ends of open holds that one grant paid, for no more than was held, where what is left goes back to a grant that neither owes
-- nor has ended, of an account without budgets. The numbers of the entries are those of settle_within(). That the rows are among
-- the batch's is said twice: a plan that was made while there were few holds would otherwise walk through all of them for ever.
create or replace function settle_plainly(p_ops op[], p_now timestamptz) returns outcome[]
language plpgsql volatile as $$
declare
  v_outcomes outcome[];
  v_usage usage_line[];
  v_holds uuid[] := array(select target from unnest(p_ops));
begin
  with ended as (
    update hold h set status = case o.kind when 'capture' then 'captured' else 'released' end, captured = asked(o),
      settled_at = p_now, settled_by = o.id
    from unnest(p_ops) o
    join account a on a.id = o.account_id
    join entry e on e.transaction_id = o.target and e.account_id = o.account_id and e.seq = 0
    join "grant" g on g.id = e.grant_id and g.account_id = o.account_id
    where h.id = o.target and h.id = any (v_holds) and e.transaction_id = any (v_holds)
      and h.account_id = o.account_id and h.settled_at is null and h.amount = e.amount
      and asked(o) between 0 and h.amount and not a.has_budgets and g.owed = 0 and g.expires_at > p_now
    returning o, o.n, e.grant_id, h.amount as held, h.captured, h.amount - h.captured as back,
      row(o.id, o.account_id, coalesce(o.feature, h.feature), coalesce(o.model, h.model), coalesce(o.key_id, h.key_id),
        coalesce(o.member_id, h.member_id), o.input_tokens, o.cached_input_tokens, o.output_tokens, h.captured, o.details)::usage_line as usage
  ), returned as (
    update "grant" g set available = g.available + x.back, held = g.held - x.held, spent = g.spent + x.captured
    from ended x where g.id = x.grant_id and g.account_id = (x.o).account_id
  ), moved as (
    update account a set available = a.available + x.back, held = a.held - x.held, spent = a.spent + x.captured
    from ended x where a.id = (x.o).account_id
    returning x.n, x.o, x.usage, x.back, case (x.o).kind when 'capture' then x.captured else x.held end as amount,
      a.available, a.held, a.debt
  ), told as (
    insert into transaction (id, account_id, kind, reason, amount, returned, available_after, held_after, debt_after, target,
      fingerprint, metadata, created_at, effective_at)
    select (o).id, (o).account_id, (o).kind, coalesce((o).reason, 'usage'), amount, back, available, held, debt, (o).target,
      fingerprint(o), coalesce((o).metadata, '{}'), p_now, p_now
    from moved order by n
  ), entered as (
    insert into entry (transaction_id, account_id, seq, grant_id, from_bucket, to_bucket, amount)
    select (x.o).id, (x.o).account_id, part.seq, x.grant_id, 'held', part.bucket, part.amount
    from ended x cross join lateral (values (0, 'spent'::bucket, x.captured), (2, 'available', x.back)) part(seq, bucket, amount)
    where part.amount > 0
  )
  select array_agg(row(n, 'ok', (o).id, amount, back, 0, available, held, debt, false, null)::outcome),
    coalesce(array_agg(usage) filter (where (o).kind = 'capture'), '{}')
  into v_outcomes, v_usage from moved;
  perform record_usage(v_usage, p_now);
  return coalesce(v_outcomes, '{}');
end $$;

-- Of each account the operation that came first.
create or replace function first_of_each(p_ops op[]) returns op[]
language sql immutable as $$
  select array(select o from (
    select o, row_number() over (partition by o.account_id order by o.n) as turn from unnest(p_ops) o
  ) x where turn = 1)
$$;

-- The operations that were not answered yet, in their order.
create or replace function unanswered(p_ops op[], p_done outcome[]) returns op[]
language plpgsql immutable as $$
begin
  if cardinality(p_done) = cardinality(p_ops) then
    return '{}';
  end if;
  return array(select o from unnest(p_ops) o where o.n <> all (select d.n from unnest(p_done) d) order by o.n);
end $$;
