-- Money coming in under the names that users of earlier designs read in SQL and over Supabase: amounts as decimals of
-- their currency, credits as credits, states as they are. Whoever signed in sees their own rows, by the policies of the
-- tables underneath; nobody writes.

-- What a person buys: the plans, each as it is sold now. `price` is the one of its first currency by name; `prices` has
-- them all.
create view public.plans with (security_invoker = true) as
  select p.id, p.name, p.description, first.price, first.currency, coalesce(every.prices, '{}'::jsonb) as prices,
    v.interval, trim_scale(v.grant_amount / 1000000.0) as grant_amount, trim_scale(v.daily_limit / 1000000.0) as daily_limit,
    p.active, p.position as sort_order, p.created_at, p.updated_at
  from farebox.plans p
    join farebox.plan_versions v on v.id = p.current_version
    left join lateral (
      select jsonb_object_agg(c.currency, round(c.amount_minor / power(10::numeric, c.minor_units), c.minor_units)) as prices
      from farebox.plan_prices c where c.version = v.id) every on true
    left join lateral (
      select c.currency, round(c.amount_minor / power(10::numeric, c.minor_units), c.minor_units) as price
      from farebox.plan_prices c where c.version = v.id order by c.currency limit 1) first on true;

-- Orders that buy credits alone.
create view public.recharge_records with (security_invoker = true) as
  select o.id, o.user_id, round(o.amount_minor / power(10::numeric, o.minor_units), o.minor_units) as amount, o.currency,
    trim_scale(o.credits / 1000000.0) as credits, o.status, coalesce(o.method, o.provider) as payment_method, o.provider,
    p.provider_payment_id as payment_id, o.transaction_id,
    round(o.refunded_minor / power(10::numeric, o.minor_units), o.minor_units) as refunded_amount,
    o.created_at, o.updated_at, o.expires_at, o.paid_at, o.fulfilled_at as completed_at
  from farebox.orders o left join farebox.payments p on p.id = o.payment_id
  where o.kind in ('topup', 'auto_topup', 'unmatched');

-- The same orders as a gateway's operator knows them: by the number that an EPay site has for them.
create view public.topup_orders with (security_invoker = true) as
  select o.id, replace(o.id::text, '-', '') as order_no, p.provider_payment_id as trade_no, o.user_id,
    round(o.amount_minor / power(10::numeric, o.minor_units), o.minor_units) as amount, o.currency,
    trim_scale(o.credits / 1000000.0) as credits, o.provider, o.method as payment_method, o.status,
    o.created_at, o.updated_at, o.expires_at, o.paid_at, o.fulfilled_at, o.cancelled_at, o.refunded_at
  from farebox.orders o left join farebox.payments p on p.id = o.payment_id
  where o.kind in ('topup', 'auto_topup', 'unmatched');

-- Orders that pay for a plan, and the period that each paid for.
create view public.subscription_orders with (security_invoker = true) as
  select o.id, replace(o.id::text, '-', '') as order_no, p.provider_payment_id as trade_no, o.user_id, o.subscription_id,
    v.plan_id, v.name as plan_name, o.kind as type,
    round(o.amount_minor / power(10::numeric, o.minor_units), o.minor_units) as amount, o.currency,
    trim_scale(o.credits / 1000000.0) as credits, o.provider, o.method as payment_method, o.status,
    s.starts_at as period_start, s.ends_at as period_end,
    o.created_at, o.updated_at, o.expires_at, o.paid_at, o.fulfilled_at, o.cancelled_at, o.refunded_at
  from farebox.orders o
    join farebox.plan_versions v on v.id = o.plan_version
    left join farebox.payments p on p.id = o.payment_id
    left join farebox.subscription_periods s on s.order_id = o.id;

-- Whatever was bought and paid for.
create view public.purchases with (security_invoker = true) as
  select o.id, o.user_id, o.kind as type, v.plan_id,
    round(o.amount_minor / power(10::numeric, o.minor_units), o.minor_units) as amount, o.currency,
    trim_scale(o.credits / 1000000.0) as credits, o.provider, o.status,
    case o.provider when 'stripe' then o.provider_reference end as stripe_session_id,
    case o.provider when 'stripe' then p.provider_payment_id end as stripe_payment_id,
    round(o.refunded_minor / power(10::numeric, o.minor_units), o.minor_units) as refunded_amount,
    o.created_at, o.updated_at, o.paid_at as purchased_at, o.refunded_at
  from farebox.orders o
    left join farebox.plan_versions v on v.id = o.plan_version
    left join farebox.payments p on p.id = o.payment_id
  where o.paid_at is not null;

