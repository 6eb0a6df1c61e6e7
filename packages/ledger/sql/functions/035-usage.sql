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
    returning account_id, day, feature, model, key_id, input_tokens, cached_input_tokens, output_tokens, amount
  )
  insert into usage_daily as d (account_id, day, feature, model, key_id, requests, input_tokens, cached_input_tokens,
    output_tokens, amount)
  select account_id, day, feature, model, key_id, count(*), sum(input_tokens), sum(cached_input_tokens),
    sum(output_tokens), sum(amount)
  from written group by account_id, day, feature, model, key_id
  on conflict (account_id, day, feature, model, key_id) do update set
    requests = d.requests + excluded.requests, input_tokens = d.input_tokens + excluded.input_tokens,
    cached_input_tokens = d.cached_input_tokens + excluded.cached_input_tokens,
    output_tokens = d.output_tokens + excluded.output_tokens, amount = d.amount + excluded.amount;
end $$;
