-- Orders of every kind, payments as every provider tells of them, and callbacks that can be taken up again by hand.

alter table farebox.orders
  drop constraint orders_kind_check,
  drop constraint orders_amount_minor_check,
  drop constraint orders_credits_check,
  drop constraint orders_fulfilled_by_transaction,
  add constraint orders_kind_check check (kind in (
    'topup', 'auto_topup', 'plan', 'subscription', 'renewal', 'upgrade', 'unmatched')),
  -- A discount may take the whole price off; a plan may give a daily limit and no credits.
  add constraint orders_amount_minor_check check (amount_minor >= 0),
  add constraint orders_credits_check check (credits between 0 and 9000000000000000),
  add constraint orders_fulfilled_by_transaction check (fulfilled_at is null or transaction_id is not null or credits = 0),
  add column discount_minor bigint not null default 0 check (discount_minor >= 0),
  add column discount_id uuid,
  add column refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  add column method text check (method ~ '^[a-z0-9_-]{1,40}$'),
  add column plan_version uuid references farebox.plan_versions (id),
  -- Deferred: when a person is deleted, both go, in whichever order.
  add column subscription_id uuid references farebox.subscriptions (id) deferrable initially deferred,
  -- Where a pending order is paid: an address, a form to post, a text to draw. Asked of the provider once.
  add column checkout jsonb,
  -- When the provider is asked next what became of it, and how often it was.
  add column ask_at timestamptz,
  add column asked integer not null default 0,
  add constraint orders_plan check ((plan_version is not null) = (kind in ('plan', 'subscription', 'renewal', 'upgrade')));

update farebox.orders
   set checkout = jsonb_build_object('kind', 'redirect', 'url', checkout_url, 'reference', provider_reference)
 where checkout_url is not null;
alter table farebox.orders drop column checkout_url;

create index orders_to_ask on farebox.orders (ask_at) where ask_at is not null;
create index orders_of_subscription on farebox.orders (subscription_id) where subscription_id is not null;
create index orders_newest on farebox.orders (created_at desc, id desc);
create index orders_by_status on farebox.orders (status, created_at desc, id desc);
create index orders_by_provider on farebox.orders (provider, created_at desc, id desc);
create index orders_by_reference on farebox.orders (provider_reference) where provider_reference is not null;
create index orders_fulfilled on farebox.orders (fulfilled_at) where fulfilled_at is not null;

grant update (checkout, refunded_minor, subscription_id, ask_at, asked) on farebox.orders to service_role;

alter table farebox.payments
  drop constraint payments_status_check,
  add constraint payments_status_check check (status in ('succeeded', 'failed', 'cancelled', 'expired')),
  -- What refunds and disputes name the payment by, where that is another id.
  add column charge_id text,
  add column customer_id text,
  add column paid_at timestamptz;

create index payments_of_charge on farebox.payments (charge_id) where charge_id is not null;
-- Whoever looks for a payment by what a provider calls it need not know which provider that is.
create index payments_by_reference on farebox.payments (provider_payment_id);
grant update (charge_id, customer_id, paid_at) on farebox.payments to service_role;
grant select (paid_at) on farebox.payments to authenticated;

-- `waiting`: verified and kept, but it tells of something that has not arrived yet.
alter table farebox.provider_events
  drop constraint provider_events_state_check,
  add constraint provider_events_state_check
    check (state in ('received', 'waiting', 'processed', 'ignored', 'rejected', 'failed'));

drop index farebox.provider_events_due;
create index provider_events_due on farebox.provider_events (retry_at) where state in ('received', 'waiting', 'failed');
create index provider_events_by_state on farebox.provider_events (state, id desc);

-- A person may have a settled callback taken up again; a forged one stays rejected.
drop policy provider_events_settle on farebox.provider_events;
create policy provider_events_settle on farebox.provider_events for update to service_role
  using (state <> 'rejected') with check (true);

-- Who a person is at a provider.
create table farebox.provider_customers (
  provider text not null,
  customer_id text not null,
  user_id uuid not null references farebox.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider, customer_id)
);

create index provider_customers_of_user on farebox.provider_customers (user_id, provider, created_at desc);

alter table farebox.provider_customers enable row level security;
alter table farebox.provider_customers force row level security;
create policy provider_customers_service on farebox.provider_customers to service_role using (true) with check (true);
revoke all on farebox.provider_customers from public, anon, authenticated, service_role;
grant select, insert on farebox.provider_customers to service_role;

-- The same table as payments/transitions.ts; a test compares them.
create or replace function farebox.order_may_become(from_status text, to_status text) returns boolean
language sql immutable set search_path = '' as $$
  select (from_status, to_status) in (
    ('pending', 'paid'), ('pending', 'failed'), ('pending', 'cancelled'), ('pending', 'expired'),
    ('failed', 'paid'), ('cancelled', 'paid'), ('expired', 'paid'),
    ('paid', 'fulfilled'),
    ('fulfilled', 'partially_refunded'), ('fulfilled', 'refunded'), ('fulfilled', 'disputed'),
    ('partially_refunded', 'fulfilled'), ('partially_refunded', 'refunded'), ('partially_refunded', 'disputed'),
    ('refunded', 'fulfilled'), ('refunded', 'partially_refunded'), ('refunded', 'disputed'),
    ('disputed', 'fulfilled'), ('disputed', 'partially_refunded'), ('disputed', 'refunded'))
$$;
