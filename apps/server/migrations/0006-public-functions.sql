-- The names that SQL and RPC callers of earlier designs use: thin wrappers around ledger.post_one, with amounts in
-- credits. Only the server's role may call them. A refusal is raised with its code as the message; the SQLSTATE is
-- one that PostgREST answers with the matching HTTP status (PT402 is a 402).

create function farebox.to_micro(p_credits numeric) returns bigint
language plpgsql immutable set search_path = '' as $$
begin
  if p_credits is null or p_credits <= 0 or p_credits > 9000000000 or p_credits * 1000000 <> trunc(p_credits * 1000000) then
    raise sqlstate 'PT400' using message = 'invalid_amount',
      detail = 'The amount must be above zero, at most nine billion credits, with at most six decimals.';
  end if;
  return p_credits * 1000000;
end $$;

-- Posts one operation or raises its refusal. metadata.idempotency_key, where given, makes a retry safe.
create function farebox.post_or_raise(p_op jsonb, p_user uuid, p_metadata jsonb) returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  v_key text := p_metadata ->> 'idempotency_key';
  v_op jsonb := jsonb_strip_nulls(p_op) || jsonb_build_object('account_id', p_user, 'metadata', coalesce(p_metadata, '{}'));
  v_done ledger.outcome;
begin
  if v_key is not null then
    v_op := v_op || jsonb_build_object('id', ledger.derived_id(concat_ws(' ', 'rpc', p_user, p_op ->> 'kind', v_key)));
  end if;
  v_done := ledger.post_one(v_op);
  if v_done.code <> 'ok' then
    raise exception using message = v_done.code, detail = coalesce(v_done.detail, '{}')::text,
      errcode = case
        when v_done.code in ('insufficient_credits', 'budget_exceeded') then 'PT402'
        when v_done.code = 'account_not_active' then 'PT403'
        when v_done.code like '%\_not\_found' then 'PT404'
        when v_done.code like 'invalid\_%' then 'PT400'
        else 'PT409' end;
  end if;
  return v_done.transaction_id;
end $$;

create function farebox.credit_figures(p_user uuid)
returns table (credits_balance numeric, credits_total numeric, credits_spent numeric)
language sql stable set search_path = '' as $$
  select trim_scale(b.available / 1000000.0), trim_scale(b.granted / 1000000.0), trim_scale(b.spent / 1000000.0)
  from ledger.balance(p_user) b
$$;

-- Credits that came in. What was paid for (purchase, subscription) is always credited; anything else only up to the cap.
create function public.credit_user_credits_transaction(user_id uuid, amount numeric, reason text default 'manual',
  metadata jsonb default '{}')
returns table (credits_balance numeric, credits_total numeric, credits_spent numeric)
language plpgsql volatile set search_path = '' as $$
declare v_paid boolean := $3 in ('purchase', 'subscription');
begin
  perform farebox.post_or_raise(jsonb_build_object('kind', 'grant', 'amount', farebox.to_micro($2), 'reason', $3,
    'category', case when v_paid then 'paid' else 'promotional' end, 'over_cap', v_paid), $1, $4);
  return query select * from farebox.credit_figures($1);
end $$;

create function public.debit_user_credits_transaction(user_id uuid, amount numeric, reason text default 'usage',
  metadata jsonb default '{}')
returns table (credits_balance numeric, credits_total numeric, credits_spent numeric)
language plpgsql volatile set search_path = '' as $$
begin
  perform farebox.post_or_raise(jsonb_build_object('kind', 'charge', 'amount', farebox.to_micro($2), 'reason', $3,
    'feature', $4 ->> 'feature', 'model', $4 ->> 'model'), $1, $4);
  return query select * from farebox.credit_figures($1);
end $$;

-- Gives back what was charged, to the grants it came from: of the charge named by metadata.transaction_id, else of the
-- latest charges, newest first. All or nothing: more than was ever charged is refused.
create function public.refund_user_credits(user_id uuid, amount numeric, reason text default 'refund',
  metadata jsonb default '{}')
returns table (credits_balance numeric, credits_total numeric, credits_spent numeric)
language plpgsql volatile set search_path = '' as $$
declare
  v_left bigint := farebox.to_micro($2);
  v_key text := $4 ->> 'idempotency_key';
  v_given bigint;
  v_part bigint;
  v_charge record;