-- Each payment as its provider told of it. One in another currency than its order's has the usual digits of that one.
create view public.payment_transactions with (security_invoker = true) as
  select p.id, p.user_id, p.order_id, p.provider, p.provider_payment_id as provider_transaction_id, p.status,
    round(p.amount_minor / power(10::numeric, d.digits), d.digits) as amount, p.currency, p.paid_at, p.created_at, p.updated_at
  from farebox.payments p
    join farebox.orders o on o.id = p.order_id
    cross join lateral (select case
      when p.currency = o.currency then o.minor_units
      when p.currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
        'XAF', 'XOF', 'XPF') then 0
      when p.currency in ('BHD', 'JOD', 'KWD', 'OMR', 'TND') then 3
      else 2 end as digits) d;

create view public.user_subscriptions with (security_invoker = true) as
  select s.id, s.user_id, v.plan_id, v.name as plan_name, s.status, s.provider, s.provider_subscription_id,
    case s.provider when 'creem' then s.provider_subscription_id end as creem_subscription_id,
    case s.provider when 'stripe' then s.provider_subscription_id end as stripe_subscription_id,
    s.current_period_start, s.current_period_end, s.cancel_at_period_end, s.cancelled_at as canceled_at,
    s.started_at, s.paid_until as expires_at, s.ended_at,
    trim_scale(v.grant_amount / 1000000.0) as grant_amount, trim_scale(v.daily_limit / 1000000.0) as daily_limit,
    s.created_at, s.updated_at
  from farebox.subscriptions s left join farebox.plan_versions v on v.id = s.plan_version;

create view public.user_email_aliases with (security_invoker = true) as
  select a.email, a.user_id, a.created_at from farebox.user_email_aliases a;

-- What is read by the operator's own programs alone.

create view public.unmatched_payment_emails with (security_invoker = true) as
  select u.id, u.email, u.provider, u.provider_payment_id as payment_id,
    round(u.amount_minor / power(10::numeric, d.digits), d.digits) as amount, u.currency, u.status, u.note, u.matched_by,
    u.user_id as matched_user_id, u.order_id, u.paid_at, u.created_at, u.updated_at
  from farebox.unmatched_payments u
    cross join lateral (select case
      when u.currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
        'XAF', 'XOF', 'XPF') then 0
      when u.currency in ('BHD', 'JOD', 'KWD', 'OMR', 'TND') then 3
      else 2 end as digits) d;

-- What arrived as JSON; null for bytes that a jsonb cannot hold, so that one odd event never closes the view.
create function farebox.json_of(p_raw bytea) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return convert_from(p_raw, 'UTF8')::jsonb;
exception when data_exception then
  return null;
end
$$;

-- Genuine events only: what a forged callback calls itself is not an id.
create view public.stripe_events with (security_invoker = true) as
  select e.id, e.event_id, e.type, farebox.json_of(e.raw) as payload, e.state as status, e.attempts,
    e.last_error as error, e.order_id, e.received_at, e.processed_at, e.received_at as created_at
  from farebox.provider_events e
  where e.provider = 'stripe' and e.event_id is not null;

revoke all on function farebox.json_of(bytea) from public, anon, authenticated;
grant execute on function farebox.json_of(bytea) to service_role;

revoke all on public.plans, public.recharge_records, public.topup_orders, public.subscription_orders, public.purchases,
  public.payment_transactions, public.user_subscriptions, public.user_email_aliases, public.unmatched_payment_emails,
  public.stripe_events
  from public, anon, authenticated, service_role;
grant select on public.plans, public.recharge_records, public.topup_orders, public.subscription_orders, public.purchases,
  public.payment_transactions, public.user_subscriptions, public.user_email_aliases
  to authenticated, service_role;
grant select on public.unmatched_payment_emails, public.stripe_events to service_role;
