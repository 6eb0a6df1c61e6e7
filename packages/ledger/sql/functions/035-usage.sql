-- What the details of a usage record say that the call cost the operator: decimal credits as text, in micro-credits. Null
-- where they say nothing that can be read: a charge is not refused for a remark beside it.
create or replace function cost_in(p_details jsonb) returns bigint
language sql immutable as $$
  select case when p_details ->> 'cost' ~ '^\d{1,9}(\.\d{1,6})?$' then ((p_details ->> 'cost')::numeric * 1000000)::bigint end
$$;

-- Usage records and their daily roll-up, written with the charge they explain.
create or replace function record_usage(p_lines usage_line[], p_now timestamptz) returns void
language plpgsql volatile as $$
begin
  if cardinality(p_lines) = 0 then
    return;
  end if;
  with written as (
    insert into usage_record (transaction_id, account_id, occurred_at, day, feature, model, key_id, member_id,
      input_tokens, cached_input_tokens, output_tokens, amount, details)
    select u.transaction_id, u.account_id, p_now, (p_now at time zone a.time_zone)::date, u.feature, u.model, u.key_id, u.member_id,
      greatest(0, coalesce(u.input_tokens, 0)),
      least(greatest(0, coalesce(u.cached_input_tokens, 0)), greatest(0, coalesce(u.input_tokens, 0))),
      greatest(0, coalesce(u.output_tokens, 0)), u.amount, coalesce(u.details, '{}')
    from unnest(p_lines) u join account a on a.id = u.account_id
    returning account_id, day, feature, model, key_id, input_tokens, cached_input_tokens, output_tokens, amount,
      cost_in(details) as cost
  )
  insert into usage_daily as d (account_id, day, feature, model, key_id, requests, input_tokens, cached_input_tokens,
    output_tokens, amount, cost, costed_requests)
  select account_id, day, feature, model, key_id, count(*), sum(input_tokens), sum(cached_input_tokens),
    sum(output_tokens), sum(amount), coalesce(sum(cost), 0), count(cost)
  from written group by account_id, day, feature, model, key_id
  on conflict (account_id, day, feature, model, key_id) do update set
    requests = d.requests + excluded.requests, input_tokens = d.input_tokens + excluded.input_tokens,
    cached_input_tokens = d.cached_input_tokens + excluded.cached_input_tokens,
    output_tokens = d.output_tokens + excluded.output_tokens, amount = d.amount + excluded.amount,
    cost = d.cost + excluded.cost, costed_requests = d.costed_requests + excluded.costed_requests;
end $$;
