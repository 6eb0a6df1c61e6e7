-- Money coming in: what was ordered, what the provider says was paid, every callback as it arrived, and the
-- outbox that tells other domains. Orders and payments are never deleted by the server (it has no DELETE on them);
-- they go only with the person they belong to.

create table farebox.orders (
  id uuid primary key,
  user_id uuid not null references farebox.users (id) on delete cascade,
  account_id uuid not null,
  kind text not null check (kind in ('topup')),
  status text not null default 'pending' check (status in (
    'pending', 'paid', 'fulfilled', 'failed', 'cancelled', 'expired',
    'partially_refunded', 'refunded', 'disputed')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  minor_units smallint not null check (minor_units between 0 and 3),
  credits bigint not null check (credits between 1 and 9000000000000000),
  provider text not null,
  snapshot jsonb not null,
  idempotency_key uuid not null,
  provider_reference text,
  -- Where a pending order is paid, so that its owner can go on to the payment from anywhere. The provider is asked once.
  checkout_url text,
  payment_id uuid,
  transaction_id uuid,
  needs_review text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  paid_at timestamptz,
  fulfilled_at timestamptz,
  failed_at timestamptz,
  cancelled_at timestamptz,
  expired_at timestamptz,
  partially_refunded_at timestamptz,
  refunded_at timestamptz,
  disputed_at timestamptz,
  -- When the sweep tries again to fulfil a paid order.
  retry_at timestamptz,
  constraint orders_idempotency_key unique (user_id, idempotency_key),
  constraint orders_fulfilled_by_transaction check (fulfilled_at is null or transaction_id is not null)
);

create index orders_of_user on farebox.orders (user_id, id desc);
create index orders_to_expire on farebox.orders (expires_at) where status = 'pending';
create index orders_to_fulfil on farebox.orders (retry_at) where status = 'paid';
create index orders_to_review on farebox.orders (id) where needs_review is not null;

create table farebox.payments (
  id uuid primary key,
  order_id uuid not null references farebox.orders (id) on delete cascade,
  user_id uuid not null references farebox.users (id) on delete cascade,
  provider text not null,
  provider_payment_id text not null,
  status text not null check (status in ('succeeded', 'failed', 'cancelled')),
  amount_minor bigint not null,
  currency text not null,
  raw jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payments_provider_payment_id unique (provider, provider_payment_id)
);

create index payments_of_order on farebox.payments (order_id);
create index payments_of_user on farebox.payments (user_id, id desc);

-- Deferred: when a person is deleted, both go, in whichever order.
alter table farebox.orders
  add constraint orders_payment foreign key (payment_id) references farebox.payments (id) deferrable initially deferred;

create table farebox.provider_events (
  id uuid primary key,
  provider text not null,
  -- What an unverified callback calls itself is not believed, so a forged one cannot take a genuine one's place.
  event_id text check (event_id is null or signature_ok),
  type text,
  received_at timestamptz not null default now(),
  raw bytea not null check (octet_length(raw) <= 262144),
  headers jsonb not null,
  signature_ok boolean not null,
  state text not null check (state in ('received', 'processed', 'ignored', 'rejected', 'failed')),
  attempts integer not null default 0,
  last_error text,
  order_id uuid references farebox.orders (id) on delete set null,
  processed_at timestamptz,
  -- When the sweep takes an event whose own retry was lost.
  retry_at timestamptz not null default now() + interval '1 minute',
  constraint provider_events_event_id unique (provider, event_id)
);

create index provider_events_due on farebox.provider_events (retry_at) where state in ('received', 'failed');
create index provider_events_rejected on farebox.provider_events (provider, received_at) where state = 'rejected';
create index provider_events_of_order on farebox.provider_events (order_id);

-- The outbox: written in the transaction of what it tells of, read by the tasks of other domains.
create table farebox.events (
  id bigint generated always as identity primary key,
  topic text not null,
  subject_id uuid not null,
  account_id uuid,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create index events_of_topic on farebox.events (topic, id);

-- The same table as payments/transitions.ts; a test compares them.
create function farebox.order_may_become(from_status text, to_status text) returns boolean
language sql immutable set search_path = '' as $$
  select (from_status, to_status) in (
    ('pending', 'paid'), ('pending', 'failed'), ('pending', 'cancelled'), ('pending', 'expired'),
    ('failed', 'paid'), ('cancelled', 'paid'), ('expired', 'paid'),
    ('paid', 'fulfilled'),
    ('fulfilled', 'partially_refunded'), ('fulfilled', 'refunded'), ('fulfilled', 'disputed'),
    ('partially_refunded', 'refunded'), ('partially_refunded', 'disputed'),
    ('disputed', 'fulfilled'), ('disputed', 'partially_refunded'), ('disputed', 'refunded'))
$$;

create function farebox.guard_order() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  if new.status = old.status then
    return new;
  end if;
  if not farebox.order_may_become(old.status, new.status) then
    raise exception 'an order cannot go from % to %', old.status, new.status
      using errcode = 'check_violation', constraint = 'orders_transition', table = 'orders';
  end if;
  case new.status
    when 'paid' then new.paid_at := now();
    when 'fulfilled' then new.fulfilled_at := coalesce(new.fulfilled_at, now());
    when 'failed' then new.failed_at := now();
    when 'cancelled' then new.cancelled_at := now();
    when 'expired' then new.expired_at := now();
    when 'partially_refunded' then new.partially_refunded_at := coalesce(new.partially_refunded_at, now());
    when 'refunded' then new.refunded_at := now();
    else new.disputed_at := coalesce(new.disputed_at, now());
  end case;
  return new;
end
$$;

create trigger guard_order before update on farebox.orders
  for each row execute function farebox.guard_order();

revoke execute on function farebox.order_may_become(text, text), farebox.guard_order()
  from public, anon, authenticated;
grant execute on function farebox.order_may_become(text, text) to service_role;

alter table farebox.orders enable row level security;
alter table farebox.orders force row level security;
alter table farebox.payments enable row level security;
alter table farebox.payments force row level security;
alter table farebox.provider_events enable row level security;
alter table farebox.provider_events force row level security;
alter table farebox.events enable row level security;
alter table farebox.events force row level security;

create policy orders_service on farebox.orders to service_role using (true) with check (true);
create policy orders_own on farebox.orders for select to authenticated using (user_id = (select auth.uid()));

create policy payments_service on farebox.payments to service_role using (true) with check (true);
create policy payments_own on farebox.payments for select to authenticated using (user_id = (select auth.uid()));

-- A settled callback is never touched again, and only rejected ones are ever thrown away, after a week.
create policy provider_events_read on farebox.provider_events for select to service_role using (true);
create policy provider_events_add on farebox.provider_events for insert to service_role with check (true);
create policy provider_events_settle on farebox.provider_events for update to service_role
  using (state in ('received', 'failed')) with check (true);
create policy provider_events_prune on farebox.provider_events for delete to service_role
  using (state = 'rejected' and received_at < now() - interval '7 days');

create policy events_service on farebox.events to service_role using (true) with check (true);

revoke all on farebox.orders, farebox.payments, farebox.provider_events, farebox.events
  from public, anon, authenticated, service_role;

-- What was sold never changes: only the columns of its course may be updated.
grant select, insert on farebox.orders to service_role;
grant update (status, provider_reference, checkout_url, payment_id, transaction_id, needs_review, retry_at)
  on farebox.orders to service_role;
grant select on farebox.orders to authenticated;

grant select, insert on farebox.payments to service_role;
grant update (status, amount_minor, currency, raw, updated_at) on farebox.payments to service_role;
grant select (id, order_id, user_id, provider, provider_payment_id, status, amount_minor, currency, created_at, updated_at)
  on farebox.payments to authenticated;

grant select, insert, delete on farebox.provider_events to service_role;
grant update (type, state, attempts, last_error, order_id, processed_at, retry_at)
  on farebox.provider_events to service_role;

grant select, insert on farebox.events to service_role;