begin
  perform pg_advisory_xact_lock(hashtextextended('refund_user_credits ' || $1, 0));
  if v_key is not null then
    select sum(t.amount) into v_given from ledger.transaction t
    where t.account_id = $1 and t.kind = 'refund' and t.metadata ->> 'refund_key' = v_key;
    if v_given = v_left then
      return query select * from farebox.credit_figures($1);
      return;
    elsif v_given is not null then
      raise sqlstate 'PT409' using message = 'idempotency_mismatch', detail = 'This key gave back another amount.';
    end if;
  end if;
  for v_charge in
    select u.transaction_id, u.amount - u.refunded as refundable from ledger.usage_record u
    where u.account_id = $1 and u.refunded < u.amount
      and u.transaction_id = coalesce(($4 ->> 'transaction_id')::uuid, u.transaction_id)
    order by u.occurred_at desc, u.transaction_id desc
  loop
    exit when v_left = 0;
    v_part := least(v_left, v_charge.refundable);
    perform farebox.post_or_raise(jsonb_build_object('kind', 'refund', 'target', v_charge.transaction_id, 'amount', v_part,
      'reason', $3, 'id', ledger.new_id()), $1, coalesce($4, '{}') - 'idempotency_key'
        || case when v_key is null then '{}' else jsonb_build_object('refund_key', v_key) end);
    v_left := v_left - v_part;
  end loop;
  if v_left > 0 then
    raise sqlstate 'PT409' using message = 'refund_exceeds_charge', detail = 'Fewer credits were charged than are to be given back.';
  end if;
  return query select * from farebox.credit_figures($1);
end $$;

-- Checks the balance, deducts, writes the usage row and the audit row: all or nothing.
create function public.charge_usage(p_user_id uuid, p_amount numeric, p_feature text default 'usage', p_model text default null,
  p_metadata jsonb default '{}')
returns table (transaction_id uuid, credits_balance numeric, credits_total numeric, credits_spent numeric)
language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  v_id := farebox.post_or_raise(jsonb_build_object('kind', 'charge', 'amount', farebox.to_micro(p_amount), 'reason', 'usage',
    'feature', p_feature, 'model', p_model, 'details', p_metadata), p_user_id, p_metadata);
  if not exists (select from farebox.audit_logs a where a.account_id = p_user_id and a.target_id = v_id::text) then
    insert into farebox.audit_logs (id, actor_kind, actor_id, action, target_kind, target_id, account_id, after)
    values (ledger.new_id(), 'service', current_user, 'usage.charged', 'transaction', v_id::text, p_user_id,
      jsonb_build_object('amount', p_amount::text, 'feature', p_feature, 'model', p_model));
  end if;
  return query select v_id, f.* from farebox.credit_figures(p_user_id) f;
end $$;

create function public.increment_user_balance(p_user_id uuid, p_amount numeric, p_reason text default 'manual')
returns numeric
language sql volatile set search_path = '' as $$
  select credits_balance from public.credit_user_credits_transaction(p_user_id, p_amount, p_reason)
$$;

-- A user's own rows under their old names; what may be seen is decided by the tables underneath.
create view public.usage_logs with (security_invoker = true) as
  select u.transaction_id as id, u.account_id as user_id, u.occurred_at as created_at, u.feature, u.model, u.key_id as api_key_id,
    u.input_tokens, u.cached_input_tokens, u.output_tokens, trim_scale(u.amount / 1000000.0) as credits,
    trim_scale(u.refunded / 1000000.0) as refunded_credits
  from ledger.usage_record u;

create view public.usage_stats with (security_invoker = true) as
  select d.account_id as user_id, d.day, d.feature, d.model, d.key_id as api_key_id, d.requests, d.input_tokens,
    d.cached_input_tokens, d.output_tokens, trim_scale(d.amount / 1000000.0) as credits,
    trim_scale(d.refunded / 1000000.0) as refunded_credits
  from ledger.usage_daily d;

create view public.api_keys with (security_invoker = true) as
  select k.id, k.user_id, k.name, k.prefix, k.last4, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
  from farebox.api_keys k;

create view public.audit_logs with (security_invoker = true) as
  select a.id, a.account_id as user_id, a.at as created_at, a.actor_kind, a.actor_id, a.action, a.target_kind, a.target_id,
    a.before, a.after
  from farebox.audit_logs a;

do $$
declare f regprocedure;
begin
  for f in
    select p.oid from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where (n.nspname, p.proname) in (('farebox', 'to_micro'), ('farebox', 'post_or_raise'), ('farebox', 'credit_figures'),
      ('public', 'credit_user_credits_transaction'), ('public', 'debit_user_credits_transaction'), ('public', 'refund_user_credits'),
      ('public', 'charge_usage'), ('public', 'increment_user_balance'))
  loop
    execute format('revoke all on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to service_role', f);
  end loop;
end $$;
revoke all on public.usage_logs, public.usage_stats, public.api_keys, public.audit_logs from public, anon, authenticated;
grant select on public.usage_logs, public.usage_stats, public.api_keys, public.audit_logs to authenticated, service_role;
